"""What can be filtered: the one definition for pages and for the API."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from translated_fields import to_attribute

from catalogue import registry
from catalogue.models import Entry, Source, Standing
from catalogue.search.analysis import MAX_LENGTH
from catalogue.search.facets import ChoiceFacet, Facet, Option, PlaceFacet, RelatedFacet
from catalogue.search.marks import Marker
from catalogue.search.ranking import Found, ranked
from catalogue.search.strength import StrengthFacet

MAX_WAYS = 6  # out of an empty list: each is one more list to count

SORTS = {
    "name": gettext_lazy("by name"),
    "newest": gettext_lazy("newest first"),
    "evidence": gettext_lazy("best evidenced first"),
    "date": gettext_lazy("earliest first"),
    "-date": gettext_lazy("latest first"),
}


def _types():
    return [(entry_type.key, entry_type.label_plural) for entry_type in registry.all_types()]


class WordsFilter(django_filters.CharFilter):
    """The search box: entries that answer the words, best first."""

    _found: tuple[str, Found] | None = None  # a filter set has copies of its filters, so this is one request's

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Keep and rank what the words find."""
        text = (value or "").replace("\0", " ").strip()[:MAX_LENGTH]
        if not text:
            return qs
        if self._found is None or self._found[0] != text:
            # Once for the list and all its facets: every entry is read, and each of them narrows the outcome.
            self._found = text, ranked(self.parent.queryset, text)
        keys = self._found[1].keys
        if not keys:
            return qs.none()
        order = Case(*(When(pk=pk, then=Value(n)) for n, pk in enumerate(keys)), output_field=IntegerField())
        return qs.filter(pk__in=keys).order_by(order)

    @property
    def found(self) -> Found | None:
        """The outcome, once the filter was asked; None without words."""
        return self._found[1] if self._found else None


class EntryFilterSet(django_filters.FilterSet):
    """Filters over entries of all types: words, type, place, standing, evidence, source, and an order.

    Values that are not understood are left out and named in ``problems``.
    """

    q = WordsFilter(label=gettext_lazy("words"))
    type: Any = ChoiceFacet("type", _types, label=gettext_lazy("type"))
    place = PlaceFacet(label=gettext_lazy("place"))
    standing = ChoiceFacet("citations__standing", Standing, label=gettext_lazy("how it is known"))
    evidence = StrengthFacet(label=gettext_lazy("what it rests on"))
    source = RelatedFacet("citations__source", Source, name="title", label=gettext_lazy("source"))

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, data=None, queryset: QuerySet | None = None, **kwargs: Any):
        self.problems: list[str] = []
        self.chosen: dict[str, dict[str, str]] = {}  # parameter → value → words
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
            labels = facet.labels(values)
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

    @cached_property
    def sorts(self) -> dict[str, str]:
        """The orders of this list: parameter value → column."""
        own = next((t.sorts for t in registry.all_types() if t.filterset is type(self)), ())
        return {"name": to_attribute("name"), "newest": "-created", "evidence": "-citation_count", **dict(own)}

    @property
    def sort_options(self) -> list[Option]:
        """The orders as links."""
        by_match = {"": gettext_lazy("best match first")} if self.data.get("q") else {}
        labels = by_match | {key: SORTS[key] for key in self.sorts}
        chosen = self.data.get("sort") or next(iter(labels))
        return [Option(key, str(label), 0, key == chosen, self.address(sort=key)) for key, label in labels.items()]

    def narrowed(self, *, without: str = "") -> Any:
        """The entries that match every filter but one (a facet's counts ignore its own choice)."""
        qs = self.queryset.all()
        for name, values in self.chosen.items():
            if name != without:
                qs = self.filters[name].filter(qs, list(values))
        return self.filters["q"].filter(qs, self.data.get("q", ""))

    @cached_property
    def qs(self) -> QuerySet:
        """The matching entries in the chosen order; by relevance when there are words and no other order is chosen."""
        qs = self.narrowed().with_evidence_counts()
        if sort := self.data.get("sort"):
            column = self.sorts[sort]
            order = F(column.removeprefix("-"))
            chosen = order.desc(nulls_last=True) if column.startswith("-") else order.asc(nulls_last=True)
            return qs.order_by(chosen, to_attribute("name"), "pk")
        return qs if self.data.get("q") else qs.in_order()

    def options(self, name: str) -> list[Option]:
        """The choices of a facet, each with the count it would leave; the chosen ones also when nothing is left."""
        counts = self.filters[name].counts(self.narrowed(without=name))
        counts |= {value: (label, 0) for value, label in self.chosen[name].items() if value not in counts}
        return [
            Option(value, label, count, value in self.chosen[name], self.address(toggle=(name, value)))
            for value, (label, count) in counts.items()
        ]

    def facets(self) -> list[dict]:
        """Every facet that has something to choose, for the page: name, label, options, chosen."""
        shown = [
            {
                "name": name,
                "label": self.filters[name].label,
                "options": self.options(name),
                "chosen": self.chosen[name],
            }
            for name in self.facet_names()
        ]
        return [facet for facet in shown if facet["options"]]

    def readings(self) -> list[str]:
        """Sentences on the words that were read as others."""
        sentence = _("No entry says “%(typed)s”, so we looked for “%(meant)s”.")
        found = self.filters["q"].found
        return [
            sentence % {"typed": typed, "meant": meant} for typed, meant in (found.read_as if found else {}).items()
        ]

    @property
    def marker(self) -> Marker | None:
        """What marks the words in the entries; None without words."""
        found = self.filters["q"].found
        return Marker(found.forms) if found else None

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
        return type(self)(QueryDict(address.removeprefix("?")), self.queryset.all()).narrowed().count()

    def address(self, *, toggle: tuple[str, str] | None = None, **changes: str) -> str:
        """The query string of this list with one choice toggled or single parameters changed; always on page 1."""
        query = self.data.copy()
        if toggle:
            name, value = toggle
            values = query.getlist(name)
            query.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
        for name, value in changes.items():
            query.setlist(name, [value] if value else [])
        return "?" + query.urlencode()


class OneTypeFilterSet(EntryFilterSet):
    """Filters over the entries of one type; each type adds its own."""

    type: Any = None
