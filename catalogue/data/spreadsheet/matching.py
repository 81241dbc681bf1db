"""Which entry a row of a spreadsheet is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.data.spreadsheet.headings import key
from catalogue.models import Entry, SlugRedirect
from catalogue.models.fields import both


@dataclass(frozen=True)
class Match:
    """One entry, none (the row is about something new), or several of which only a person can tell."""

    key: int | None = None
    candidates: tuple[int, ...] = ()


class Matcher:
    """Knows the addresses, names and aliases of all entries of a type, whatever their status."""

    def __init__(self, model: type[Entry]):
        self._by_slug: dict[str, int] = dict(
            SlugRedirect.objects.filter(type=model.TYPE).values_list("old_slug", "entry_id")
        )
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_alias: dict[str, set[int]] = defaultdict(set)
        for pk, slug, aliases, *names in model._default_manager.values_list("pk", "slug", "aliases", *both("name")):
            self._by_slug[slug] = pk  # an address in use comes before one that only redirects
            for name in names:
                self._by_name[key(name)].add(pk)
            for alias in aliases if isinstance(aliases, list) else []:
                self._by_alias[key(str(alias))].add(pk)

    def match(self, *, slug: str, names: Iterable[str], aliases: Iterable[str]) -> Match:
        """The entry with this address, or else with one of the names, or else known by one of the aliases.

        When the address is of one entry and the name of another, or when a name is of several, all are candidates.
        """
        named = self._called(names)
        if slug:
            addressed = self._by_slug.get(slug)
            if addressed is not None and (not named or addressed in named):
                return Match(addressed)
            candidates = named | ({addressed} if addressed is not None else set())
            return Match(None, tuple(sorted(candidates)))
        found = named or self._called(aliases)
        if len(found) == 1:
            return Match(next(iter(found)))
        return Match(None, tuple(sorted(found)))

    def _called(self, names: Iterable[str]) -> set[int]:
        """Those with one of these names; when there are none, those with one of them as an alias."""
        keys = [word for name in names if (word := key(name))]
        for known in (self._by_name, self._by_alias):
            if found := {pk for word in keys for pk in known.get(word, ())}:
                return found
        return set()
