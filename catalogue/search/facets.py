"""Facets: filters that can say how many entries each of their choices would leave."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.models import Connection, ConnectionKind, Place
from catalogue.search.analysis import fold

if TYPE_CHECKING:
    from catalogue.search.index import Index

MAX_VALUES = 20  # of one facet in one address
MOST_CHOICES = 30  # that a facet offers: those that leave most entries


@dataclass(frozen=True)
class Option:
    """One choice of a facet as a page shows it."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str  # the same list with this choice added, or removed when it is chosen


class ValuesField(forms.Field):
    """The values of a repeatable parameter; each facet knows which of them it understands."""

    widget = forms.MultipleHiddenInput

    def clean(self, value) -> list[str]:
        """Every value once, in order, at most MAX_VALUES."""
        return list(dict.fromkeys(part.replace("\0", "") for part in value or [] if part))[:MAX_VALUES]


class Facet(django_filters.Filter):
    """A filter with several values whose choices can be counted. Its name is that of its parameter and its postings.

    ``path`` leads from the entry to the value, over relations if need be. An entry matches any of the values, or all of
    them where ``every`` says so.

    The *key* of a value is what the index stores: it outlives a change of address, which a slug does not.
    """

    field_class = ValuesField
    every = False

    def __init__(self, path: str, *, label):
        super().__init__(label=label)
        self.path = path

    def __deepcopy__(self, memo: dict) -> Facet:
        """A filter set has copies of its filters, for what it sets on them; the choices are the same."""
        return copy(self)

    def pairs(self, entries: QuerySet) -> Iterable[tuple[int, str]]:
        """The primary keys of entries with the keys of their values, for the index: one query."""
        rows = entries.order_by().filter(**{f"{self.path}__isnull": False}).values_list("pk", self.path)
        return ((pk, str(value)) for pk, value in rows.distinct() if value != "")

    def filter(self, qs, value):
        """Unused: what matches is worked out from the index (``matching``), for pages and programs alike."""
        return qs

    def matching(self, index: Index, values: Iterable[str]) -> BitMap:
        """The entries that match the values."""
        found = [self.having(index, key) for key in self.keys(index, values).values()]
        if not found:
            return BitMap()
        return BitMap.intersection(*found) if self.every else BitMap.union(*found)

    def having(self, index: Index, key: str) -> BitMap:
        """The entries with one value."""
        return index.having(self.field_name, key)

    def keys(self, index: Index, values: Iterable[str]) -> dict[str, str]:
        """Value → key for those of the values that exist."""
        raise NotImplementedError

    def named(self, index: Index, key: str) -> tuple[str, str] | None:
        """The value with this key and its words in the reader's language; None when readers may not see it."""
        raise NotImplementedError

    def labels(self, index: Index, values: Iterable[str]) -> dict[str, str]:
        """Value → words for those of the values that exist."""
        named = {value: self.named(index, key) for value, key in self.keys(index, values).items()}
        return {value: found[1] for value, found in named.items() if found}

    def counts(self, index: Index, within: BitMap) -> dict[str, tuple[str, int]]:
        """Value → (words, how many of the entries have it), in the order in which to show them."""
        found = [(*named, count) for key, count in self.counted(index, within) if (named := self.named(index, key))]
        return {value: (label, count) for value, label, count in self.in_order(found)}

    def counted(self, index: Index, within: BitMap) -> Iterator[tuple[str, int]]:
        """Key → how many of the entries have it, for the MOST_CHOICES that most of them have.

        Values are tried from the most frequent on; once one cannot come among those any more, nor can what follows.
        """
        best: list[int] = []
        for key, having in index.most_frequent_first(self.field_name):
            if len(best) == MOST_CHOICES and len(having) <= best[0]:
                return
            if count := having.intersection_cardinality(within):
                insort(best, count)
                best = best[-MOST_CHOICES:]
                yield key, count

    def in_order(self, found: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
        """Choices (value, words, count), most frequent first, then by their words."""
        return sorted(found, key=lambda choice: (-choice[2], fold(choice[1])))[:MOST_CHOICES]


class ChoiceFacet(Facet):
    """The values are the choices of a column."""

    def __init__(self, path: str, choices, **kwargs):
        super().__init__(path, **kwargs)
        self.given = choices

    @cached_property
    def choices(self) -> dict[str, str]:
        """Value → words, in order. ``choices`` may be a function, for what is only known once Django runs."""
        return dict(self.given() if callable(self.given) and not hasattr(self.given, "choices") else self.given.choices)

    def keys(self, index, values):
        """The choices among the values."""
        return {value: value for value in values if value in self.choices}

    def named(self, index, key):
        """Its own name."""
        return (key, str(self.choices[key])) if key in self.choices else None

    def in_order(self, found):
        """In the order of the choices."""
        order = {value: number for number, value in enumerate(self.choices)}
        return sorted(found, key=lambda choice: order[choice[0]])


class RelatedFacet(Facet):
    """The values are the slugs of something related: a source, a place, a kind of people. The key is its primary key.

    ``among`` narrows what counts as a choice.
    """

    def __init__(self, path: str, model: type[Model], **kwargs):
        super().__init__(path, **kwargs)
        self.related: Any = model

    def keys(self, index, values):
        """Looked up in the names that the index holds."""
        slugs = index.slugs(self.related)
        return {value: str(slugs[value]) for value in values if value in slugs}

    def named(self, index, key):
        """The slug, and the name in the reader's language."""
        found = index.names(self.related).get(int(key))
        return (found.slug, found.in_language(get_language())) if found else None


class EntryFacet(Facet):
    """The values are the slugs of published entries of one type that are connected with the entry.

    Advice does not count: recommendation is not practice. An entry has to match all that are chosen ("groups that do
    both": of two tactics, those that use the one and the other).
    """

    every = True
    without = (ConnectionKind.RECOMMENDS, ConnectionKind.SAME_AS)

    def __init__(self, type: str, *, label):
        super().__init__("", label=label)
        self.type = type

    def pairs(self, entries):
        """The entries at the other end of each connection: two queries."""
        counting = Connection.objects.exclude(kind__in=self.without)
        yield from _pairs(counting.filter(subject__in=entries, object__type=self.type), "subject", "object")
        yield from _pairs(counting.filter(object__in=entries, subject__type=self.type), "object", "subject")

    def keys(self, index, values):
        """A slug is unique only within its type."""
        found = {value: index.entry_at(self.type, value) for value in values}
        return {value: str(pk) for value, pk in found.items() if pk}

    def named(self, index, key):
        """The entry's slug and name, while it is published."""
        found = index.entries.get(int(key))
        return (found.slug, found.in_language(get_language())) if found else None


class PlaceFacet(RelatedFacet):
    """Places, each standing for all that is part of it: Los Angeles finds Boyle Heights."""

    def __init__(self, path: str = "places", **kwargs):
        super().__init__(path, Place, **kwargs)

    def having(self, index, key):
        """There, or in a part of it."""
        return index.there(self.field_name).get(key, BitMap())

    def counted(self, index, within):
        """An entry counts once for each of its places and all that these are part of."""
        counts = ((key, there.intersection_cardinality(within)) for key, there in index.there(self.field_name).items())
        return ((key, count) for key, count in counts if count)


class YearFacet(Facet):
    """The year in which something begins, from a partial date."""

    def pairs(self, entries):
        """The year of the first day that the date can mean."""
        rows = entries.order_by().filter(**{f"{self.path}__isnull": False}).values_list("pk", f"{self.path}__year")
        return ((pk, year) for pk, year in rows)

    def keys(self, index, values):
        """Four figures are a year."""
        return {value: value for value in values if value.isascii() and value.isdigit() and len(value) == 4}

    def named(self, index, key):
        """Itself."""
        return key, key

    def in_order(self, found):
        """Latest first."""
        return sorted(found, reverse=True)


def _pairs(connections: QuerySet, here: str, there: str) -> Iterator[tuple[int, str]]:
    return ((pk, str(other)) for pk, other in connections.values_list(here, there))
