"""Words that mean the same to people who search, from ``synonyms.yaml`` beside the content files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from catalogue.data.synonyms import FILE, read_synonyms
from catalogue.search.analysis import STOPWORDS, fold, forms, tokens

LANGUAGES = {"en": ("en",), "es": ("es",), "also": ("en", "es")}

Word = frozenset[str]  # the forms of one word
Term = tuple[Word, ...]  # what stands for one thing: one word or several, all of which must occur


@dataclass(frozen=True)
class Thesaurus:
    """The groups, to be found by any of their terms."""

    groups: tuple[tuple[Term, ...], ...]
    by_term: dict[tuple[str, ...], int]  # stems of a term, in one language → its group
    longest: int  # words in a term
    vocabulary: frozenset[str]  # folded words, for spelling

    def group_at(self, words: list[str], start: int) -> tuple[int, tuple[Term, ...]]:
        """How many words from ``start`` on are a term, at most, and all terms of its group; (0, ()) without one."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            for language in ("en", "es"):
                key = _key(words[start : start + length], language)
                if key in self.by_term:
                    return length, self.groups[self.by_term[key]]
        return 0, ()


def thesaurus() -> Thesaurus:
    """That of the content folder; read again when the file changes."""
    return _read(settings.CONTENT_DIR, stamp())


def stamp() -> int:
    """When the file changed last; 0 without one."""
    try:
        return os.stat(settings.CONTENT_DIR / FILE).st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=1)
def _read(directory: Path, _changed: int) -> Thesaurus:
    groups = []
    by_term: dict[tuple[str, ...], int] = {}
    vocabulary: set[str] = set()
    for number, group in enumerate(read_synonyms(directory).groups):
        terms = []
        for name, texts in group.items():
            for text in texts:
                words = tokens(text)
                meaning = [word for word in words if fold(word) not in STOPWORDS] or words
                terms.append(tuple(forms(word, LANGUAGES[name]) for word in meaning))
                vocabulary.update(fold(word) for word in meaning)
                for language in LANGUAGES[name]:
                    by_term.setdefault(_key(words, language), number)
        groups.append(tuple(terms))
    return Thesaurus(tuple(groups), by_term, max(map(len, by_term), default=0), frozenset(vocabulary))


def _key(words: list[str], language: str) -> tuple[str, ...]:
    """The stems of a term without accents, as people type it."""
    return tuple(min(forms(fold(word), (language,))) for word in words)
