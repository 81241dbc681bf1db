"""Phrases quoted in another language than the page's: marked, so that a screen reader says them right.

WCAG 2.2 asks for it (3.1.2, Language of Parts), except for names. Nobody has to remember it while writing: what stands
in “…” tells by its small words which language it is in. A phrase without any such word stays as it is.
"""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

QUOTED = re.compile("(?<=“)[^“”<>]+(?=”)")
WORD = re.compile(r"[^\W\d_]+")
# Small words of one language only, and larger ones that texts here quote. Never part of the name of a place
# ("Los Angeles", "La Puente", "El Monte").
LISTED = {
    "en": "and are as for from in is my not of our the this to we with you your "
    "abolish chilling policies responders warrant",
    "es": "con del es las mi nos para por que se son su sus una un y ya",
}
SMALL_WORDS = {code: frozenset(words.split()) for code, words in LISTED.items()}


def language_of(phrase: str, page: str) -> str | None:
    """The other language that a phrase is in; None when it is in the page's, or nothing tells."""
    words = {word.lower() for word in WORD.findall(phrase)}
    if words & SMALL_WORDS.get(page, frozenset()):
        return None
    return next((code for code, known in SMALL_WORDS.items() if code != page and words & known), None)


def mark(html: SafeString) -> SafeString:
    """HTML in the reader's language with what it quotes in another one marked."""
    page = (get_language() or "").partition("-")[0]

    def marked(quoted: re.Match[str]) -> str:
        code = language_of(quoted[0], page)
        return format_html('<span lang="{}">{}</span>', code, mark_safe(quoted[0])) if code else quoted[0]  # noqa: S308

    return mark_safe(QUOTED.sub(marked, html))  # noqa: S308 (a span around what was safe)
