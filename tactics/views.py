"""Pages of tactics, legal tools, policies and events."""

from itertools import groupby

from django.utils.translation import get_language
from django.views.generic import TemplateView

from catalogue import registry
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.views.entries import EntryDetail, EntryList
from tactics.matrix import MATRICES
from tactics.models import Event
from tactics.phases import garden
from tactics.pictures.timeline import drawn


class TacticList(EntryList):
    """Every tactic, with filters."""

    key = "tactic"


class TacticDetail(EntryDetail):
    """One tactic."""

    key = "tactic"


class LegalToolList(EntryList):
    """Every legal tool, with filters."""

    key = "legal-tool"


class LegalToolDetail(EntryDetail):
    """One legal tool."""

    key = "legal-tool"


class PolicyList(EntryList):
    """Every sanctuary policy, with filters."""

    key = "policy"


class PolicyDetail(EntryDetail):
    """One sanctuary policy."""

    key = "policy"


class EventList(EntryList):
    """Every event, with filters."""

    key = "event"


class EventDetail(EntryDetail):
    """One event."""

    key = "event"


class Timeline(TemplateView):
    """Events as a picture, then year by year, the undated ones at the end."""

    parameters = frozenset[str]()
    template_name = "tactics/timeline.html"

    def get_context_data(self, **kwargs):
        """The picture; years, earliest first, each with its events in order."""
        index = current()
        events = cards(index, index.ordered(index.of_type(Event.TYPE), "name", get_language() or "en")[:])
        dated = sorted((event for event in events if event.starts), key=lambda event: event.starts)
        years = {year: list(group) for year, group in groupby(dated, key=lambda event: event.starts.year)}
        undated = [event for event in events if not event.starts]
        return super().get_context_data(drawing=drawn(events), years=years, undated=undated, **kwargs)


class Phases(TemplateView):
    """The phases of organising, and who can do what in each."""

    parameters = frozenset[str]()
    template_name = "tactics/phases.html"

    def get_context_data(self, **kwargs):
        """Counts and the best documented tactics, from the index."""
        return super().get_context_data(garden=garden(current(), get_language() or "en"), **kwargs)


class MatrixPage(TemplateView):
    """Which group uses which tactic; with ``?of=events``, which was used in which event."""

    parameters = frozenset({"of"})
    template_name = "tactics/matrix.html"

    def get_context_data(self, **kwargs):
        """The tables, and the other view of them."""
        of = self.request.GET.get("of")
        of = of if of in MATRICES else next(iter(MATRICES))
        types = [entry_type for entry_type in registry.all_types() if entry_type.folder in MATRICES]
        tabs = [(entry_type.folder, entry_type.label_plural, entry_type.folder == of) for entry_type in types]
        return super().get_context_data(tables=list(MATRICES[of].tables()), of=of, tabs=tabs, **kwargs)
