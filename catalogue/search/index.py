"""The index as a process holds it: what filters, counts and orders need of every entry, in memory.

``current()`` gives the one that is true now: it asks the database which version that is, one short query, and reads
what changed since. An ``Index`` is never changed; a newer one takes its place.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Subquery
from pyroaring import BitMap

from catalogue import registry
from catalogue.partial_dates import PartialDate
from catalogue.search import fields, upkeep
from catalogue.search.analysis import fold
from catalogue.search.models import Change, Document, Posting
from catalogue.search.related import Name, names_of, related_models

LANGUAGES = ("en", "es")
FETCHED = 20_000  # postings of words that one index keeps
NOTHING = BitMap()
BROWSE = ("type", "slug", "name_en", "name_es", "citations", "created", "starts")


class Brief(NamedTuple):
    """An entry in a line: what it is called, where it is, and what lists are ordered by."""

    type: str
    slug: str
    en: str
    es: str
    citations: int
    created: int  # microseconds
    starts: int  # 0: not known, else the later the greater

    def in_language(self, language: str | None) -> str:
        """Its name in English or in Spanish."""
        return self.es if language == "es" else self.en


@dataclass(frozen=True)
class Index:
    """All published entries at one version. Nothing in it is changed but what it keeps of its own reading."""

    version: str = ""
    entries: Mapping[int, Brief] = field(default_factory=dict)
    addresses: Mapping[tuple[str, str], int] = field(default_factory=dict)  # type and slug → entry
    postings: Mapping[str, Mapping[str, BitMap]] = field(default_factory=dict)  # those that are held: field → value
    spelt: Mapping[str, int] = field(default_factory=dict)  # each word in use, folded → how many entries have it
    alphabet: list[str] = field(default_factory=list)  # the same in order
    by_name: Mapping[str, list[tuple[str, int]]] = field(default_factory=dict)  # language → folded names, in order
    related: Mapping[Any, Mapping[int, Name]] = field(default_factory=dict)  # model → names

    _fetched: dict[tuple[str, str], BitMap] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict)  # what was worked out from this index, by whoever did

    @cached_property
    def everything(self) -> BitMap:
        """All entries."""
        return BitMap(self.entries)

    def having(self, name: str, value: str) -> BitMap:
        """The entries with one value of a field that is held in memory."""
        return self.postings.get(name, {}).get(value, NOTHING)

    def most_frequent_first(self, name: str) -> list[tuple[str, BitMap]]:
        """The values of such a field with their entries."""
        return self._keep(
            ("frequent", name), lambda: sorted(self.postings.get(name, {}).items(), key=lambda item: -len(item[1]))
        )

    def values_of(self, name: str, entry: int) -> list[str]:
        """The values that one entry has in such a field."""
        return [value for value, entries in self.postings.get(name, {}).items() if entry in entries]

    def entry_at(self, type: str, slug: str) -> int | None:
        """The published entry of a type with that slug."""
        return self.addresses.get((type, slug))

    def names(self, model: Any) -> Mapping[int, Name]:
        """Primary key → name of all places, sources …"""
        return self.related.get(model, {})

    def slugs(self, model: Any) -> Mapping[str, int]:
        """Slug → primary key of these."""
        return self._keep(("slugs", model), lambda: {name.slug: pk for pk, name in self.names(model).items()})

    def there(self, name: str) -> Mapping[str, BitMap]:
        """Place → the entries there and in all that is part of it, for a facet whose values are places."""
        return self._keep(("there", name), lambda: self._there(name))

    def _there(self, name: str) -> dict[str, BitMap]:
        found: dict[str, BitMap] = {}
        (places,) = (names for model, names in self.related.items() if model.__name__ == "Place")
        for value, entries in self.postings.get(name, {}).items():
            seen: set[int] = set()
            here: int | None = int(value)
            while here is not None and here in places and here not in seen:  # a circle ends where it began
                seen.add(here)
                found[str(here)] = found.get(str(here), NOTHING) | entries
                here = places[here].part_of
        return found

    def words(self, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], BitMap]:
        """The entries that have words (field and form of each); those not asked for before come from the database."""
        missing = {key for key in wanted if key not in self._fetched}
        if missing:
            if len(self._fetched) + len(missing) > FETCHED:
                self._fetched.clear()
            values = {value for _field, value in missing}
            rows = Posting.objects.filter(value__in=values, field__in={name for name, _value in missing})
            found = {
                (name, value): BitMap.deserialize(bytes(entries))
                for name, value, entries in rows.values_list("field", "value", "entries")
            }
            self._fetched.update({key: found.get(key, NOTHING) for key in missing})
        return self._fetched

    def column(self, name: str) -> np.ndarray:
        """A number of every entry (an attribute of Brief), at its primary key."""
        return self._keep(("column", name), lambda: self._column(name))

    def _column(self, name: str) -> np.ndarray:
        numbers = np.zeros(self._size, np.int64)
        numbers[np.fromiter(self.entries, np.int64)] = np.fromiter(
            (getattr(brief, name) for brief in self.entries.values()), np.int64
        )
        return numbers

    def rank(self, language: str) -> np.ndarray:
        """The place of every entry in the alphabetical order of a language, at its primary key."""
        return self._keep(("rank", language), lambda: self._rank(language))

    def _rank(self, language: str) -> np.ndarray:
        ranks = np.zeros(self._size, np.int64)
        ranks[[pk for _name, pk in self.by_name.get(language, [])]] = np.arange(len(self.entries))
        return ranks

    @property
    def _size(self) -> int:
        return max(self.entries, default=0) + 1

    def order(self, sort: str, language: str) -> np.ndarray:
        """For every entry, at its primary key, a number that grows along an order of lists."""
        return self._keep(("order", sort, language), lambda: self._order(sort, language))

    def _order(self, sort: str, language: str) -> np.ndarray:
        rank = self.rank(language)
        if sort == "name":
            return rank
        keys = np.fromiter(self.entries, np.int64)
        starts = self.column("starts")
        unknown = starts.max(initial=0) + 1
        before = {
            "evidence": -self.column("citations"),
            "newest": -self.column("created"),
            "date": np.where(starts == 0, unknown, starts),
            "-date": np.where(starts == 0, unknown, -starts),
        }[sort]
        order = np.zeros(self._size, np.int64)
        order[keys[np.lexsort((rank[keys], before[keys]))]] = np.arange(len(keys))
        return order

    def _keep(self, key: Any, make: Any) -> Any:
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


_lock = threading.Lock()
_held = Index()


def current() -> Index:
    """The index that is true now."""
    global _held
    version = upkeep.version()
    held = _held
    if held.version == version:
        return held
    with _lock:
        version = upkeep.version()  # another thread may have come first, and with a newer one
        if _held.version != version:
            _held = _newer(_held) or _whole(version)
        return _held


def _whole(version: str) -> Index:
    """Everything that is held, read from the database."""
    names = [*fields.HELD, *facet_names()]
    held = _added_to({}, {}, Posting.objects.filter(field__in=names, size__gt=0))
    briefs = _briefs(Document.objects.order_by("pk"))
    return Index(
        version,
        briefs,
        {(brief.type, brief.slug): pk for pk, brief in briefs.items()},
        *held,
        sorted(held[1]),
        {language: sorted(_sorting(briefs, language, briefs)) for language in LANGUAGES},
        {model: names_of(model) for model in related_models()},
    )


def _newer(old: Index) -> Index | None:
    """The same index with all that changed since; None when the changes since then are no longer known."""
    since = Change.objects.filter(version=old.version).values("pk")[:1]
    changes = list(Change.objects.filter(pk__gt=Subquery(since)).order_by("pk"))
    if not changes or not old.version:
        return None
    entries = BitMap.union(*(BitMap.deserialize(bytes(change.entries)) for change in changes))
    numbers = BitMap.union(*(BitMap.deserialize(bytes(change.postings)) for change in changes))
    if len(entries) > len(old.entries) / 4:
        return None
    briefs = _briefs(Document.objects.filter(pk__in=list(entries)))
    rows = Posting.objects.filter(pk__in=list(numbers)).filter(field__in=[*fields.HELD, *facet_names()])
    postings, spelt = _added_to(old.postings, old.spelt, rows)
    gone = [pk for pk in entries if pk in old.entries]
    return Index(
        changes[-1].version,
        _replaced(old.entries, gone, briefs),
        _replaced(
            old.addresses,
            [(old.entries[pk].type, old.entries[pk].slug) for pk in gone],
            {(brief.type, brief.slug): pk for pk, brief in briefs.items()},
        ),
        postings,
        spelt,
        _reordered(old.alphabet, old.spelt.keys() - spelt.keys(), spelt.keys() - old.spelt.keys()),
        {
            language: _reordered(
                old.by_name[language], _sorting(old.entries, language, gone), _sorting(briefs, language, briefs)
            )
            for language in LANGUAGES
        },
        {model: names_of(model) for model in related_models()} if any(c.names for c in changes) else old.related,
    )


def facet_names() -> set[str]:
    """The names of all facets of all types."""
    return {
        facet.field_name
        for entry_type in registry.all_types()
        for facet in entry_type.filterset.base_filters.values()
        if hasattr(facet, "pairs")
    }


def _briefs(documents: Any) -> dict[int, Brief]:
    rows = documents.values_list("pk", *BROWSE).iterator(chunk_size=5000)
    return {pk: Brief._make((*rest, _moment(created), _days(starts))) for pk, *rest, created, starts in rows}


def _moment(created: datetime) -> int:
    return int(created.timestamp() * 1_000_000)


def _days(found: PartialDate | None) -> int:
    """A partial date as a number: by its first day, then by its last."""
    if not found:
        return 0
    first, last = found.first_day(), found.last_day()
    return (first - date.min).days * 400 + min((last - first).days, 399) + 1


def _sorting(briefs: Mapping[int, Brief], language: str, entries: Iterable[int]) -> list[tuple[str, int]]:
    return [(fold(briefs[pk].in_language(language)), pk) for pk in entries]


def _added_to(postings: Mapping, spelt: Mapping[str, int], rows: Any) -> tuple[dict, dict[str, int]]:
    """The postings and the words with those of the rows in place of what they were."""
    counts = dict(spelt)
    fresh: dict[str, dict[str, BitMap]] = {}
    sizes = rows.filter(field=fields.SPELT).values_list("value", "size")
    counts.update(sizes.iterator(chunk_size=5000))
    for name, value, entries in (
        rows.exclude(field=fields.SPELT).values_list("field", "value", "entries").iterator(5000)
    ):
        fresh.setdefault(name, {})[value] = BitMap.deserialize(bytes(entries))
    whole = {name: {**postings.get(name, {}), **values} for name, values in fresh.items()}
    for name, values in fresh.items():
        for value, entries in values.items():
            if not entries:
                del whole[name][value]
    for word in [word for word, size in counts.items() if not size] if spelt else []:
        del counts[word]
    return {**postings, **whole}, counts


def _replaced(old: Mapping, gone: Iterable, new: Mapping) -> dict:
    changed = dict(old)
    for key in gone:
        changed.pop(key, None)
    changed.update(new)
    return changed


def _reordered(old: list, gone: Iterable, new: Iterable) -> list:
    """A list in order without some of its values and with others."""
    changed = list(old)
    for value in gone:
        del changed[bisect_left(changed, value)]
    for value in new:
        insort(changed, value)
    return changed
