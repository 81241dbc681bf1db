"""Two people at the evidence and the connections of an entry: each row is decided by itself."""

import pytest

from catalogue.models import Citation, Connection
from tests.catalogue.admin.conflicts.forms import STALE, answered, asked, opened, saved
from tests.catalogue.admin.pages import another, change_url, errors, sent_from
from tests.factories import (
    make_citation,
    make_connection,
    make_organisation,
    make_source,
    make_tactic,
)


def test_change_of_one_citation_makes_an_open_form_of_its_entry_stale(client):
    entry = make_organisation()
    citation = entry.citations.get()
    data = opened(client, entry)
    saved(client, citation, claim_en="Mended.")

    refused = client.post(change_url(entry), data)

    assert errors(refused) == [STALE]
    assert asked(refused) == {"Citation 1: Claim [en]": "stored"}
    client.post(change_url(entry), answered(refused))
    assert Citation.objects.get().claim_en == "Mended."


def test_row_that_both_changed_is_decided_field_by_field(client):
    entry = make_organisation()
    key = entry.citations.get().pk
    data = opened(client, entry, citations__0__claim_en="Mine.", citations__0__paragraph=2)
    saved(client, entry, citations__0__claim_en="Theirs.", citations__0__paragraph=3)

    refused = client.post(change_url(entry), data)
    choices = {f"citations__{key}__claim_en": "mine", f"citations__{key}__paragraph": "stored"}
    client.post(change_url(entry), answered(refused, **choices))

    citation = Citation.objects.get()
    assert (citation.pk, citation.claim_en, citation.paragraph) == (key, "Mine.", 3)


def test_row_added_by_the_other_stays_and_is_in_the_form(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    make_citation(entry, claim_en="Theirs, new.")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert [row.split(" (")[0] for row in refused.context["conflict"].added] == ["Citation 2"]
    assert sent_from(refused)["citations-1-claim_en"] == "Theirs, new."
    assert response.status_code == 302
    assert [citation.claim_en for citation in entry.citations.all()] == ["The essay says so.", "Theirs, new."]


def test_rows_added_by_both_are_both_stored(client):
    entry, source = make_organisation(), make_source()
    row = {"source": source.pk, "standing": "reports", "section": "", "paragraph": 1, "claim_es": "Sí."}
    data = another(opened(client, entry), "citations", **row, position="", claim_en="Mine.")
    make_citation(entry, claim_en="Theirs.")

    refused = client.post(change_url(entry), data)
    client.post(change_url(entry), answered(refused))

    assert [citation.claim_en for citation in entry.citations.all()] == ["The essay says so.", "Theirs.", "Mine."]


@pytest.mark.parametrize(("choice", "left"), [("stored", ["First."]), ("mine", ["First.", "Mine."])])
def test_row_deleted_by_the_other_and_changed_by_oneself_is_asked_about(client, choice, left):
    entry = make_organisation(cited=False)
    make_citation(entry, claim_en="First.")
    gone = make_citation(entry, claim_en="Second.")
    data = opened(client, entry, citations__1__claim_en="Mine.")
    saved(client, entry, citations__1__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused, **{f"citations__{gone.pk}": choice}))

    assert asked(refused) == {"Citation 2": ""}
    assert "Mine." in refused.content.decode()
    assert response.status_code == 302
    assert [citation.claim_en for citation in entry.citations.all()] == left


def test_row_deleted_by_the_other_and_not_changed_stays_deleted(client):
    entry = make_organisation()
    make_citation(entry)
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, citations__1__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert asked(refused) == {"Citation 2": "stored"}
    assert response.status_code == 302
    assert entry.citations.count() == 1


@pytest.mark.parametrize(("choice", "left"), [("stored", ["Theirs."]), ("mine", [])])
def test_row_that_one_deletes_and_the_other_changed_is_asked_about(client, choice, left):
    entry = make_organisation(status="draft")
    key = entry.citations.get().pk
    data = opened(client, entry, citations__0__DELETE="on")
    saved(client, entry, citations__0__claim_en="Theirs.")

    refused = client.post(change_url(entry), data)
    client.post(change_url(entry), answered(refused, **{f"citations__{key}": choice}))

    assert asked(refused) == {"Citation 1": ""}
    assert [citation.claim_en for citation in entry.citations.all()] == left


def test_row_deleted_by_both_is_no_matter(client):
    entry = make_organisation()
    make_citation(entry)
    data = opened(client, entry, summary_en="Mine.", citations__1__DELETE="on")
    saved(client, entry, citations__1__DELETE="on")

    refused = client.post(change_url(entry), data)

    assert asked(refused) == {}
    assert client.post(change_url(entry), answered(refused)).status_code == 302


def test_connection_keeps_its_evidence_when_the_other_deleted_what_stood_before_it(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    make_citation(entry, claim_en="First.")
    second = make_citation(entry, claim_en="Second.")
    make_connection(entry, "uses", tactic, citation=second)
    data = opened(client, entry, connections__0__note_en="Mine.", connections__0__note_es="Mía.")
    saved(client, entry, citations__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302
    connection = Connection.objects.get()
    assert (connection.citation, connection.note_en) == (second, "Mine.")


def test_evidence_typed_as_a_number_means_what_stood_there_when_it_was_typed(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    rows = [make_citation(entry, claim_en=claim) for claim in ("First.", "Second.", "Third.")]
    make_connection(entry, "uses", tactic, citation=rows[1])
    data = opened(client, entry, connections__0__evidence=3)
    saved(client, entry, citations__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation == rows[2]


def test_evidence_means_the_same_when_somebody_else_turned_the_order_round(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    rows = [make_citation(entry, claim_en=claim) for claim in ("First.", "Second.")]
    make_connection(entry, "uses", tactic, citation=rows[0])
    data = opened(client, entry, connections__0__evidence=2)
    saved(client, entry, citations__0__position=2, citations__1__position=1)

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation == rows[1]
    assert list(entry.citations.all()) == rows[::-1]


def test_new_connection_on_new_evidence_survives_a_refusal(client):
    entry, tactic, source = make_organisation(), make_tactic(), make_source()
    row = {"source": source.pk, "standing": "reports", "section": "", "paragraph": 1, "claim_es": "Sí."}
    data = another(opened(client, entry), "citations", **row, position="", claim_en="Mine.")
    data = another(data, "connections", kind="uses", object=tactic.pk, evidence=2, note_en="", note_es="")
    make_citation(entry, claim_en="Theirs.")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation.claim_en == "Mine."


@pytest.mark.parametrize(("choice", "order"), [("stored", [1, 2, 0]), ("mine", [2, 0, 1])])
def test_order_that_both_changed_is_asked_about(client, choice, order):
    entry = make_organisation(cited=False)
    rows = [make_citation(entry) for _ in range(3)]
    data = opened(client, entry, citations__0__position=2, citations__1__position=3, citations__2__position=1)
    saved(client, entry, citations__0__position=3, citations__1__position=1, citations__2__position=2)

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused, citations__order=choice))

    assert asked(refused) == {"Order: Evidence": ""}
    assert response.status_code == 302, errors(response)
    assert list(entry.citations.all()) == [rows[index] for index in order]


def test_connection_deleted_by_the_other_can_be_stored_again(client):
    entry, tactic = make_organisation(), make_tactic()
    connection = make_connection(entry, "uses", tactic)
    data = opened(client, entry, connections__0__note_en="Mine.", connections__0__note_es="Mía.")
    saved(client, entry, connections__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused, **{f"connections__{connection.pk}": "mine"}))

    assert len(asked(refused)) == 1
    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().note_en == "Mine."


def test_connection_can_be_stored_again_together_with_its_evidence(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    make_citation(entry, claim_en="First.")
    second = make_citation(entry, claim_en="Second.")
    connection = make_connection(entry, "uses", tactic, citation=second)
    data = opened(client, entry, citations__1__claim_en="Mine.")
    saved(client, entry, citations__1__DELETE="on", connections__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    choices = {f"connections__{connection.pk}": "mine", f"citations__{second.pk}": "mine"}
    response = client.post(change_url(entry), answered(refused, **choices))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation.claim_en == "Mine."
