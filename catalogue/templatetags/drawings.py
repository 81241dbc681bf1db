"""The block prints that go with pages: phases, types, guides, and what is said when there is nothing to show."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Sheets of drawings: what stands on one page comes in one file, and a page loads no more than it shows.
SHEETS = {
    "phases": ("prepare", "watch-and-warn", "respond", "in-court", "at-work", "change-policy", "sustain"),
    "doors": ("organisation", "tactic", "legal-tool", "policy", "event", "help", "join", "start", "says-who"),
    "states": ("nothing-found", "nothing-chosen", "not-found", "broken", "not-allowed"),
}
SHEET_OF = {name: sheet for sheet, names in SHEETS.items() for name in names}


@register.simple_tag
@lru_cache
def drawing(name: str, label: str = "") -> SafeString:
    """The block print with this name (static/img/prints), in two inks: the colour of text over ``--under``.

    Without a label it is an ornament, which screen readers skip; with one it is a picture that they name. Raises
    KeyError for a name that is on no sheet.
    """
    return format_html(
        '<svg class="drawing" viewBox="0 0 160 120" width="160" height="120" {} focusable="false">'
        '<use href="{}#{}" width="160" height="120"/></svg>',
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"'),
        static(f"img/prints/{SHEET_OF[name]}.svg"),
        name,
    )
