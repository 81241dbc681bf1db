"""Where it happened."""

from django.utils.translation import get_language
from django.views.generic import DetailView, ListView
from pyroaring import BitMap

from catalogue.models import Place
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.models import Document


class PlaceList(ListView):
    """Every place with the number of entries there, by kind of place."""

    parameters = frozenset[str]()
    template_name = "catalogue/place_list.html"
    context_object_name = "places"

    def get_queryset(self):
        """By name."""
        return Place.objects.in_order()

    def get_context_data(self, **kwargs):
        """Counts as the filter counts them: a city includes its neighbourhoods."""
        there = current().there("place")
        groups: dict[str, list[tuple[Place, int]]] = {}
        for place in self.object_list:
            groups.setdefault(place.get_kind_display(), []).append((place, len(there.get(str(place.pk), ()))))
        order = {str(label): number for number, label in enumerate(Place.Kind.labels)}
        kinds = sorted(groups.items(), key=lambda item: order[item[0]])
        return super().get_context_data(groups=kinds, **kwargs)


class PlaceDetail(DetailView):
    """One place: what it belongs to, what lies in it, what happened there, by type."""

    model = Place
    parameters = frozenset[str]()
    template_name = "catalogue/place_detail.html"
    context_object_name = "place"

    def get_context_data(self, **kwargs):
        """The entries of the place and of all that is part of it."""
        place: Place = self.object
        index = current()
        here_and_inside = index.there("place").get(str(place.pk), BitMap())
        entries = cards(index, index.ordered(here_and_inside, "name", get_language() or "en")[:])
        everywhere = list(Place.objects.in_order())
        by_pk = {other.pk: other for other in everywhere}
        around, here = [], by_pk[place.pk]
        while here.part_of_id and by_pk[here.part_of_id] not in around:
            here = by_pk[here.part_of_id]
            around.append(here)
        groups: dict[str, list[Document]] = {}
        for entry in entries:
            groups.setdefault(entry.type, []).append(entry)
        inside = [other for other in everywhere if other.part_of_id == place.pk]
        return super().get_context_data(groups=groups, total=len(entries), around=around[::-1], inside=inside, **kwargs)
