"""What templates of the catalogue can say."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue import markup, registry
from catalogue.partial_dates import PartialDate

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """The text of an entry as safe HTML."""
    return markup.render(text)


@register.filter
def type_of(key: str) -> registry.EntryType:
    """What the registry knows about a type, by its key."""
    return registry.get(key)


@register.simple_tag
@lru_cache
def mark(name: str) -> SafeString:
    """The cut-paper drawing of a type (static/img/marks.svg), printed twice, the lower ink a little off.

    The words beside it say the same, so screen readers skip it.
    """
    return format_html(
        '<svg class="mark" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">'
        '<use class="mark-under" href="{0}#{1}" x="1.5" y="1.5" width="48" height="48"/>'
        '<use href="{0}#{1}" width="48" height="48"/></svg>',
        static("img/marks.svg"),
        name,
    )


@register.simple_tag
@lru_cache
def sign(name: str) -> SafeString:
    """The small shape of a standing or of a reliability; always beside its word."""
    return format_html(
        '<svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="{}#{}" width="16" height="16"/></svg>',
        static("img/marks.svg"),
        name,
    )


@register.inclusion_tag("catalogue/_date.html")
def date(value: PartialDate) -> dict:
    """A partial date in words, with what a program can read."""
    return {"value": value}
