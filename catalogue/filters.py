"""What can be filtered: the one definition for pages and for the API."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pyroaring import BitMap

from catalogue import registry
from catalogue.models import Entry, Source, Standing
from catalogue.search.analysis import MAX_LENGTH
from catalogue.search.checked import CheckedFacet
from catalogue.search.facets import ChoiceFacet, EntryFacet, Facet, Option, PlaceFacet, RelatedFacet, YearFacet
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.marks import Marker
from catalogue.search.matches import Loaded, Matches
from catalogue.search.ranking import Found, find
from catalogue.search.strength import StrengthFacet

AT_ONCE = 8  # choices of a facet that are shown before one asks for more
MAX_WAYS = 6  # out of an empty list: each is one more list to count

SORTS = {
    "name": gettext_lazy("by name"),
    "newest": gettext_lazy("newest first"),
    "evidence": gettext_lazy("best evidenced first"),
    "date": gettext_lazy("earliest first"),
    "-date": gettext_lazy("latest first"),
}


def _types():
    return [(entry_type.key, entry_type.model._meta.verbose_name_plural) for entry_type in registry.all_types()]


@dataclass(frozen=True)
class FacetShown:
    """A facet as a page shows it."""

    name: str
    label: str
    options: list[Option]
    every: bool  # an entry has to match all that is chosen

    @property
    def first(self) -> list[Option]:
        """What is shown at once."""
        return self.options[:AT_ONCE]

    @property
    def more(self) -> list[Option]:
        """What is folded away."""
        return self.options[AT_ONCE:]

    @property
    def together(self) -> bool:
        """Whether to say that all that is chosen has to be true at once."""
        return self.every and sum(option.chosen for option in self.options) > 1

    @property
    def open(self) -> bool:
        """Whether something is chosen of that."""
        return any(option.chosen for option in self.more)


class WordsFilter(django_filters.CharFilter):
    """The search box: entries that answer the words, best first."""

    def filter(self, qs, value):
        """Unused, like that of a facet."""
        return qs


class EntryFilterSet(django_filters.FilterSet):
    """Filters over entries of all types: words, type, place, connections, evidence, last check, source, and an order.

    Values that are not understood are left out and named in ``problems``. What matches comes from the index
    (``matches``), not from the database; whoever has the current ``index`` already hands it over.
    """

    q = WordsFilter(label=gettext_lazy("words"))
    type: Any = ChoiceFacet("type", _types, label=gettext_lazy("type"))
    place = PlaceFacet(label=gettext_lazy("place"))
    tactic: Any = EntryFacet("tactic", label=gettext_lazy("tactic"))
    organisation: Any = EntryFacet("organisation", label=gettext_lazy("organisation"))
    year: Any = YearFacet("starts", label=gettext_lazy("year"))
    standing = ChoiceFacet("citations__standing", Standing, label=gettext_lazy("how it is known"))
    evidence = StrengthFacet(label=gettext_lazy("what it rests on"))
    checked = CheckedFacet(label=gettext_lazy("last check"))
    source = RelatedFacet("citations__source", Source, label=gettext_lazy("source"))

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, data=None, queryset: QuerySet | None = None, *, index: Index | None = None, **kwargs: Any):
        self.problems: list[str] = []
        self.chosen: dict[str, dict[str, str]] = {}  # parameter → value → words
        self.index = current() if index is None else index
        given = QueryDict() if data is None else data
        super().__init__(given, queryset, **kwargs)
        self.data: QueryDict = self._understood(given)

    @classmethod
    def facet_names(cls) -> list[str]:
        """Its facets, own ones first: those of all types tell least about one."""
        shared = [name for name in EntryFilterSet.base_filters if name in cls.base_filters]
        own = [name for name in cls.base_filters if name not in shared]
        return [name for name in [*own, *shared] if isinstance(cls.base_filters[name], Facet)]

    def _understood(self, data) -> QueryDict:
        """The known parameters with the values that exist; what does not goes to ``problems``."""
        kept = QueryDict(mutable=True)
        if words := (data.get("q") or "").replace("\0", " ").strip()[:MAX_LENGTH]:
            kept["q"] = words
        for name in self.facet_names():
            facet = self.filters[name]
            values = facet.field.clean(data.getlist(name) if hasattr(data, "getlist") else data.get(name))
            labels = facet.labels(self.index, values)
            self.chosen[name] = {value: labels[value] for value in values if value in labels}
            kept.setlist(name, list(self.chosen[name]))
            for value in values:
                if value not in labels:
                    self._complain(value, facet.label)
        if sort := data.get("sort"):
            if sort in self.sorts:
                kept["sort"] = sort
            else:
                self._complain(sort, _("order"))
        return kept

    def _complain(self, value: str, label) -> None:
        self.problems.append(
            _("“%(value)s” is not a choice for “%(filter)s”, so we left it out.")
            % {"value": value[:80], "filter": label}
        )

    @property
    def sorts(self) -> list[str]:
        """The orders of this list."""
        own = next((t.sorts for t in registry.all_types() if t.filterset is type(self)), ())
        return ["name", "newest", "evidence", *own]

    @property
    def sort_options(self) -> list[Option]:
        """The orders as links."""
        by_match = {"": gettext_lazy("best match first")} if self.data.get("q") else {}
        labels = by_match | {key: SORTS[key] for key in self.sorts}
        chosen = self.data.get("sort") or next(iter(labels))
        return [Option(key, str(label), 0, key == chosen, self.address(sort=key)) for key, label in labels.items()]

    @property
    def language(self) -> str:
        """The reader's."""
        return get_language() or "en"

    @property
    def type_key(self) -> str:
        """The one type whose entries these are, or ""."""
        return self._meta.model.TYPE if self.queryset is None else self.queryset.model.TYPE

    @cached_property
    def found(self) -> Found | None:
        """What answers the words; None without words."""
        text = self.data.get("q")
        return find(self.index, text, self.language, self.type_key) if text else None

    def narrowed(self, *, without: str = "") -> BitMap:
        """The entries that match every filter but one."""
        found = self.index.of_type(self.type_key)
        for name, values in self.chosen.items():
            if values and name != without:
                found = found & self.filters[name].matching(self.index, values)
        return found & self.found.entries if self.found else found

    @cached_property
    def matching(self) -> BitMap:
        """The entries that match all of it."""
        return self.narrowed()

    @cached_property
    def matches(self) -> Matches:
        """The same in the chosen order; by relevance when there are words and no other order is chosen."""
        sort = self.data.get("sort")
        if self.found and not sort:
            return self.found.matches.among(self.matching)
        return self.index.ordered(self.matching, sort or "name", self.language)

    @property
    def qs(self) -> Loaded:
        """The entries themselves, in order, loaded as far as somebody looks."""
        return Loaded(self.matches, lambda keys: self.queryset.filter(pk__in=keys))

    def options(self, name: str) -> list[Option]:
        """The choices of a facet, each with the count it would leave; the chosen ones also when nothing is left.

        The counts of a facet of which an entry needs to match any value ignore its own choice.
        """
        facet = self.filters[name]
        within = self.matching if facet.every or not self.chosen[name] else self.narrowed(without=name)
        counts = facet.counts(self.index, within)
        for value, label in self.chosen[name].items():
            counts.setdefault(value, (label, facet.matching(self.index, [value]).intersection_cardinality(within)))
        chosen, with_value = self.chosen[name], self._adding(name)
        return [
            Option(value, label, count, True, self.address(toggle=(name, value)))
            if value in chosen
            else Option(value, label, count, False, with_value(value))
            for value, (label, count) in counts.items()
        ]

    def facets(self) -> list[FacetShown]:
        """Every facet that has something to choose, for the page."""
        shown = [
            FacetShown(name, str(self.filters[name].label), self.options(name), self.filters[name].every)
            for name in self.facet_names()
        ]
        return [facet for facet in shown if facet.options]

    def readings(self) -> list[str]:
        """Sentences on the words that were read as others, or that nobody says."""
        read, unread = _("No entry says “%(typed)s”, so we looked for “%(meant)s”."), _("No entry says “%(typed)s”.")
        read_as = self.found.read_as if self.found else {}
        return [(read if meant else unread) % {"typed": typed, "meant": meant} for typed, meant in read_as.items()]

    @property
    def marker(self) -> Marker | None:
        """What marks the words in the entries; None without words."""
        return Marker(self.found.forms) if self.found else None

    def chips(self) -> list[dict]:
        """What is chosen, each with the address that takes it away: label, text, url."""
        chips = (
            [{"label": self.filters["q"].label, "text": f"“{self.data['q']}”", "url": self.address(q="")}]
            if self.data.get("q")
            else []
        )
        for name, values in self.chosen.items():
            for value, text in values.items():
                chips.append(
                    {"label": self.filters[name].label, "text": text, "url": self.address(toggle=(name, value))}
                )
        return chips

    def ways_out(self) -> list[dict]:
        """For a list without entries: each choice that could be taken away, with the entries that this would give."""
        chips = self.chips()[:MAX_WAYS]
        if len(chips) < 2:
            return []
        counted = [{**chip, "count": self._after(chip["url"])} for chip in chips]
        return [chip for chip in counted if chip["count"]]

    def _after(self, address: str) -> int:
        return len(type(self)(QueryDict(address.removeprefix("?")), self.queryset).matching)

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.data.lists() for value in values]

    def address(self, *, toggle: tuple[str, str] | None = None, **changes: str) -> str:
        """The query string of this list with one choice toggled or single parameters changed; always on page 1.

        The parameters are in the order of their names: one list has one address (catalogue.page_cache).
        """
        kept = [pair for pair in self._pairs if pair != toggle and pair[0] not in changes]
        added = [pair for pair in changes.items() if pair[1]]
        if toggle and toggle not in self._pairs:
            added.append(toggle)
        return "?" + "&".join(_encoded(*pair) for pair in sorted([*kept, *added], key=itemgetter(0)))

    def _adding(self, name: str) -> Callable[[str], str]:
        """The address with a value of a facet added: what ``address`` gives, for the dozens of choices of a facet."""
        pairs = sorted(self._pairs, key=itemgetter(0))
        before = "".join(f"{_encoded(*pair)}&" for pair in pairs if pair[0] <= name)
        after = "".join(f"&{_encoded(*pair)}" for pair in pairs if pair[0] > name)
        return lambda value: f"?{before}{_encoded(name, value)}{after}"


@lru_cache(maxsize=10_000)
def _encoded(name: str, value: str) -> str:
    return urlencode({name: value})


class OneTypeFilterSet(EntryFilterSet):
    """Filters over the entries of one type; each type adds its own."""

    type: Any = None
    year: Any = None
