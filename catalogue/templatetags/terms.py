"""Texts of a page with the words that it explains."""

from django import template
from django.utils.safestring import SafeString

from catalogue.terms import Explainer

register = template.Library()


@register.filter
def explained(text: str, explainer: Explainer) -> SafeString:
    """A text without marks, its terms leading to the words explained at the end of the page."""
    return explainer.plain(text)


@register.filter
def explained_markdown(text: str, explainer: Explainer) -> SafeString:
    """The same for a text with marks."""
    return explainer.markdown(text)
