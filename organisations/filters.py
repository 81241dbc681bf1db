"""What organisations can be filtered by."""

from django.utils.translation import gettext_lazy as _

from catalogue.filters import OneTypeFilterSet
from catalogue.search.facets import ChoiceFacet, EntryFacet
from organisations.models import Organisation


class OrganisationFilterSet(OneTypeFilterSet):
    """By sector, reach and the tactics a group uses."""

    sector = ChoiceFacet("sector", Organisation.Sector, label=_("sector"))
    reach = ChoiceFacet("reach", Organisation.Reach, label=_("reach"))
    tactic = EntryFacet("tactic", label=_("tactic it uses"))
    organisation = None
