"""Rules that the database itself holds, tried past the models' own checks."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.models import Proposal
from tests.factories import make_citation, make_event, make_organisation, make_place, make_source

pytestmark = pytest.mark.django_db

BROKEN = {
    "place_has_a_name_in_both_languages": lambda: make_place(name_es=""),
    "place_has_both_coordinates_or_none": lambda: make_place(latitude=34),
    "source_is_described_in_both_languages": lambda: make_source(why_es=""),
    "source_kind_is_known": lambda: make_source(kind="rumour"),
    "citation_standing_is_known": lambda: make_citation(make_organisation(), standing="proves"),
    "citation_has_a_claim_in_both_languages": lambda: make_citation(make_organisation(), claim_es=""),
    "entry_status_is_known": lambda: make_organisation(status="secret"),
    "picture_is_described_in_both_languages": lambda: make_organisation(
        image="entries/x.jpg", image_alt_en="A mural", image_credit="Ana", image_licence="CC0"
    ),
    "picture_has_credit_and_licence": lambda: make_organisation(
        image="entries/x.jpg", image_alt_en="A mural", image_alt_es="Un mural", image_credit="", image_licence="CC0"
    ),
    "proposal_is_open_or_decided_at_a_time": lambda: Proposal.objects.create(status="open", decided_at=timezone.now()),
    "event_does_not_end_before_it_begins": lambda: make_event(starts="2025-06-late", ends="2025-06-08"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_database_refuses(rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        BROKEN[rule]()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("2025", "2025-06"), ("2025-06-08", "2025-06"), ("2025-06-early", "2025-06-03"), (None, "2025"), ("2025", None)],
)
def test_dates_that_may_fit_are_accepted(starts, ends):
    event = make_event(starts=starts, ends=ends)

    assert (str(event.starts), str(event.ends)) == (str(starts), str(ends))
