"""catalogue.editing.apply"""

import pytest
from django.core.exceptions import ValidationError

from catalogue.editing.apply import apply
from catalogue.editing.state import state_of
from catalogue.models import Citation, SlugRedirect, Status
from organisations.models import Organisation
from tests.factories import (
    make_citation,
    make_connection,
    make_editor,
    make_event,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def evidence(**values):
    """A new piece of evidence as a state holds it."""
    plain = {
        "source": None, "section": None, "paragraph": 2, "standing": "reports",
        "claim_en": "It came.", "claim_es": "Vino.", "position": None,
    }  # fmt: skip
    return {**plain, "source": values.pop("source", None) or make_source().pk, **values}


def refusal(entry, values):
    """The sentences of a change that is refused, by key."""
    with pytest.raises(ValidationError) as caught:
        apply(entry, values, user=None)
    return caught.value.message_dict


def test_columns_of_every_kind_are_stored():
    place, organisation = make_place(), make_organisation(website="https://x.example")
    values = {
        "name_en": "New name", "aliases": ["LARRN"], "founded": "2006-05", "based_in": place.pk,
        "places": [place.pk], "verified_on": "2026-11-21", "website": None, "reach": "city",
    }  # fmt: skip

    apply(organisation, values, user=None)

    stored = state_of(Organisation.objects.get())
    assert {name: stored[name] for name in values} == values


def test_change_is_one_version_with_who_and_why():
    editor, organisation = make_editor(), make_organisation()

    apply(organisation, {"name_en": "New", "places": [make_place().pk]}, user=editor, reason="Their letter says so")

    organisation.refresh_from_db()
    newest = organisation.history.first()
    assert organisation.version == 2
    assert organisation.history.filter(version=2).count() == 1
    assert (newest.history_user, newest.history_change_reason) == (editor, "Their letter says so")
    assert newest.places.count() == 1


def test_nothing_is_stored_when_nothing_would_change():
    organisation = make_organisation()

    apply(organisation, state_of(organisation), user=None)

    organisation.refresh_from_db()
    assert organisation.version == 1


def test_new_evidence_carries_a_new_connection():
    organisation, tactic = make_organisation(), make_tactic()
    values = {
        "citation-new1": evidence(),
        "connection-new1": {"kind": "uses", "object": tactic.pk, "citation": "new1", "note_en": None, "note_es": None},
    }

    apply(organisation, values, user=None)

    connection = organisation.connections.get()
    assert (connection.object_id, connection.citation.claim_en, connection.citation.position) == (
        tactic.pk,
        "It came.",
        2,
    )


def test_removed_evidence_leaves_no_gap_in_the_numbers():
    organisation = make_organisation()
    first, _second, third = organisation.citations.get(), make_citation(organisation), make_citation(organisation)

    apply(organisation, {f"citation-{first.pk}": None}, user=None)

    assert list(organisation.citations.values_list("position", flat=True)) == [1, 2]
    assert Citation.objects.get(pk=third.pk).position == 2


def test_evidence_that_was_deleted_comes_back_with_its_connection():
    organisation, tactic = make_organisation(), make_tactic()
    citation = make_citation(organisation)
    connection = make_connection(organisation, "uses", tactic, citation=citation)
    before = state_of(organisation)
    gone = {f"citation-{citation.pk}": None, f"connection-{connection.pk}": None}
    apply(organisation, gone, user=None)

    apply(organisation, {key: before[key] for key in gone}, user=None)

    assert state_of(organisation) == before


def test_changed_slug_leaves_a_redirect():
    organisation = make_organisation(slug="old")

    apply(organisation, {"slug": "new"}, user=None)

    assert SlugRedirect.objects.get().old_slug == "old"


@pytest.mark.parametrize(
    ("values", "key", "sentence"),
    [
        ({"summary_es": None}, "__all__", "Before it is published, an entry needs its name and summary in English"),
        ({"sector": "no such"}, "sector", "Value 'no such' is not a valid choice."),
        ({"nonsense": 1}, "nonsense", "There is no such field."),
        ({"places": [987654]}, "places", "Some of these are no longer there."),
        ({"founded": "soon"}, "founded", "“soon” is not a date we understand."),
        ({"verified_on": "soon"}, "verified_on", "“soon” value has an invalid date format."),
        (
            {"citation-new1": None, "based_in": 987654},
            "based_in",
            "place instance with id 987654 is not a valid choice.",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused_with_a_sentence_and_nothing_is_stored(values, key, sentence):
    organisation = make_organisation()
    before = state_of(organisation)

    found = refusal(organisation, {"name_en": "Other", **values})

    assert found[key][0].startswith(sentence)
    assert state_of(Organisation.objects.get()) == before


def test_last_evidence_of_a_published_entry_stays():
    organisation = make_organisation()
    citation = organisation.citations.get()

    found = refusal(organisation, {f"citation-{citation.pk}": None})

    assert found == {
        "__all__": ["A published entry needs at least one citation. Add the evidence, or keep it as a draft."]
    }


def test_evidence_that_a_connection_rests_on_stays():
    organisation = make_organisation()
    citation = make_citation(organisation)
    make_connection(organisation, "uses", make_tactic(), citation=citation)

    found = refusal(organisation, {f"citation-{citation.pk}": None})

    assert found == {f"citation-{citation.pk}": ["A connection of this entry rests on it."]}


def test_wrong_evidence_is_named_by_its_key():
    organisation = make_organisation()

    found = refusal(organisation, {"citation-new1": evidence(paragraph=9)})

    assert found == {"citation-new1": ["That section has 5 paragraphs."]}


def test_connection_between_wrong_types_is_named_by_its_key():
    organisation, event = make_organisation(), make_event()
    citation = organisation.citations.get()
    row = {"kind": "uses", "object": event.pk, "citation": citation.pk, "note_en": None, "note_es": None}

    found = refusal(organisation, {"connection-new1": row})

    assert list(found) == ["connection-new1"]


def test_entry_that_somebody_deleted_is_refused():
    organisation = make_organisation(status=Status.DRAFT)
    Organisation.objects.get().delete()

    assert refusal(organisation, {"name_en": "New"}) == {"__all__": ["Somebody deleted this entry meanwhile."]}


def test_evidence_of_another_entry_cannot_be_taken_over():
    organisation, other = make_organisation(), make_organisation()
    citation = other.citations.get()

    found = refusal(organisation, {f"citation-{citation.pk}": evidence()})

    assert found == {f"citation-{citation.pk}": ["This belongs to another entry."]}
    assert Citation.objects.get(pk=citation.pk).entry_id == other.pk
