"""Texts of entries: a subset of Markdown, made safe."""

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "blockquote", "br"}
_markdown = MarkdownIt("zero").enable(
    ["emphasis", "list", "link", "blockquote", "escape", "newline", "entity", "autolink"]
)


def render(text: str) -> SafeString:
    """Paragraphs, emphasis, lists and links as HTML; anything else in the text stays text."""
    html = _markdown.render(text)
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener noreferrer"))  # noqa: S308 - cleaned by nh3


def plain(text: str) -> str:
    """The same without its marks, a paragraph a line or more."""
    return unescape(nh3.clean(_markdown.render(text), tags=set()))
