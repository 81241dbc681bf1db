"""Texts of entries: a subset of Markdown, made safe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Protocol

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from catalogue import foreign

TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "blockquote", "br"}


class Pieces(Protocol):
    """What knows the terms in a text (catalogue.terms)."""

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the slug of the term that it is, or with ""."""


def render(text: str, terms: Pieces | None = None) -> SafeString:
    """Paragraphs, emphasis, lists and links as HTML; anything else in the text stays text.

    What it quotes in another language says so.

    With ``terms``, those that it finds outside of links become references to their explanations.
    """
    html = _markdown.render(text, {"terms": terms})
    return foreign.mark(mark_safe(_cleaner.clean(html)))  # noqa: S308 - cleaned by nh3


def plain(text: str) -> str:
    """The same without its marks, a paragraph a line or more."""
    return unescape(nh3.clean(_markdown.render(text), tags=set()))


def reference(slug: str) -> dict[str, str]:
    """The attributes of a link to the explanation of a term on the same page."""
    return {"class": "term", "href": f"#word-{slug}", "role": "doc-glossref"}


def _refer(state: StateCore) -> None:
    if (terms := state.env.get("terms")) is not None:
        for block in state.tokens:
            if block.children:
                block.children = list(_with_references(block.children, terms))


def _with_references(tokens: Iterable[Token], terms: Pieces) -> Iterator[Token]:
    """Lines of one text are looked at together: a term may go on in the next."""
    text, links = "", 0
    for token in tokens:
        if not links and token.type in ("text", "softbreak"):
            text += "\n" if token.type == "softbreak" else token.content
            continue
        yield from _referring(text, terms)
        text = ""
        if token.type in ("link_open", "link_close"):
            links += token.nesting
        yield token
    yield from _referring(text, terms)


def _referring(text: str, terms: Pieces) -> Iterator[Token]:
    for piece, slug in terms.pieces(text):
        if slug:
            yield Token("link_open", "a", 1, attrs={**reference(slug)})
        yield Token("text", "", 0, content=piece)
        if slug:
            yield Token("link_close", "a", -1)


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    tag_attribute_values={"a": {"class": {"term"}, "role": {"doc-glossref"}}},
    link_rel="noopener noreferrer",
)
_markdown = MarkdownIt("zero").enable(
    ["emphasis", "list", "link", "blockquote", "escape", "newline", "entity", "autolink"]
)
_markdown.core.ruler.push("refer", _refer)
