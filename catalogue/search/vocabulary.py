"""All words that can be looked for: those of the entries, and those of the synonyms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.search.index import Index
from catalogue.search.synonyms import Thesaurus

SHORTEST = 4  # letters; in shorter words every edit makes another word
LONG = 6  # letters from which two edits may be wrong
BEGUN = 3  # letters from which a word may be the beginning of another
MOST = 40  # words that one beginning stands for


@dataclass(frozen=True)
class Vocabulary:
    """Folded words, each with how often it is used, and the same words in order."""

    counts: Mapping[str, int]
    alphabets: tuple[list[str], ...]

    @classmethod
    def of(cls, index: Index, thesaurus: Thesaurus) -> Vocabulary:
        """Kept with the index, until either changes."""
        key = ("vocabulary", id(thesaurus))
        if key not in index.kept:
            counts = {**index.spelt, **{word: index.spelt.get(word, 0) + 1 for word in thesaurus.vocabulary}}
            index.kept[key] = cls(counts, (index.alphabet, sorted(thesaurus.vocabulary)))
        return index.kept[key]

    def __contains__(self, word: str) -> bool:
        return word in self.counts

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
        return sorted(found, key=lambda word: (-self.counts[word], word))[:MOST]

    def nearest(self, word: str) -> list[str]:
        """The words within one edit (two from LONG letters on) that are nearest, the most frequent first."""
        if len(word) < SHORTEST:
            return []
        edits = 2 if len(word) >= LONG else 1
        found = process.extract(word, self.counts.keys(), scorer=OSA.distance, score_cutoff=edits, limit=None)
        # A first letter is seldom wrong: words that keep it come first among those equally near.
        ranked = sorted(found, key=lambda match: (match[1], match[0][0] != word[0], -self.counts[match[0]], match[0]))
        likely = [match for match in ranked if len(match[0]) >= SHORTEST - 1]
        return [match[0] for match in likely if match[1] == likely[0][1]]
