"""catalogue.editing.history"""

import pytest

from catalogue.editing.apply import apply
from catalogue.editing.history import changes_of, state_at
from catalogue.editing.state import state_of
from tests.factories import make_citation, make_connection, make_editor, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db


def test_changes_are_listed_newest_first_with_who_and_why():
    ana, beto = make_editor("ana"), make_editor("beto")
    organisation = make_organisation()
    apply(organisation, {"name_en": "Second"}, user=ana, reason="Their letter")
    apply(organisation, {"name_en": "Third", "reach": "city"}, user=beto)

    changes = changes_of(organisation)

    assert [(change.version, change.user, change.reason) for change in changes] == [
        (3, beto, ""),
        (2, ana, "Their letter"),
        (1, None, ""),
    ]
    assert [[each.key for each in change.differences] for change in changes] == [["name_en", "reach"], ["name_en"], []]
    assert changes[-1].is_first


def test_evidence_and_connections_belong_to_the_save_they_came_with():
    organisation, tactic = make_organisation(), make_tactic()
    citation = organisation.citations.get()
    row = {"kind": "uses", "object": tactic.pk, "citation": citation.pk, "note_en": None, "note_es": None}
    claim = {**state_of(organisation)[f"citation-{citation.pk}"], "claim_en": "Otherwise."}
    apply(organisation, {"connection-new1": row, f"citation-{citation.pk}": claim}, user=None)
    connection = organisation.connections.get()
    apply(organisation, {f"connection-{connection.pk}": None}, user=None)

    removed, added, _made = changes_of(organisation)

    assert [each.key for each in added.differences] == [f"citation-{citation.pk}", f"connection-{connection.pk}"]
    assert [(each.key, each.removed) for each in removed.differences] == [(f"connection-{connection.pk}", True)]


def test_places_belong_to_their_save():
    organisation, place = make_organisation(), make_place()
    apply(organisation, {"places": [place.pk]}, user=None)

    assert [each.key for each in changes_of(organisation)[0].differences] == ["places"]


def test_save_that_changed_nothing_is_left_out():
    organisation = make_organisation()
    organisation.save()

    assert [change.version for change in changes_of(organisation)] == [1]


def test_state_at_a_version_is_what_was_stored_then():
    organisation = make_organisation()
    make_connection(organisation, "uses", make_tactic(), citation=make_citation(organisation))
    apply(organisation, {"name_en": "Second"}, user=None)
    second = state_of(organisation.typed())
    citation = organisation.citations.last()
    gone = {f"citation-{citation.pk}": None, f"connection-{organisation.connections.get().pk}": None}
    apply(organisation, {**gone, "name_en": "Third"}, user=None)

    assert state_at(organisation, 2) == {**second, "name_en": "Second"}
    assert state_at(organisation, 99) is None


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_changes(django_assert_num_queries, count):
    editor, organisation = make_editor(), make_organisation()
    for number in range(count):
        place = make_place()
        apply(organisation, {"name_en": f"Name {number}", "places": [place.pk], "based_in": place.pk}, user=editor)

    with django_assert_num_queries(5):
        changes_of(organisation)
