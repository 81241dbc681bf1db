"""What a search box offers while somebody types: entries whose names go on like that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pyroaring import BitMap

from catalogue.search import fields
from catalogue.search.analysis import MAX_LENGTH, MAX_WORDS, fold, tokens
from catalogue.search.index import Index
from catalogue.search.matches import Matches, as_array
from catalogue.search.models import Document
from catalogue.search.ranking import find

MOST = 8  # suggestions
SHORTEST = 2  # letters
LOOKED_AT = 500  # names that begin with what was typed, words that go on like one that was


@dataclass(frozen=True)
class Suggestion:
    """An entry, and which of its other names answers when its name does not show it."""

    document: Document
    also: str


def suggested(index: Index, text: str, language: str) -> list[Suggestion]:
    """Entries for what was typed so far, at most MOST: two queries at most.

    Names that begin with it come first, then names and other names with words that begin so, in any order; of these
    the best evidenced. Where no name answers, what a search would find.
    """
    text = text.replace("\0", " ")[:MAX_LENGTH]
    words = [fold(word) for word in tokens(text)][:MAX_WORDS]
    if sum(map(len, words)) < SHORTEST:
        return []
    keys = list(dict.fromkeys([*_beginning_with(index, fold(text.strip()), language), *_with_words(index, words)]))
    keys = keys[:MOST] or find(index, text, language).matches[:MOST]
    documents = Document.objects.defer("postings", "text_en", "text_es").in_bulk(keys)
    return [Suggestion(documents[key], _also(documents[key], words)) for key in keys if key in documents]


def _beginning_with(index: Index, start: str, language: str) -> list[int]:
    names = index.by_name[language].names if language in index.by_name else []
    first = bisect_left(names, (start,))
    found = [pk for name, pk in names[first : first + LOOKED_AT] if name.startswith(start)]
    return sorted(found, key=lambda pk: -index.columns["citations"][pk])[:MOST]


def _with_words(index: Index, words: list[str]) -> list[int]:
    found = BitMap.intersection(*(BitMap.union(BitMap(), *_going_on(index, word)) for word in words))
    keys = as_array(found)
    return Matches(keys, -index.columns["citations"][keys])[:MOST] if len(keys) else []


def _going_on(index: Index, word: str) -> Iterator[BitMap]:
    """The entries with each word in a name that begins like this one."""
    titles: Mapping[str, BitMap] = index.postings.get(fields.TITLE, {})
    first = bisect_left(index.alphabet, word)
    for each in islice(index.alphabet, first, first + LOOKED_AT):
        if not each.startswith(word):
            return
        if each in titles:
            yield titles[each]


def _also(document: Document, words: list[str]) -> str:
    """The other name that has the words, when the name that is shown does not."""
    others = {document.name_en, document.name_es, *document.aliases} - {document.name}
    if _has(document.name, words):
        return ""
    return next((other for other in sorted(others) if _has(other, words)), "")


def _has(name: str, words: list[str]) -> bool:
    there = [fold(each) for each in tokens(name)]
    return all(any(each.startswith(word) for each in there) for word in words)
