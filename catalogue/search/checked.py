"""The facet of how long ago entries were checked.

The index holds the day of each entry's last check. What that means changes at midnight without any edit, so it is
worked out once a day from the index that a process has, and kept with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from pyroaring import BitMap

from catalogue import freshness, registry
from catalogue.freshness import Freshness, Limits
from catalogue.search import fields
from catalogue.search.facets import ChoiceFacet
from catalogue.search.index import Index

States = dict[str, BitMap]  # value of Freshness → entries


def states(index: Index, on: date | None = None) -> States:
    """The entries in each state, today or on another day."""
    on = on or freshness.today()
    kept: dict[date, States] = index.keep("states of checks", dict)
    found = kept.get(on)
    if found is None:
        kept.clear()  # yesterday's
        found = kept[on] = _states(index, on)
    return found


def days(index: Index) -> dict[date, BitMap]:
    """The entries that were last checked on each day."""
    return {date.fromisoformat(value): entries for value, entries in index.most_frequent_first(fields.CHECKED)}


def _states(index: Index, on: date) -> States:
    found = {state.value: BitMap() for state in Freshness}
    limits = {each.key: Limits.of(each.shelf_life, on) for each in registry.all_types()}
    spans = list(_spans(index, {cut for each in limits.values() for cut in (each.fresh_since, each.ageing_since)}))
    for type, each in limits.items():
        never = own = index.of_type(type)
        for day, entries in spans:
            having = entries & own
            found[each.state(day).value] |= having
            never = never - having
        found[Freshness.NEVER.value] |= never
    return found


def _spans(index: Index, cuts: set[date]) -> Iterator[tuple[date, BitMap]]:
    """Days that no cut parts, as one of them, and all entries last checked on any of them."""
    ordered = sorted(cuts)
    together: dict[int, list[tuple[date, BitMap]]] = {}
    for day, entries in days(index).items():
        together.setdefault(bisect_right(ordered, day), []).append((day, entries))
    for span in together.values():
        yield span[0][0], BitMap.union(*(entries for _day, entries in span))


class CheckedFacet(ChoiceFacet):
    """The values are those of ``Freshness``; what is stored are days, from ``Entry.verified_on``."""

    def __init__(self, **kwargs):
        super().__init__("verified_on", Freshness, **kwargs)

    def having(self, index, key):
        """The entries in one state today."""
        return states(index)[key]

    def counted(self, index, within):
        """Each state that some of the entries are in today."""
        counts = ((key, entries.intersection_cardinality(within)) for key, entries in states(index).items())
        return ((key, count) for key, count in counts if count)
