"""catalogue.editing.state"""

import pytest

from catalogue.editing.state import columns_of, state_of
from catalogue.partial_dates import PartialDate
from tactics.models import Actor, Event, Tactic
from tests.factories import (
    MAKERS,
    make_connection,
    make_event,
    make_organisation,
    make_place,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def test_state_holds_columns_as_json_does():
    place = make_place()
    event = make_event(starts=PartialDate(2025, 6), aliases=["ICE out"], places=[place], body_en="", cited=False)

    state = state_of(event)

    assert {name: state[name] for name in ("name_en", "starts", "ends", "aliases", "places", "body_en", "image")} == {
        "name_en": event.name_en,
        "starts": "2025-06",
        "ends": None,
        "aliases": ["ICE out"],
        "places": [place.pk],
        "body_en": None,
        "image": None,
    }


def test_state_holds_evidence_and_connections_by_number():
    organisation, tactic = make_organisation(), make_tactic()
    citation = organisation.citations.get()
    connection = make_connection(organisation, "uses", tactic)

    state = state_of(organisation)

    assert state[f"citation-{citation.pk}"] == {
        "source": citation.source_id,
        "section": None,
        "paragraph": 1,
        "standing": "reports",
        "claim_en": "The essay says so.",
        "claim_es": "El ensayo lo dice.",
        "position": 1,
    }
    assert state[f"connection-{connection.pk}"] == {
        "kind": "uses",
        "object": tactic.pk,
        "citation": citation.pk,
        "note_en": None,
        "note_es": None,
    }


def test_tactic_has_its_actors():
    actors = list(Actor.objects.filter(slug__in=["lawyers", "artists"]))
    tactic = make_tactic(actors=actors)

    assert state_of(tactic)["actors"] == sorted(actor.pk for actor in actors)


@pytest.mark.parametrize("make", list(MAKERS.values()))
def test_every_column_that_the_form_has_is_in_the_state(make):
    entry = make()
    by_itself = {"type", "version", "created", "updated", "loaded_digest", "image_width", "image_height"}
    columns = {column.name for column in entry._meta.get_fields() if column.concrete and not column.auto_created}

    assert set(columns_of(type(entry))) == columns - by_itself - {"entry_ptr"}


def test_columns_of_an_event_come_in_the_order_of_its_page():
    columns = columns_of(Event)

    assert columns[:6] == ("name_en", "name_es", "slug", "summary_en", "summary_es", "aliases")
    assert columns.index("starts") < columns.index("places") < columns.index("outcome_en")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(django_assert_num_queries, count):
    tactic = make_tactic(cited=False)
    for _number in range(count):
        make_connection(make_organisation(), "uses", tactic)
        tactic.places.add(make_place())
        make_connection(tactic, "used-in", make_event())
    tactic = Tactic.objects.get()

    with django_assert_num_queries(4):
        state_of(tactic)
