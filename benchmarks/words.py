"""Words as real text has them: the catalogue's own, as often as it uses them, and rare ones that never end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from math import isqrt
from pathlib import Path
from random import Random
from typing import Any

import yaml

LANGUAGES = ("en", "es")
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = 12  # words
# Heaps' law: a text of n words holds about K·√n different ones. This many rare words are at hand; as they are ever
# rarer (the square of their rank), about half of them turn up.
HEAPS = 30

# Syllables of one length each, so that no two rows of them spell the same word.
SYLLABLES = {
    "en": [a + b + c for a in "bdfghlmnprstvw" for b in "aeiou" for c in "lmnrst"],
    "es": [a + b for a in "bcdfglmnñprstvz" for b in "aeiou"],
}
LENGTHS = {"en": 2, "es": 3}  # syllables in a word
ENDINGS = {"en": ("", "ing", "ed", "er"), "es": ("", "ción", "dad", "ó")}
STEP = 104_729  # a prime: neighbours in rank look nothing like each other


def made_up(language: str, known: Iterable[str] = ()) -> Iterator[str]:
    """Words that look like the language but are none of it nor among the known ones, each once."""
    syllables, length, endings = SYLLABLES[language], LENGTHS[language], ENDINGS[language]
    known = set(known)
    count = len(syllables) ** length
    for ending in endings:
        for number in range(count):
            rest, word = (number + 1) * STEP % count, ending
            for _ in range(length):
                rest, digit = divmod(rest, len(syllables))
                word = syllables[digit] + word
            if word not in known:
                yield word


def proper_names(count: int) -> list[str]:
    """Names of people, groups and streets that nobody bears, the most frequent first."""
    names = made_up("en")
    return [next(names).capitalize() for _ in range(count)]


@cache
def counted(folder: Path) -> dict[str, Counter[str]]:
    """How often each word stands in the texts of each language in a folder of content files."""
    counts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    # The loader in C is ten times as fast; not every wheel of PyYAML has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.rglob("*.yaml")):
        page = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 — both loaders are the safe ones
        for language in LANGUAGES:
            for text in _texts(page, language):
                counts[language].update(WORD.findall(text.lower()))
    return counts


def _texts(node: Any, language: str) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item, language)
    elif isinstance(node, dict):
        if set(node) <= set(LANGUAGES):
            text = node.get(language)
            yield from [text] if isinstance(text, str) else []
        else:
            for item in node.values():
                yield from _texts(item, language)


class Weighted:
    """Things to draw from, some more often than others."""

    def __init__(self, things: Sequence[Any], weights: Iterable[int]) -> None:
        self.things = things
        # Whole numbers below 2**53 are exact as floats and quicker to compare, so every machine draws the same.
        self.cumulative = [float(weight) for weight in accumulate(weights)]

    @classmethod
    def zipf(cls, things: Sequence[Any]) -> "Weighted":
        """The first twice as often as the second, three times as often as the third, and so on."""
        return cls(things, (1_000_000_000 // rank for rank in range(1, len(things) + 1)))

    def draw(self, random: Random, count: int) -> list[Any]:
        """So many of them, each drawn anew."""
        return random.choices(self.things, cum_weights=self.cumulative, k=count)

    def different(self, random: Random, count: int) -> list[Any]:
        """At most so many different ones, in the order in which they were drawn."""
        return list(dict.fromkeys(self.draw(random, count)))


class Vocabulary:
    """The words of one language for a text of so many words."""

    def __init__(self, language: str, counts: Counter[str], length: int) -> None:
        known = sorted(counts, key=lambda word: (-counts[word], word))
        names = made_up(language, known)
        rare = [next(names) for _ in range(max(0, HEAPS * isqrt(length) - len(known)))]
        scale = 1_000_000_000
        rarity = [scale * len(known) ** 2 // (len(known) + rank) ** 2 for rank in range(1, len(rare) + 1)]
        self.words = Weighted(known + rare, [scale * counts[word] for word in known] + [max(1, w) for w in rarity])
        # For names: what a language puts between the words that matter stands at the top of its list.
        self.content = Weighted.zipf([word for word in known[60:] if len(word) > 3])

    def text(self, random: Random, length: int) -> str:
        """Sentences of so many words altogether."""
        words = self.words.draw(random, length)
        for start in range(0, length, SENTENCE):
            words[start] = words[start].capitalize()
            words[min(start + SENTENCE, length) - 1] += "."
        return " ".join(words)

    def title(self, random: Random, length: int, name: str) -> str:
        """A name of so many words, one of them a proper name."""
        words = self.content.draw(random, length - 1)
        words.insert(random.randrange(length), name)
        words[0] = words[0].capitalize()
        return " ".join(words)
