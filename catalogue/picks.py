"""Entries that a reader picked. They live in the address alone, in the reader's order: ``?entry=tactics/vigils&…``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import registry
from catalogue.models import Entry, SlugRedirect
from catalogue.search.analysis import MAX_LENGTH
from catalogue.search.index import Index
from catalogue.search.ranking import find

PARAMETER = "entry"
LOOKED_AT = 50  # picks of an address: more than any page shows
LONGEST = 150  # characters of a pick: a folder and a slug
NAMED = 3  # unknown ones that a sentence names
FOUND = 6  # entries that a search offers
SIDE_BY_SIDE = 4  # entries that can be compared


@dataclass(frozen=True)
class Pick:
    """One entry, as an address names it."""

    key: str  # "tactics/red-cards"
    type: str
    entry: int  # its primary key


@dataclass(frozen=True)
class Picks:
    """What an address asks for, without what comes twice."""

    chosen: tuple[Pick, ...] = ()
    unknown: tuple[str, ...] = ()  # as they were given
    words: str = ""  # that the reader looks for, to add more

    def __iter__(self):
        return iter(self.chosen)

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def keys(self) -> list[str]:
        """The picks as addresses name them."""
        return [pick.key for pick in self.chosen]

    @property
    def entries(self) -> list[int]:
        """Their primary keys."""
        return [pick.entry for pick in self.chosen]

    def of_type(self, type: str) -> Picks:
        """Those of one type."""
        return replace(self, chosen=tuple(pick for pick in self.chosen if pick.type == type))

    def first(self, most: int) -> Picks:
        """As many as a page has room for."""
        return replace(self, chosen=self.chosen[:most])

    def address(self, keys: Iterable[str] | None = None, *, words: str | None = None) -> str:
        """The query string with these picks (its own) and words (its own)."""
        pairs = [(PARAMETER, key) for key in (self.keys if keys is None else keys)]
        if sought := self.words if words is None else words:
            pairs.append(("q", sought))
        return "?" + urlencode(pairs, safe="/", quote_via=quote)

    def without(self, key: str) -> str:
        """The query string with one pick less."""
        return self.address(other for other in self.keys if other != key)

    def adding(self, key: str) -> str:
        """The query string with one pick more."""
        return self.address([*self.keys, key])

    def moved(self, key: str, steps: int) -> str:
        """The query string with a pick that many places further on; "" where there is no such place."""
        keys = self.keys
        here = keys.index(key)
        there = here + steps
        if not 0 <= there < len(keys):
            return ""
        keys[here], keys[there] = keys[there], keys[here]
        return self.address(keys)

    def problems(self) -> list[str]:
        """A sentence on the picks that are no entries."""
        if not self.unknown:
            return []
        names = ", ".join(f"“{name}”" for name in self.unknown[:NAMED])
        names += " …" if len(self.unknown) > NAMED else ""
        return [_("We left out %(names)s: we have no such entry.") % {"names": names}]


def read(given: QueryDict, index: Index) -> Picks:
    """The picks of a query string that are published entries, and those that are not.

    An entry's former address counts as well, at the price of a query: sheets on paper have old addresses on them.
    """
    asked = list(dict.fromkeys(_plain(value) for value in given.getlist(PARAMETER)[:LOOKED_AT]))
    places = {key: place for key in asked if (place := _place(key))}
    found = {key: pk for key, place in places.items() if (pk := index.entry_at(*place))}
    if lost := {place: key for key, place in places.items() if key not in found}:
        found |= {key: pk for key, pk in _moved(lost).items() if pk in index.entries}
    chosen = {found[key]: pick_of(index, found[key]) for key in asked if key in found}
    unknown = [key for key in asked if key and key not in found]
    return Picks(tuple(chosen.values()), tuple(unknown), _plain(given.get("q", ""), MAX_LENGTH))


def pick_of(index: Index, entry: int) -> Pick:
    """A published entry as a pick."""
    brief = index.entries[entry]
    return Pick(f"{registry.get(brief.type).folder}/{brief.slug}", brief.type, entry)


def candidates(index: Index, picks: Picks, type: str = "") -> list[Pick]:
    """What the reader could add, of one type or of all: the best answers to the words that are not picked yet."""
    if not picks.words:
        return []
    found = find(index, picks.words, get_language() or "en", type).matches[: FOUND + len(picks)]
    return [pick_of(index, entry) for entry in found if entry not in picks.entries][:FOUND]


def loaded(picks: Picks) -> dict[int, Entry]:
    """The entries themselves by primary key, with what their facts name: a query for each type among them."""
    entries: dict[int, Entry] = {}
    for type in dict.fromkeys(pick.type for pick in picks):
        model = registry.get(type).model
        related = [column.name for column in model._meta.local_fields if column.many_to_one]
        entries |= model.objects.published().select_related(*related).in_bulk(picks.of_type(type).entries)
    return entries


def too_many(picks: Picks, most: int) -> list[str]:
    """A sentence on those for which a page has no room."""
    if len(picks) <= most:
        return []
    return [
        _("There is room for %(most)d entries here. These are the first %(most)d of %(count)d.")
        % {"most": most, "count": len(picks)}
    ]


def _plain(value: str, longest: int = LONGEST) -> str:
    return value.replace("\0", " ").strip()[:longest]


def _place(key: str) -> tuple[str, str] | None:
    """The type and slug that a pick names."""
    folder, _slash, slug = key.partition("/")
    entry_type = registry.by_folder(folder)
    return (entry_type.key, slug.rstrip("/")) if entry_type else None


def _moved(lost: dict[tuple[str, str], str]) -> dict[str, int]:
    """Picks by the addresses that entries used to have."""
    rows = SlugRedirect.objects.filter(old_slug__in={slug for _type, slug in lost})
    return {
        lost[type, slug]: entry
        for type, slug, entry in rows.values_list("type", "old_slug", "entry")
        if (type, slug) in lost
    }
