"""Which entries answer a query, best first. Reads every entry: right for hundreds, not for thousands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import Any

from django.utils.translation import get_language

from catalogue.search.analysis import fold
from catalogue.search.documents import Book, books, run
from catalogue.search.query import Concept, understood
from catalogue.search.synonyms import Term, Thesaurus, thesaurus

LIMIT = 500  # results; also keeps the ordering below SQLite's limit of expression depth
WEIGHTS = (5.0, 4.0, 2.0, 1.0)  # of a word in a name, in another name, in the summary, in the text
STEM, SYNONYM = 0.85, 0.8  # of what the very word weighs
ENOUGH = 0.3  # of the weight of a query that an entry must answer where few entries answer all of it

RARE, UNUSED = 8, 0.1  # entries below which a word grows no weightier; the weight of a word in none of them
SHORT = 2  # things asked for: where SOME entries answer all of them, only those are shown
SOME = 3

FAR = 0.35  # of the weight of the best answer: after AT_LEAST entries, what answers part of a query must weigh so much
AT_LEAST = 10

EXACT, IN_NAMES, ELSEWHERE = range(3)


@dataclass(frozen=True)
class Found:
    """The outcome of a search: primary keys, best first, and what was read for words that nobody uses."""

    keys: list[int]
    read_as: dict[str, str]  # typed → meant
    forms: frozenset[str] = frozenset()  # of the words that answer


def ranked(entries: Any, text: str) -> Found:
    """The ``entries`` (an EntryQuerySet) that answer a query.

    An exact name or alias comes first, then entries with all of it in their names, then the others by the weight of
    what they answer: a rare word weighs more, and so does one in a name. An entry answers all of a short query; of a
    long one, or where none answers all, most of it. Without words in the text there are no results.
    """
    found = books(entries)
    synonyms = thesaurus()
    query = understood(text, _vocabulary(found, synonyms), synonyms)
    strengths = {book.pk: [_strengths(concept, book) for concept in query.concepts] for book in found}
    rarity = _rarity(len(query.concepts), list(strengths.values()))
    whole, spanish = run(text), get_language() == "es"
    rows = []
    for book in found:
        answered = [max(strength) > 0 for strength in strengths[book.pk]]
        if not any(answered):
            continue
        share = sum(rare for rare, yes in zip(rarity, answered, strict=True) if yes) / sum(rarity)
        score = sum(
            rare * max(weight * by for weight, by in zip(WEIGHTS, strength, strict=True))
            for rare, strength in zip(rarity, strengths[book.pk], strict=True)
        )
        tier = _tier(whole, book, strengths[book.pk])
        if tier == EXACT or share >= ENOUGH:
            weight = -round(score * share * share, 6)
            rows.append((tier, weight, -book.citations, fold(book.names[spanish]), all(answered), book.pk))
    rows.sort()
    complete = [row for row in rows if row[0] == EXACT or row[-2]]
    rows = rows[:AT_LEAST] + [row for row in rows[AT_LEAST:] if row[-2] or row[1] <= FAR * rows[0][1]]
    if len(query.concepts) == 1 or (len(query.concepts) <= SHORT and len(complete) >= SOME):
        rows = complete
    return Found([row[-1] for row in rows[:LIMIT]], query.read_as, query.forms)


def _vocabulary(found: list[Book], synonyms: Thesaurus) -> Counter[str]:
    counted = Counter(word for book in found for word in book.document.vocabulary)
    counted.update(synonyms.vocabulary)
    return counted


def _rarity(count: int, strengths: list[list[tuple[float, ...]]]) -> list[float]:
    """What each concept weighs: the fewer entries speak of it the more, and little when none does."""
    numbers = [sum(max(each[n]) > 0 for each in strengths) for n in range(count)]
    return [log(1 + len(strengths) / max(number, RARE)) if number else UNUSED for number in numbers]


def _tier(whole: str, book: Book, strengths: list[tuple[float, ...]]) -> int:
    if whole in book.document.exact:
        return EXACT
    return IN_NAMES if all(any(strength[:2]) for strength in strengths) else ELSEWHERE


def _strengths(concept: Concept, book: Book) -> tuple[float, ...]:
    """How well each field speaks of a concept."""
    return tuple(_strength(concept, field) for field in book.document.fields)


def _strength(concept: Concept, field: frozenset[str]) -> float:
    """1 for its very words, less for words of the same stem or other terms for it, 0 when it does not occur."""
    if _all_in(concept.very, field):
        return 1.0
    if _all_in(concept.literal, field):
        return STEM
    return SYNONYM if any(_all_in(term, field) for term in concept.others) else 0.0


def _all_in(term: Term, field: frozenset[str]) -> bool:
    return all(not word.isdisjoint(field) for word in term)
