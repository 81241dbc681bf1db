"""Where the words of a query stand in what a reader sees, and why an entry was found when they do not."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from catalogue.search.analysis import WORD, forms

if TYPE_CHECKING:
    from catalogue.search.models import Document

LONGEST = 160  # characters of a passage


@dataclass(frozen=True)
class Marker:
    """The forms of all words that answer a query, those with the same meaning among them."""

    wanted: frozenset[str]

    def marked(self, text: str) -> SafeString:
        """The text as HTML, with the words that answer in <mark>; every piece of it is escaped."""
        pieces = WORD.split(text)  # every second piece is a word
        return mark_safe(  # noqa: S308 (escaped piece by piece)
            "".join(
                f"<mark>{escape(piece)}</mark>" if number % 2 and self._answers(piece) else escape(piece)
                for number, piece in enumerate(pieces)
            )
        )

    def reason(self, document: Document) -> SafeString:
        """Why the entry was found, as HTML, when neither its name nor its summary shows it: another name, a passage."""
        if self._in(document.name) or self._in(document.summary):
            return SafeString("")
        others = [document.name_en, document.name_es, *document.aliases]
        if other := next((other for other in others if self._in(other, ("en", "es"))), ""):
            return conditional_escape(gettext("also found under “%(alias)s”") % {"alias": other})
        lines = (line for line in document.text.split("\n") if self._in(line))
        if line := next(lines, ""):
            return self.marked(self._around(line))
        return conditional_escape(gettext("found in its text"))

    def _around(self, line: str) -> str:
        """A line, of a long one the words around the first that answers."""
        if len(line) <= LONGEST:
            return line
        at = next(match.start() for match in WORD.finditer(line) if self._answers(match[0]))
        start = line.find(" ", at - LONGEST // 2) + 1 if at > LONGEST // 2 else 0
        end = line.rfind(" ", start, start + LONGEST) if start + LONGEST < len(line) else len(line)
        cut = line[start:end] if end > at else line[start : start + LONGEST]
        return f"{'… ' if start else ''}{cut}{' …' if end < len(line) else ''}"

    def _in(self, text: str, languages: tuple[str, ...] = ()) -> bool:
        return any(self._answers(word, languages) for word in WORD.findall(text))

    def _answers(self, word: str, languages: tuple[str, ...] = ()) -> bool:
        return not self.wanted.isdisjoint(forms(word.casefold(), languages or (get_language() or "en",)))
