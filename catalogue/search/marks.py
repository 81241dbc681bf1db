"""Where the words of a query stand in what a reader sees, and why an entry was found when they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from catalogue.search.analysis import WORD, forms

if TYPE_CHECKING:
    from catalogue.models import Entry


@dataclass(frozen=True)
class Marker:
    """The forms of all words that answer a query, those with the same meaning among them."""

    wanted: frozenset[str]

    def marked(self, text: str) -> SafeString:
        """The text as HTML, with the words that answer in <mark>; every piece of it is escaped."""
        pieces = WORD.split(text)  # every second piece is a word
        return mark_safe(  # noqa: S308 (escaped piece by piece)
            "".join(
                format_html("<mark>{}</mark>", piece) if number % 2 and self._answers(piece) else escape(piece)
                for number, piece in enumerate(pieces)
            )
        )

    def reason(self, entry: Entry) -> str:
        """Why the entry was found, in words, when neither its name nor its summary shows it."""
        if self._in(entry.name) or self._in(entry.summary):
            return ""
        if alias := next((alias for alias in entry.aliases if self._in(alias, ("en", "es"))), ""):
            return gettext("also found under “%(alias)s”") % {"alias": alias}
        return gettext("found in its text")

    def _in(self, text: str, languages: tuple[str, ...] = ()) -> bool:
        return any(self._answers(word, languages) for word in WORD.findall(text))

    def _answers(self, word: str, languages: tuple[str, ...] = ()) -> bool:
        return not self.wanted.isdisjoint(forms(word.casefold(), languages or (get_language() or "en",)))
