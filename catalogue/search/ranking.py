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
from catalogue.search.matches import Matches, as_array
from catalogue.search.orders import NO_KEYS
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
# An order by tier, weight and evidence is one number: parts of a weight, the greatest weight, the most entries.
FINE, HEAVIEST, MANY = 1_000_000, 1 << 32, 1 << 24
KEPT, KEPT_ENTRIES = 200, 2_000_000  # outcomes that one index keeps, and entries in all of them
WORDS = "words"


@dataclass(frozen=True)
class Found:
    """The outcome of a search: entries, best first, and what was read for words that nobody uses."""

    matches: Matches
    read_as: dict[str, str] = field(default_factory=dict)  # typed → meant
    forms: frozenset[str] = frozenset()  # of the words that answer

    @cached_property
    def entries(self) -> BitMap:
        """The same as a set."""
        return BitMap(self.matches.keys)


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
        if len(kept) >= KEPT or sum(len(found.matches) for found in kept.values()) > KEPT_ENTRIES:
            kept.clear()
        within = index.of_type(type)
        query = understood(text, Vocabulary.of(index, synonyms), synonyms)
        kept[key] = Found(_ranked(index, query, run(text), language, within), query.read_as, query.forms)
    return kept[key]


def _ranked(index: Index, query: Query, whole: str, language: str, within: BitMap) -> Matches:
    postings = _Postings(index, query, whole)
    answers = [_Answer.of(concept, postings, within) for concept in query.concepts]
    exact = postings.having(fields.EXACT, whole) & within
    candidates = BitMap.union(exact, *(answer.entries for answer in answers))
    if not candidates:
        return Matches(NO_KEYS)
    keys = as_array(candidates)
    at = np.zeros(keys[-1] + 1, np.int64)  # primary key → its place among them
    at[keys] = np.arange(len(keys))
    rarity = [answer.rarity(len(within)) for answer in answers]
    score, share, in_names, complete = (np.zeros(len(keys)) for _ in range(4))
    for answer, rare in zip(answers, rarity, strict=True):
        best, beside = answer.strengths(at, len(keys)), at[as_array(answer.beside)]
        says_so = best > 0
        score += rare * best
        share += rare * says_so
        share[beside] -= rare * (1 - BESIDE)
        complete += says_so
        if len(answers) > 1:
            complete[beside] -= 1
        in_names[at[as_array(answer.named)]] += 1
    share /= sum(rarity) or 1
    is_exact = np.zeros(len(keys), bool)
    is_exact[at[as_array(exact)]] = True
    whole_answer = is_exact | (complete == len(answers))
    shown = whole_answer | (share >= ENOUGH)
    keys, is_exact, whole_answer = keys[shown], is_exact[shown], whole_answer[shown]
    tier = np.where(is_exact, EXACT, np.where(in_names[shown] == len(answers), IN_NAMES, ELSEWHERE))
    weight = np.rint(score * share * share * FINE)[shown].astype(np.int64)
    rank = ((tier * HEAVIEST - weight) * MANY) + index.order("evidence", language)[keys]
    if len(keys) and (len(answers) > SHORT or (len(answers) > 1 and whole_answer.sum() < SOME)):
        first = Matches(np.arange(len(keys)), rank)[:AT_LEAST]
        near = whole_answer | (weight >= FAR * weight[first[0]])
        near[first] = True
    else:
        near = whole_answer
    return Matches(keys[near], rank[near])


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

    def strengths(self, at: np.ndarray, size: int) -> np.ndarray:
        """What it weighs in each of so many entries at best; ``at`` has the place of each among them."""
        best = np.zeros(size)
        for weight, entries in sorted(self.levels, key=lambda level: level[0]):
            if entries:
                best[at[as_array(entries)]] = weight
        return best
