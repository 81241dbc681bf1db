"""Entries as search sees them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from catalogue.search.analysis import fold, forms, tokens

Text = tuple[str, tuple[str, ...]]  # a text and the languages that its words may be of
COLUMNS = ("pk", "name_en", "name_es", "aliases", "summary_en", "summary_es", "body_en", "body_es")


@dataclass(frozen=True)
class Document:
    """The words of an entry, field by field: its names, its other names, its summary, its text."""

    exact: frozenset[str]  # names and aliases as one run of letters: "sb54", "knowyourrights"
    fields: tuple[frozenset[str], ...]  # forms of words
    vocabulary: frozenset[str]  # folded words, for spelling


@dataclass(frozen=True)
class Book:
    """An entry with its document, and what orders entries that answer equally well."""

    pk: int
    names: tuple[str, str]  # in English and in Spanish
    citations: int
    document: Document


def books(entries: Any) -> list[Book]:
    """The entries (an EntryQuerySet) with their documents, in one query."""
    rows = entries.with_evidence_counts().order_by("pk").values_list(*COLUMNS, "citation_count")
    return [
        Book(pk, (name_en, name_es), citations, analysed(name_en, name_es, tuple(aliases), *texts))
        for pk, name_en, name_es, aliases, *texts, citations in rows
    ]


@lru_cache(maxsize=5000)
def analysed(
    name_en: str, name_es: str, aliases: tuple[str, ...], summary_en: str, summary_es: str, body_en: str, body_es: str
) -> Document:
    """The document of these texts; kept, because texts change far more seldom than they are searched."""
    names = _in_both(name_en, name_es)
    others: list[Text] = [(alias, ("en", "es")) for alias in aliases]
    summary, body = _in_both(summary_en, summary_es), _in_both(body_en, body_es)
    return Document(
        exact=frozenset(run(text) for text, _languages in [*names, *others]),
        fields=(_forms(names), _forms(others), _forms(summary), _forms(body)),
        vocabulary=frozenset(
            fold(word) for text, _languages in [*names, *others, *summary, *body] for word in tokens(text)
        ),
    )


def run(text: str) -> str:
    """A text as one run of letters and figures, so that "S.B. 54" is "SB54"."""
    return "".join(character for character in fold(text) if character.isalnum())


def _in_both(english: str, spanish: str) -> list[Text]:
    return [(english, ("en",)), (spanish, ("es",))]


def _forms(texts: list[Text]) -> frozenset[str]:
    """The stems of the words, and the words themselves after "="."""
    found: set[str] = set()
    for text, languages in texts:
        for word in tokens(text):
            found |= forms(word, languages) | {f"={fold(word)}"}
    return frozenset(found)
