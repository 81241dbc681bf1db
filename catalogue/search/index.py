"""The index as a process holds it: what filters, counts and orders need of every entry, in memory.

An ``Index`` is never changed; ``catalogue.search.held`` puts a newer one in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from pyroaring import BitMap

from catalogue.models import Place
from catalogue.search import fields
from catalogue.search.layered import Layered
from catalogue.search.matches import Matches, as_array
from catalogue.search.models import Posting
from catalogue.search.orders import NO_KEYS, Alphabetical
from catalogue.search.related import Name

FETCHED = 5_000  # postings of words that one index keeps
NOTHING = BitMap()


class Brief(NamedTuple):
    """An entry in a line: what it is called and where it is."""

    type: str
    slug: str
    en: str
    es: str

    def in_language(self, language: str | None) -> str:
        """Its name in English or in Spanish."""
        return self.es if language == "es" else self.en


@dataclass(frozen=True)
class Index:
    """All published entries at one version. Nothing in it is changed but what it keeps of its own reading."""

    version: str = ""
    everything: BitMap = NOTHING  # all entries
    entries: Layered[int, Brief] = field(default_factory=lambda: Layered({}))
    addresses: Layered[tuple[str, str], int] = field(default_factory=lambda: Layered({}))  # type and slug → entry
    # Those that are held (catalogue.search.fields): field → value → entries.
    postings: Mapping[str, Layered[str, BitMap]] = field(default_factory=dict)
    # Each word in use, folded → how many entries have it; and the words in order.
    spelt: Layered[str, int] = field(default_factory=lambda: Layered({}))
    alphabet: list[str] = field(default_factory=list)
    by_name: Mapping[str, Alphabetical] = field(default_factory=dict)  # language → names in order
    columns: Mapping[str, np.ndarray] = field(default_factory=dict)  # "citations", "created", "starts"
    related: Mapping[Any, Mapping[int, Name]] = field(default_factory=dict)  # model → names

    _fetched: dict[tuple[str, str], BitMap] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict)  # what was worked out from this index, by whoever did

    def having(self, name: str, value: str) -> BitMap:
        """The entries with one value of a field that is held in memory."""
        return self._values(name).get(value, NOTHING)

    def of_type(self, type: str) -> BitMap:
        """The entries of one type, by its key; of "" all entries."""
        return self.having(fields.TYPE, type) if type else self.everything

    def most_frequent_first(self, name: str) -> list[tuple[str, BitMap]]:
        """The values of such a field with their entries."""
        return self.keep(("frequent", name), lambda: sorted(self._values(name).items(), key=lambda item: -len(item[1])))

    def values_of(self, name: str, entry: int) -> list[str]:
        """The values that one entry has in such a field."""
        return [value for value, entries in self._values(name).items() if entry in entries]

    def _values(self, name: str) -> Mapping[str, BitMap]:
        return self.postings.get(name, {})

    def entry_at(self, type: str, slug: str) -> int | None:
        """The published entry of a type with that slug."""
        return self.addresses.get((type, slug))

    def names(self, model: Any) -> Mapping[int, Name]:
        """Primary key → name of all places, sources …"""
        return self.related.get(model, {})

    def slugs(self, model: Any) -> Mapping[str, int]:
        """Slug → primary key of these."""
        return self.keep(("slugs", model), lambda: {name.slug: pk for pk, name in self.names(model).items()})

    def there(self, name: str) -> Mapping[str, BitMap]:
        """Place → the entries there and in all that is part of it, for a facet whose values are places."""
        return self.keep(("there", name), lambda: self._there(name))

    def _there(self, name: str) -> dict[str, BitMap]:
        found: dict[str, BitMap] = {}
        places = self.names(Place)
        for value, entries in self._values(name).items():
            seen: set[int] = set()
            here: int | None = int(value)
            while here is not None and here in places and here not in seen:  # a circle ends where it began
                seen.add(here)
                found[str(here)] = found.get(str(here), NOTHING) | entries
                here = places[here].part_of
        return found

    def words(self, wanted: Set[tuple[str, str]]) -> Mapping[tuple[str, str], BitMap]:
        """The entries that have words (field and form of each); those not asked for before come from the database."""
        found = {key: entries for key in wanted if (entries := self._fetched.get(key)) is not None}
        if missing := wanted - found.keys():
            values, names = {value for _name, value in missing}, {name for name, _value in missing}
            rows = Posting.objects.filter(value__in=values, field__in=names).values_list("field", "value", "entries")
            read = {(name, value): BitMap.deserialize(bytes(entries)) for name, value, entries in rows}
            new = {key: read.get(key, NOTHING) for key in missing}
            if len(self._fetched) + len(new) > FETCHED:
                self._fetched.clear()
            self._fetched.update(new)
            found |= new
        return found

    def ordered(self, entries: BitMap, sort: str, language: str) -> Matches:
        """Some of the entries in an order of lists."""
        keys = as_array(entries)
        return Matches(keys, self.order(sort, language)[keys])

    def order(self, sort: str, language: str) -> np.ndarray:
        """For every entry, at its primary key, a number that grows along an order of lists."""
        return self.keep(("order", sort, language), lambda: self._order(sort, language))

    def _order(self, sort: str, language: str) -> np.ndarray:
        alphabetical = self.by_name.get(language)
        if alphabetical is None:
            return NO_KEYS
        size = len(self.columns["created"])
        rank = alphabetical.ranks(size)
        if sort == "name":
            return rank
        keys, starts = as_array(self.everything), self.columns["starts"]
        unknown = starts.max(initial=0) + 1
        before = {
            "evidence": -self.columns["citations"],
            "newest": -self.columns["created"],
            "date": np.where(starts == 0, unknown, starts),
            "-date": np.where(starts == 0, unknown, -starts),
        }[sort]
        order = np.zeros(size, np.int64)
        order[keys[np.lexsort((rank[keys], before[keys]))]] = np.arange(len(keys))
        return order

    def keep(self, key: Any, make: Any) -> Any:
        """What was worked out from this index once."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]
