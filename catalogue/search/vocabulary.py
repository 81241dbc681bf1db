"""All words that can be looked for: those of the entries, and those of the synonyms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.search.index import Index
from catalogue.search.synonyms import Thesaurus

SHORTEST = 4  # letters; in shorter words every edit makes another word
LONG = 6  # letters from which two edits may be wrong
LONGEST = 25  # letters; nobody means a longer word
BEGUN = 3  # letters from which a word may be the beginning of another
MOST = 40  # words that one beginning stands for


@dataclass(frozen=True)
class Vocabulary:
    """Folded words: those of entries, each with how many have it, and those of synonyms; each in order as well."""

    spelt: Mapping[str, int]
    synonyms: frozenset[str]
    alphabets: tuple[list[str], list[str]]

    @classmethod
    def of(cls, index: Index, thesaurus: Thesaurus) -> Vocabulary:
        """Kept with the index, until either changes."""
        key = ("vocabulary", id(thesaurus))
        if key not in index.kept:
            alphabets = index.alphabet, sorted(thesaurus.vocabulary)
            index.kept[key] = cls(index.spelt, thesaurus.vocabulary, alphabets)
        return index.kept[key]

    def __contains__(self, word: str) -> bool:
        return word in self.spelt or word in self.synonyms

    def count(self, word: str) -> int:
        """How often it is used; to be a synonym is once."""
        return self.spelt.get(word, 0) + (word in self.synonyms)

    def beginning_with(self, start: str) -> list[str]:
        """The words that begin so, the most frequent first, MOST of them."""
        if len(start) < BEGUN:
            return []
        found: set[str] = set()
        for alphabet in self.alphabets:
            for at in range(bisect_left(alphabet, start), len(alphabet)):
                if not alphabet[at].startswith(start):
                    break
                found.add(alphabet[at])
        return sorted(found, key=lambda word: (-self.count(word), word))[:MOST]

    def nearest(self, word: str) -> list[str]:
        """The words within one edit (two from LONG letters on) that are nearest, the most frequent first."""
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        # A first letter is seldom wrong, and one mistake likelier than two: most misspelt words are found among few.
        likely = self._near(word, 1, [_with_letter(alphabet, word[0]) for alphabet in self.alphabets])
        return likely or self._near(word, 2 if len(word) >= LONG else 1, self.alphabets)

    def _near(self, word: str, edits: int, alphabets: Iterable[list[str]]) -> list[str]:
        found = {match for alphabet in alphabets for match in _within(edits, word, alphabet)}
        long_enough = [match for match in found if len(match[0]) >= SHORTEST - 1]
        nearest = min((distance for _word, distance in long_enough), default=0)
        words = [word for word, distance in long_enough if distance == nearest]
        return sorted(words, key=lambda other: (other[0] != word[0], -self.count(other), other))


def _with_letter(alphabet: list[str], letter: str) -> list[str]:
    """The part of an ordered list that begins with a letter."""
    return alphabet[bisect_left(alphabet, letter) : bisect_left(alphabet, chr(ord(letter) + 1))]


def _within(edits: int, word: str, alphabet: list[str]) -> Iterator[tuple[str, int]]:
    """The words so near, each with its distance."""
    if not alphabet:
        return
    distances = process.cdist([word], alphabet, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
    for at in np.flatnonzero(distances <= edits).tolist():
        yield alphabet[at], int(distances[at])
