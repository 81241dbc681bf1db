"""Words that nobody uses, read as those that were meant."""

from collections import Counter

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # letters; in shorter words every edit makes another word
LONG = 6  # letters from which two edits may be wrong


def nearest(word: str, vocabulary: Counter[str]) -> list[str]:
    """The words of a vocabulary within one edit (two from six letters on) that are nearest, the most frequent first."""
    if len(word) < SHORTEST:
        return []
    edits = 2 if len(word) >= LONG else 1
    found = process.extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=edits, limit=None)
    # A first letter is seldom wrong: words that keep it come first among those equally near.
    ranked = sorted(found, key=lambda match: (match[1], match[0][0] != word[0], -vocabulary[match[0]], match[0]))
    likely = [match for match in ranked if len(match[0]) >= SHORTEST - 1]
    return [match[0] for match in likely if match[1] == likely[0][1]]
