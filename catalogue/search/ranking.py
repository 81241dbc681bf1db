"""Which entries answer a query, best first."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np
from pyroaring import BitMap

from catalogue.search import fields
from catalogue.search.analysis import run
from catalogue.search.index import Index
from catalogue.search.matches import as_array
from catalogue.search.query import Concept, Query, understood
from catalogue.search.synonyms import Term, thesaurus
from catalogue.search.vocabulary import Vocabulary

WEIGHTS = (5.0, 4.0, 2.0, 1.0, 0.3)  # of a word in a name, in another name, in the summary, the text, the evidence
BESIDE = 0.2  # of a thing that only the evidence speaks of, against one that the entry itself does
VERY, STEM, SYNONYM = 1.0, 0.85, 0.8  # of what the very word weighs
ENOUGH = 0.3  # of the weight of a query that an entry must answer where few entries answer all of it

RARE, UNUSED = 8, 0.1  # entries below which a word grows no weightier; the weight of a word in none of them
SHORT = 2  # things asked for: where SOME entries answer all of them, only those are shown
SOME = 3

FAR = 0.35  # of the weight of the best answer: after AT_LEAST entries, what answers part of a query must weigh so much
AT_LEAST = 10

EXACT, IN_NAMES, ELSEWHERE = range(3)
KEPT = 200  # outcomes that one index keeps
WORDS = "words"


@dataclass(frozen=True)
class Found:
    """The outcome of a search: entries, best first, and what was read for words that nobody uses."""

    keys: np.ndarray  # primary keys
    read_as: dict[str, str] = field(default_factory=dict)  # typed → meant
    forms: frozenset[str] = frozenset()  # of the words that answer

    @cached_property
    def entries(self) -> BitMap:
        """The same as a set."""
        return BitMap(self.keys)


def find(index: Index, text: str, language: str, type: str = "") -> Found:
    """The entries (of one type) that answer a query. ``language`` orders those that answer equally well.

    An exact name or alias comes first, then entries with all of it in their names, then the others by the weight of
    what they answer: a rare word weighs more, and so does one in a name. An entry answers all of a short query; of a
    long one, or where none answers all, most of it. Without words in the text there are no results.
    """
    synonyms = thesaurus()
    kept = index.kept.setdefault(WORDS, {})
    key = (text, language, type, id(synonyms))
    if key not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        within = index.having(fields.TYPE, type) if type else index.everything
        query = understood(text, Vocabulary.of(index, synonyms), synonyms)
        kept[key] = Found(_ranked(index, query, run(text), language, within), query.read_as, query.forms)
    return kept[key]


def _ranked(index: Index, query: Query, whole: str, language: str, within: BitMap) -> np.ndarray:
    postings = _Postings(index, query, whole)
    answers = [_Answer.of(concept, postings, within) for concept in query.concepts]
    exact = postings.having(fields.EXACT, whole) & within
    candidates = BitMap.union(exact, *(answer.entries for answer in answers))
    if not candidates:
        return np.zeros(0, np.int64)
    keys = as_array(candidates)
    rarity = [answer.rarity(len(within)) for answer in answers]
    score, share, in_names, complete = (np.zeros(len(keys)) for _ in range(4))
    for answer, rare in zip(answers, rarity, strict=True):
        best = answer.strengths(keys)
        score += rare * best
        only_beside = np.isin(keys, as_array(answer.beside))
        share += rare * np.where(only_beside, BESIDE, best > 0)
        in_names += np.isin(keys, as_array(answer.named))
        complete += (best > 0) & ~(only_beside & (len(answers) > 1))
    share /= sum(rarity) or 1
    is_exact = np.isin(keys, as_array(exact))
    tier = np.where(is_exact, EXACT, np.where(in_names == len(answers), IN_NAMES, ELSEWHERE))
    weight = np.round(score * share * share, 6)
    whole_answer = is_exact | (complete == len(answers))
    order = np.lexsort((index.rank(language)[keys], -index.column("citations")[keys], -weight, tier))
    order = order[(whole_answer | (share >= ENOUGH))[order]]
    near = whole_answer[order]
    if len(answers) > SHORT or (len(answers) > 1 and near.sum() < SOME):
        first = weight[order[0]] if len(order) else 0
        near = near | (weight[order] >= FAR * first) | (np.arange(len(order)) < AT_LEAST)
    return keys[order[near]]


class _Postings:
    """The postings of all words of a query, fetched at once."""

    def __init__(self, index: Index, query: Query, whole: str):
        terms = [term for concept in query.concepts for term in (concept.very, concept.literal, *concept.others)]
        forms = {form for term in terms for word in term for form in word}
        wanted = {(place, form) for form in forms for place in fields.PLACES_OF_WORDS} | {(fields.EXACT, whole)}
        self.found = index.words(wanted)

    def having(self, place: str, form: str) -> BitMap:
        """The entries with a word in a place."""
        return self.found[place, form]

    def with_term(self, place: str, term: Term) -> BitMap:
        """The entries with all words of a term in a place."""
        words = [BitMap.union(*(self.found[place, form] for form in word)) for word in term]
        return BitMap.intersection(*words) if words else BitMap()


@dataclass(frozen=True)
class _Answer:
    """How well entries speak of one thing: the best first, each with its entries."""

    levels: list[tuple[float, BitMap]]
    named: BitMap  # those that say it in a name
    beside: BitMap  # those of which only the evidence says it
    entries: BitMap

    @classmethod
    def of(cls, concept: Concept, postings: _Postings, within: BitMap) -> _Answer:
        """Of a thing that a query asks for."""
        levels: list[tuple[float, BitMap]] = []
        for weight, place in zip(WEIGHTS, fields.PLACES_OF_WORDS, strict=True):
            very = postings.with_term(place, concept.very) & within
            stem = (postings.with_term(place, concept.literal) & within) - very
            others = [postings.with_term(place, term) for term in concept.others]
            synonym = ((BitMap.union(*others) & within) - very - stem) if others else BitMap()
            levels += [(weight * by, entries) for by, entries in ((VERY, very), (STEM, stem), (SYNONYM, synonym))]
        places = [
            BitMap.union(*(entries for _weight, entries in levels[at : at + 3])) for at in range(0, len(levels), 3)
        ]
        itself = BitMap.union(*places[:-1])
        return cls(levels, places[0] | places[1], places[-1] - itself, itself | places[-1])

    def rarity(self, of: int) -> float:
        """What it weighs: the fewer entries speak of it the more, and little when none does."""
        speaking = len(self.entries) - len(self.beside)
        return log(1 + of / max(speaking, RARE)) if self.entries else UNUSED

    def strengths(self, keys: np.ndarray) -> np.ndarray:
        """For each of the entries, what it weighs there at best."""
        best = np.zeros(len(keys))
        for weight, entries in sorted(self.levels, key=lambda level: level[0]):
            if entries:
                best[np.searchsorted(keys, as_array(entries))] = weight
        return best
