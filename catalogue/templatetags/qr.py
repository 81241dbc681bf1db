"""A way from paper back to the page: a drawing that a phone's camera reads."""

from __future__ import annotations

from functools import lru_cache

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def qr(context: template.RequestContext, address: str = "") -> SafeString:
    """The QR code of an absolute address, or of the page's own; nothing where it is too long for one.

    It is black on white whatever the page's colours are, since cameras expect that.
    """
    address = address or context.request.build_absolute_uri()
    if not (drawn := _drawn(address)):
        return SafeString()
    size, paths = drawn
    label = _("QR code: %(address)s") % {"address": address}
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>', label, size, size, paths
    )


@lru_cache(maxsize=500)
def _drawn(address: str) -> tuple[int, SafeString] | None:
    """How many squares it is wide, and its paths."""
    try:
        code = segno.make_qr(address, error="l")
    except segno.DataOverflowError:
        return None
    svg = code.svg_inline(omitsize=True, dark="black", light="white", svgclass=None, lineclass=None)
    paths = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return int(code.symbol_size()[0]), mark_safe(paths)  # noqa: S308 - nothing of the address is in it
