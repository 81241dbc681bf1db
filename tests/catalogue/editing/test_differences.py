"""catalogue.editing.differences"""

import pytest
from django.utils import translation

from catalogue.editing.differences import Part, differences
from catalogue.editing.state import state_of
from organisations.models import Organisation
from tactics.models import Event
from tests.factories import make_connection, make_event, make_organisation, make_place, make_source, make_tactic

pytestmark = pytest.mark.django_db


def changed(entry, **values):
    """The differences between an entry as it is and the same with other values."""
    before = state_of(entry)
    return differences(type(entry), before, {**before, **values})


@pytest.mark.parametrize(
    ("name", "value", "label", "texts"),
    [
        ("summary_es", "Vienen.", "Summary (Spanish)", ("Resumen de x.", "Vienen.")),
        ("sector", "legal", "Sector", ("Community group", "Legal")),
        ("founded", "2006-05", "Founded", ("", "May 2006")),
        ("aliases", ["LARRN", "la red"], "Also known as", ("", "LARRN\nla red")),
        ("verified_on", "2026-11-21", "Last verified", ("", "21 November 2026")),
        ("website", None, "Website", ("https://x.example", "")),
    ],
)
def test_column_is_named_and_its_values_are_worded(name, value, label, texts):
    organisation = make_organisation(slug="x", website="https://x.example")

    [found] = changed(organisation, **{name: value})

    assert (found.key, found.label) == (name, label)
    assert [(part.before, part.after) for part in found.parts] == [texts]


def test_text_of_one_language_says_which():
    [found] = changed(make_organisation(), summary_es="Vienen.")

    assert [part.language for part in found.parts] == ["es"]


def test_places_are_named_in_the_readers_language():
    old, new = make_place(name_en="Los Angeles", name_es="Los Ángeles"), make_place(name_en="Pasadena")
    organisation = make_organisation(places=[old])

    with translation.override("es"):
        [found] = changed(organisation, places=[old.pk, new.pk])

    assert found.parts[0].after.startswith("Los Ángeles, ")


def test_place_that_was_deleted_is_said_to_be_gone():
    [found] = changed(make_organisation(), places=[987654])

    assert found.parts[0].after == "(no longer there)"


def test_new_evidence_is_shown_part_by_part():
    organisation, source = make_organisation(), make_source(title="An essay")
    row = {
        "source": source.pk, "section": None, "paragraph": 2, "standing": "asserts",
        "claim_en": "So.", "claim_es": "Así.", "position": 2,
    }  # fmt: skip

    [found] = changed(organisation, **{"citation-new1": row})

    assert (found.label, found.added, found.removed) == ("Evidence 2", True, False)
    assert found.parts == (
        Part("Source", "", "An essay"),
        Part("Paragraph", "", "2"),
        Part("Standing", "", "Asserts"),
        Part("Claim (English)", "", "So.", "en"),
        Part("Claim (Spanish)", "", "Así.", "es"),
        Part("Position", "", "2"),
    )


def test_removed_connection_is_named():
    organisation, tactic = make_organisation(), make_tactic(name_en="Boycott")
    connection = make_connection(organisation, "uses", tactic)
    before = state_of(organisation)

    [found] = differences(Organisation, before, {**before, f"connection-{connection.pk}": None})

    assert (found.label, found.removed) == ("Connection: uses → Boycott", True)


def test_differences_come_in_the_order_of_the_page():
    event = make_event()
    citation = event.citations.get()
    row = state_of(event)[f"citation-{citation.pk}"]

    found = changed(event, **{f"citation-{citation.pk}": {**row, "paragraph": 2}, "starts": "2025", "name_en": "Raid"})

    assert [each.key for each in found] == ["name_en", "starts", f"citation-{citation.pk}"]


def test_nothing_differs_between_a_state_and_itself():
    event = make_event()

    assert differences(Event, state_of(event), state_of(event)) == []
