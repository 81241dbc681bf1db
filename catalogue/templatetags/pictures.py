"""Pictures of entries on pages."""

from __future__ import annotations

from django import template

from catalogue.images.licences import address_of
from catalogue.images.sizes import Picture
from catalogue.models import Entry

register = template.Library()


@register.simple_tag
def picture_of(entry: Entry) -> Picture | None:
    """The picture of an entry in all its sizes, or None."""
    return Picture.of(entry)


@register.filter
def licence_address(licence: str) -> str:
    """Where a licence is explained; "" when we do not know it."""
    return address_of(licence)
