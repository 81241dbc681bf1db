"""What tactics, legal tools, policies and events can be filtered by."""

from django.utils.translation import gettext_lazy as _

from catalogue.filters import OneTypeFilterSet
from catalogue.search.facets import ChoiceFacet, EntryFacet, PlaceFacet, RelatedFacet, YearFacet
from tactics.models import Actor, Event, LegalTool, SanctuaryPolicy, Tactic
from tactics.models.level import Level


class TacticFilterSet(OneTypeFilterSet):
    """By phase, by who can do it, by the groups that use it and the events in which it was used."""

    phase = ChoiceFacet("phase", Tactic.Phase, label=_("phase"))
    actor = RelatedFacet("actors", Actor, label=_("who can do it"))
    organisation = EntryFacet("organisation", label=_("used by"))
    event = EntryFacet("event", label=_("used in"))
    tactic = None


class LegalToolFilterSet(OneTypeFilterSet):
    """By form and level."""

    form = ChoiceFacet("form", LegalTool.Form, label=_("form"))
    level = ChoiceFacet("level", Level, label=_("level"))


class SanctuaryPolicyFilterSet(OneTypeFilterSet):
    """By form, level, jurisdiction and standing in law."""

    form = ChoiceFacet("form", SanctuaryPolicy.Form, label=_("form"))
    level = ChoiceFacet("level", Level, label=_("level"))
    legal_standing = ChoiceFacet("legal_standing", SanctuaryPolicy.LegalStanding, label=_("standing in law"))
    jurisdiction = PlaceFacet("jurisdiction", label=_("jurisdiction"))


class EventFilterSet(OneTypeFilterSet):
    """By form, year and the tactics used."""

    form = ChoiceFacet("form", Event.Form, label=_("form"))
    year = YearFacet("starts", label=_("year"))
    tactic = EntryFacet("tactic", label=_("tactic used"))
