"""Where it happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import DetailView, ListView
from pyroaring import BitMap

from catalogue import registry
from catalogue.maps.drawing import drawing
from catalogue.maps.locator import locator
from catalogue.maps.outlines import enlarged, framed, outlines
from catalogue.models import Place
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.models import Document

MANY = 40  # entries from which a place shows only some of each type
SOME = 12

# How the table of places is divided, nearest first.
KINDS = {
    Place.Kind.NEIGHBOURHOOD: gettext_lazy("Neighbourhoods"),
    Place.Kind.CITY: gettext_lazy("Cities"),
    Place.Kind.COUNTY: gettext_lazy("Counties"),
    Place.Kind.REGION: gettext_lazy("Regions"),
    Place.Kind.COURT_DISTRICT: gettext_lazy("Court districts"),
    Place.Kind.STATE: gettext_lazy("States"),
    Place.Kind.COUNTRY: gettext_lazy("Countries"),
    Place.Kind.SITE: gettext_lazy("Kinds of site"),
}


@dataclass(frozen=True)
class Count:
    """How many entries, and the address of the list of just these."""

    count: int
    url: str


class Row(NamedTuple):
    """A place in the table: all its entries, and those of each type."""

    place: Place
    all: Count
    types: list[Count]


class Group(NamedTuple):
    """The entries of one type in a place: those that are shown, and how many there are."""

    type: registry.EntryType
    entries: list[Document]
    all: Count

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.all.count > len(self.entries)


class PlaceList(ListView):
    """The map, and the same as a table: every place with the number of entries there."""

    parameters = frozenset[str]()
    template_name = "catalogue/place_list.html"
    context_object_name = "places"

    def get_queryset(self):
        """By name."""
        return Place.objects.in_order()

    def get_context_data(self, **kwargs):
        """Counts as the filter counts them: a city includes its neighbourhoods."""
        rows = list(_rows(current(), self.object_list))
        by_kind = {kind: [row for row in rows if row.place.kind == kind] for kind in KINDS}
        groups = [(KINDS[kind], found) for kind, found in by_kind.items() if found]
        sites = [group for group in groups if group[0] == KINDS[Place.Kind.SITE]]
        tables = [part for part in ([group for group in groups if group not in sites], sites) if part]
        drawn = drawing((row.place, row.all.count) for row in rows)
        return super().get_context_data(
            tables=tables, map=drawn, outlines=outlines(), enlarged=enlarged(), inset=framed(), **kwargs
        )


class PlaceDetail(DetailView):
    """One place: where it lies, what it belongs to, what lies in it, what happened there, by type."""

    model = Place
    parameters = frozenset[str]()
    template_name = "catalogue/place_detail.html"
    context_object_name = "place"

    def get_context_data(self, **kwargs):
        """The entries of the place and of its parts: where they are many, the best evidenced of each type."""
        place: Place = self.object
        index = current()
        here_and_inside = index.there("place").get(str(place.pk), BitMap())
        groups = list(_groups(index, place, here_and_inside))
        everywhere = list(Place.objects.in_order())
        by_pk = {other.pk: other for other in everywhere}
        around, here = [], by_pk[place.pk]
        while here.part_of_id and by_pk[here.part_of_id] not in around:
            here = by_pk[here.part_of_id]
            around.append(here)
        inside = [other for other in everywhere if other.part_of_id == place.pk]
        there = index.there("place")
        return super().get_context_data(
            groups=groups,
            total=Count(len(here_and_inside), _list("search", place)),
            around=around[::-1],
            inside=[(other, len(there.get(str(other.pk), ()))) for other in inside],
            outlines=outlines(),
            locator=locator(place, around),
            **kwargs,
        )


def _rows(index: Index, places: Iterable[Place]) -> Iterable[Row]:
    there, types = index.there("place"), list(registry.all_types())
    for place in places:
        entries = there.get(str(place.pk), BitMap())
        counts = [
            Count(entries.intersection_cardinality(index.of_type(each.key)), _list(each.folder, place))
            for each in types
        ]
        yield Row(place, Count(len(entries), _list("search", place)), counts)


def _groups(index: Index, place: Place, entries: BitMap) -> Iterable[Group]:
    """By type; one query for all of them."""
    many, language = len(entries) > MANY, get_language() or "en"
    found = {each.key: entries & index.of_type(each.key) for each in registry.all_types()}
    shown = {
        key: index.ordered(there, "evidence" if many else "name", language)[: SOME if many else None]
        for key, there in found.items()
    }
    documents = {card.pk: card for card in cards(index, [pk for keys in shown.values() for pk in keys])}
    for each in registry.all_types():
        if there := found[each.key]:
            own = [documents[pk] for pk in shown[each.key] if pk in documents]
            yield Group(each, own, Count(len(there), _list(each.folder, place)))


def _list(name: str, place: Place) -> str:
    """The address of a list filtered by the place."""
    return f"{reverse(name)}?place={place.slug}"
