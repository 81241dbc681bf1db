"""Facets: filters that can say how many entries each of their choices would leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import Count, Model, Q, QuerySet
from translated_fields import to_attribute

from catalogue.models import Entry, Place, Status
from catalogue.search.analysis import fold

MAX_VALUES = 20  # of one facet in one address


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
    """A filter with several values, any of which an entry may match; its choices can be counted.

    ``path`` leads from the entry to the value, over relations if need be; ``only`` narrows the relation, for example
    to one kind of connection.
    """

    field_class = ValuesField

    def __init__(self, path: str, *, label, only: dict | None = None):
        super().__init__(label=label)
        self.path = path
        self.only = only or {}

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Entries with any of the values; a subquery, so that filters do not multiply each other's rows."""
        if not value:
            return qs
        return qs.filter(pk__in=qs.model._default_manager.filter(self.condition(value)).order_by().values("pk"))

    def condition(self, values: list[str]) -> Q:
        """What an entry must fulfil to match one of the values."""
        return Q(**{f"{self.path}__in": values}, **self.only)

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """Value → words for those of the values that exist."""
        raise NotImplementedError

    def counts(self, entries: QuerySet) -> dict[str, tuple[str, int]]:
        """Value → (words, how many of the entries have it), in the order in which to show them."""
        raise NotImplementedError


class ChoiceFacet(Facet):
    """The values are the choices of a column."""

    def __init__(self, path: str, choices, **kwargs):
        super().__init__(path, **kwargs)
        self.given = choices

    @property
    def choices(self) -> dict[str, str]:
        """Value → words, in order. ``choices`` may be a function, for what is only known once Django runs."""
        return dict(self.given() if callable(self.given) and not hasattr(self.given, "choices") else self.given.choices)

    def labels(self, values):
        """The choices among the values."""
        return {value: str(self.choices[value]) for value in values if value in self.choices}

    def counts(self, entries):
        """Counted by the database, in the order of the choices."""
        rows = entries.order_by().values_list(self.path).annotate(n=Count("pk", distinct=True))
        found = dict(rows)
        return {value: (str(label), found[value]) for value, label in self.choices.items() if found.get(value)}


class RelatedFacet(Facet):
    """The values are the slugs of something related: a source, a place, a kind of people.

    ``among`` narrows what counts as a choice, by columns of the related model.
    """

    def __init__(self, path: str, model: type[Model], *, name: str = "", among: dict | None = None, **kwargs):
        super().__init__(path, **kwargs)
        self.related = model
        self.name = name  # the column with the words; empty: the name in the reader's language
        self.among = among or {}

    def _narrowing(self) -> dict:
        return {**{f"{self.path}__{column}": value for column, value in self.among.items()}, **self.only}

    def condition(self, values):
        """Match by slug."""
        return Q(**{f"{self.path}__slug__in": values}, **self._narrowing())

    @property
    def words(self) -> str:
        """The column with the words in the reader's language."""
        return self.name or to_attribute("name")

    def labels(self, values):
        """Looked up, one query when there are values."""
        if not values:
            return {}
        rows = self.related._default_manager.filter(slug__in=values, **self.among)
        return dict(rows.values_list("slug", self.words))

    def counts(self, entries):
        """Counted by the database, most frequent first."""
        rows = (
            entries.order_by()
            .filter(**{f"{self.path}__isnull": False}, **self._narrowing())
            .values_list(f"{self.path}__slug", f"{self.path}__{self.words}")
            .annotate(n=Count("pk", distinct=True))
        )
        return _most_frequent_first({slug: (label, count) for slug, label, count in rows})


class EntryFacet(RelatedFacet):
    """The values are the slugs of published entries of one type (a slug is unique only within its type)."""

    def __init__(self, path: str, type: str, **kwargs):
        super().__init__(path, Entry, among={"type": type, "status": Status.PUBLISHED}, **kwargs)


class PlaceFacet(RelatedFacet):
    """Places, each standing for all that is part of it: Los Angeles finds Boyle Heights."""

    def __init__(self, path: str = "places", **kwargs):
        super().__init__(path, Place, **kwargs)

    def condition(self, values):
        """Match the places and all that is part of them."""
        parents: dict[str, str | None] = dict(Place.objects.values_list("slug", "part_of__slug"))
        return super().condition([slug for slug in parents if set(values) & set(_upwards(slug, parents))])

    def counts(self, entries):
        """Count an entry once for each of its places and all that these are part of."""
        places = {
            slug: (label, parent)
            for slug, label, parent in Place.objects.values_list("slug", self.words, "part_of__slug")
        }
        parents = {slug: parent for slug, (_label, parent) in places.items()}
        found: dict[int, set[str]] = {}
        pairs = entries.order_by().filter(**{f"{self.path}__isnull": False}).values_list("pk", f"{self.path}__slug")
        for pk, slug in pairs.distinct():
            found.setdefault(pk, set()).update(_upwards(slug, parents))
        totals = Counter(slug for slugs in found.values() for slug in slugs)
        return _most_frequent_first({slug: (places[slug][0], count) for slug, count in totals.items()})


class YearFacet(Facet):
    """The year in which something begins, from a partial date."""

    def condition(self, values):
        """The stored date begins with its first day, and so with its year."""
        condition = Q(pk__in=[])
        for year in self.labels(values):
            condition |= Q(**{f"{self.path}__year": year})
        return condition

    def labels(self, values):
        """Four figures are a year."""
        return {value: value for value in values if value.isascii() and value.isdigit() and len(value) == 4}

    def counts(self, entries):
        """Counted by the database, latest first."""
        rows = entries.order_by().filter(**{f"{self.path}__isnull": False})
        years = rows.values_list(f"{self.path}__year").annotate(n=Count("pk"))
        return {year: (year, count) for year, count in sorted(years, reverse=True)}


def _upwards(slug: str, parents: dict[str, str | None]) -> list[str]:
    """A place and all that it is part of; a circle ends where it began."""
    chain: list[str] = []
    here: str | None = slug
    while here and here not in chain:
        chain.append(here)
        here = parents.get(here)
    return chain


def _most_frequent_first(counts: dict[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1][1], fold(item[1][0]))))
