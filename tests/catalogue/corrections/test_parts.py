"""catalogue.corrections.parts"""

import pytest
from django.utils import translation

from catalogue.corrections.parts import flat, label_of, parts_of
from catalogue.models import Entry, Proposal
from catalogue.search.held import current
from tests.factories import MAKERS, make_citation, make_connection, make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def groups_of(entry) -> dict[str, list[tuple[str, str]]]:
    return {key: choices for key, choices in parts_of(entry, current()) if not isinstance(choices, str)}


def test_parts_are_those_of_the_page_in_its_order():
    tactic = make_tactic(cited=False)
    claim = make_citation(tactic, claim_en="The essay says so.")

    parts = parts_of(tactic, current())

    assert parts[:2] == [("other", "All of it, or I am not sure"), ("missing", "Something is missing")]
    assert groups_of(tactic) == {
        "The first lines": [("name", "Name"), ("summary", "Summary")],
        "Facts": [("phase", "Phase"), ("actors", "Who can do it"), ("places", "Where")],
        "Text": [
            ("how", "How it is done"),
            ("why_it_worked", "Why it worked"),
            ("risks", "Risks"),
            ("body", "What the documents say"),
        ],
        "How it is known": [(f"citation-{claim.pk}", "1: The essay says so.")],
        "At the end": [("aliases", "Also found under")],
    }


def test_evidence_has_the_numbers_of_the_page_and_long_claims_are_cut():
    tactic = make_tactic(cited=False)
    last = make_citation(tactic, position=7, claim_en="Last.")
    first = make_citation(tactic, position=2, claim_en="long " * 40)

    evidence = groups_of(tactic)["How it is known"]

    assert [key for key, _label in evidence] == [f"citation-{first.pk}", f"citation-{last.pk}"]
    assert evidence[0][1].startswith("1: long long")
    assert evidence[0][1].endswith("…")
    assert len(evidence[0][1]) <= 73
    assert evidence[1][1] == "2: Last."


def test_connections_read_as_on_the_page_from_either_end():
    group, tactic = make_organisation(name_en="The group"), make_tactic(name_en="Marching")
    connection = make_connection(group, "uses", tactic)

    assert groups_of(group)["Connected with"] == [(f"connection-{connection.pk}", "Uses: Marching")]
    assert groups_of(tactic)["Connected with"] == [(f"connection-{connection.pk}", "Used by: The group")]


def test_connections_with_what_readers_cannot_see_are_left_out():
    group, tactic = make_organisation(), make_tactic(name_en="Secret", status="draft")
    make_connection(group, "uses", tactic)

    assert "Connected with" not in groups_of(group)


@pytest.mark.parametrize("key", MAKERS)
def test_every_part_has_a_name_that_a_proposal_can_hold(key):
    entry = Entry.objects.get(pk=MAKERS[key]().pk)

    parts = dict(flat(parts_of(entry, current())))

    assert all(len(part) <= Proposal._meta.get_field("about").max_length for part in parts)
    assert all(label and label[0] == label[0].upper() for label in parts.values())


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_however_much_there_is(django_assert_num_queries, count):
    group = make_organisation()
    for _number in range(count):
        make_citation(group)
        make_connection(group, "uses", make_tactic())
    entry, index = Entry.objects.get(pk=group.pk), current()

    with django_assert_num_queries(2):
        parts_of(entry, index)


def test_editors_read_what_was_pointed_at_in_their_own_language():
    tactic = make_tactic(cited=False)
    claim = make_citation(tactic, claim_es="El ensayo lo dice.")

    with translation.override("es"):
        labels = [label_of(tactic, key) for key in ("summary", f"citation-{claim.pk}", "missing", "citation-0", "")]

    assert labels == ["Resumen", "1: El ensayo lo dice.", "Falta algo", *["Una parte que ya no está"] * 2]
