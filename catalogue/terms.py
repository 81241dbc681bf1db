"""Legal and political words: found in texts, explained where a page uses them first.

The terms are read once for each version of the search index and kept with it, so that a page of an entry asks the
database nothing more. They change the version themselves (catalogue.search.triggers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue import foreign, markup
from catalogue.models import Term
from catalogue.search.analysis import fold
from catalogue.search.index import Index

# A form is a whole word: "bail" is not in "bailiff", nor is "migra" in "#migra" or "raid" in "anti-raid".
BEFORE, AFTER = r"(?<![\w#@-])", r"(?![\w-])"


def terms(index: Index, language: str | None) -> list[Term]:
    """All terms with their sources, from A to Z in English or in Spanish."""
    stored = index.keep("terms", lambda: list(Term.objects.select_related("source")))
    return index.keep(("terms", language), lambda: sorted(stored, key=lambda term: fold(term.name_in(language))))


@dataclass(frozen=True)
class Finder:
    """Finds the terms of one language in texts."""

    by_form: Mapping[str, Term]
    pattern: re.Pattern[str] | None  # of all forms; None when there are none

    @classmethod
    def of(cls, terms: Iterable[Term], language: str | None) -> Finder:
        """By their names and their other forms; where two share a form, the first has it."""
        by_form: dict[str, Term] = {}
        for term in terms:
            for form in (term.name_in(language), *term.forms_in(language)):
                by_form.setdefault(_form(form), term)
        by_form.pop("", None)
        longest_first = sorted(by_form, key=len, reverse=True)
        forms = "|".join(r"\s++".join(map(re.escape, form.split())) for form in longest_first)
        return cls(by_form, re.compile(f"{BEFORE}(?:{forms}){AFTER}") if forms else None)

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Start, end and term of each that the text uses, whatever its capitals; the longest form wins."""
        if self.pattern:
            for match in self.pattern.finditer(_lower(text)):
                yield match.start(), match.end(), self.by_form[_form(match[0])]


def finder(index: Index, language: str | None) -> Finder:
    """The one for the terms as they are now."""
    return index.keep(("finder", language), lambda: Finder.of(terms(index, language), language))


@dataclass
class Explainer:
    """Explains each term once: give it the texts of one page in the order of reading."""

    finder: Finder
    used: list[Term] = field(default_factory=list)  # in the order in which the page uses them

    @classmethod
    def of(cls, index: Index) -> Explainer:
        """For one page in the reader's language."""
        return cls(finder(index, get_language()))

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the slug of the term that it uses for the first time, or with ""."""
        done = 0
        for start, end, term in self.finder.find(text):
            if term not in self.used:
                self.used.append(term)
                if start > done:
                    yield text[done:start], ""
                yield text[start:end], term.slug
                done = end
        if done < len(text):
            yield text[done:], ""

    def plain(self, text: str) -> SafeString:
        """A text without marks as HTML."""
        html = "".join(_html(piece, slug) for piece, slug in self.pieces(text))
        return foreign.mark(mark_safe(html))  # noqa: S308 (all is escaped)

    def markdown(self, text: str) -> SafeString:
        """A text with marks as HTML; what is a link already stays as it is."""
        return markup.render(text, self)


def _html(text: str, slug: str) -> str:
    return format_html("<a{}>{}</a>", flatatt(markup.reference(slug)), text) if slug else escape(text)


def _lower(text: str) -> str:
    """In small letters, each where it was: a few letters of other alphabets become two."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_small, text))


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


def _form(text: str) -> str:
    return " ".join(_lower(text).split())
