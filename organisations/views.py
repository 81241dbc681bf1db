"""Pages of organisations."""

from catalogue.views.entries import EntryDetail, EntryList


class OrganisationList(EntryList):
    """Every organisation, with filters."""

    key = "organisation"


class OrganisationDetail(EntryDetail):
    """One organisation."""

    key = "organisation"
