"""catalogue.models.connection"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from catalogue.models import Connection, ConnectionKind
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_legal_tool,
    make_organisation,
    make_policy,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def test_connection_without_evidence_cannot_be_saved():
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        Connection(subject=make_organisation(), kind="uses", object=make_tactic()).save()

    assert caught.value.messages == ["Choose the evidence: a connection without a citation cannot be saved."]


def test_advice_is_no_evidence_that_something_was_done():
    group, tactic = make_organisation(cited=False), make_tactic()
    advice = make_citation(group, standing="recommends")
    make_connection(group, "recommends", tactic, citation=advice)

    with translation.override("en"), pytest.raises(ValidationError) as caught:
        make_connection(group, "uses", tactic, citation=advice)

    assert caught.value.messages == ["The evidence is advice. It does not show that this was done."]


def test_evidence_of_another_entry_is_refused():
    group, tactic = make_organisation(), make_tactic()

    with translation.override("en"), pytest.raises(ValidationError) as caught:
        make_connection(group, "uses", tactic, citation=tactic.citations.get())

    assert caught.value.messages == ["The evidence must be one of this entry's own citations."]


def test_evidence_of_another_entry_is_refused_by_the_database_too():
    connection = make_connection(make_organisation(), "uses", make_tactic())
    other = make_citation(make_event())

    with pytest.raises(IntegrityError, match="connection_rests_on_a_citation_of_its_subject"), transaction.atomic():
        Connection.objects.filter(pk=connection.pk).update(citation=other)


def test_evidence_cannot_be_moved_away_from_under_a_connection():
    connection = make_connection(make_organisation(), "uses", make_tactic())

    with pytest.raises(IntegrityError, match="connection_rests_on_a_citation_of_its_subject"), transaction.atomic():
        type(connection.citation).objects.filter(pk=connection.citation_id).update(entry=make_event())


@pytest.mark.parametrize("kind", [kind for kind in ConnectionKind if kind.ends.subjects])
def test_kind_between_two_types_refuses_policies_at_both_ends(kind):
    with pytest.raises(ValidationError):
        make_connection(make_policy(), kind, make_policy())


def test_kind_that_does_not_fit_is_refused_by_the_database_too():
    connection = make_connection(make_organisation(), "uses", make_tactic())

    with pytest.raises(IntegrityError), transaction.atomic():
        Connection.objects.filter(pk=connection.pk).update(kind="took-part-in")


@pytest.mark.parametrize(("kind", "words"), [("same-as", "same as?"), ("part-of", "part of")])
def test_kind_of_one_type_joins_no_other(kind, words):
    make_connection(make_event(), kind, make_event())

    with translation.override("en"), pytest.raises(ValidationError) as caught:
        make_connection(make_event(), kind, make_tactic())
    assert caught.value.messages == [f"“{words}” does not lead from this type to that one: event → tactic."]


@pytest.mark.parametrize(
    ("kind", "subject", "object"),
    [
        ("recommends", make_organisation, make_tactic),
        ("affected-by", make_organisation, make_event),
        ("concerns", make_tactic, make_policy),
        ("concerns", make_event, make_policy),
        ("came-from", make_legal_tool, make_event),
        ("response-to", make_event, make_event),
    ],
)
def test_kind_joins_its_types(kind, subject, object):
    connection = make_connection(subject(), kind, object())

    assert (connection.subject_type, connection.object_type) == (subject().type, object().type)


@pytest.mark.parametrize(("language", "outward", "inward"), [("en", "Uses", "Used by"), ("es", "Usa", "Quién la usa")])
def test_kind_reads_from_both_ends_in_both_languages(language, outward, inward):
    with translation.override(language):
        ends = ConnectionKind.USES.ends

        assert (str(ends.from_subject), str(ends.from_object)) == (outward, inward)


def test_two_entries_are_connected_in_one_way_once():
    connection = make_connection(make_organisation(), "uses", make_tactic())

    with pytest.raises(IntegrityError), transaction.atomic():
        make_connection(connection.subject, "uses", connection.object)


def test_deleting_an_entry_takes_its_evidence_and_connections_along():
    connection = make_connection(make_organisation(), "uses", make_tactic())

    connection.subject.typed().delete()

    assert not Connection.objects.exists()
