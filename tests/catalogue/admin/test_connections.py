import pytest
from django.urls import reverse

from catalogue.models import Connection
from tests.catalogue.admin.pages import another, change_url, errors, sent_from
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_legal_tool,
    make_organisation,
    make_policy,
    make_tactic,
)

KINDS = {
    make_organisation: [
        "uses",
        "recommends",
        "secured",
        "defends-with",
        "belongs-to",
        "supports",
        "took-part-in",
        "affected-by",
        "enacted",
        "campaigned-for",
        "opposes",
        "part-of",
        "same-as",
    ],
    make_tactic: ["used-in", "relies-on", "concerns", "part-of", "same-as"],
    make_legal_tool: ["implements", "came-from", "part-of", "same-as"],
    make_policy: ["part-of", "same-as"],
    make_event: ["concerns", "response-to", "part-of", "same-as"],
}


def row(kind: str, to, evidence) -> dict:
    return {"kind": kind, "object": to.pk, "evidence": evidence, "note_en": "", "note_es": ""}


@pytest.mark.parametrize("make", KINDS)
def test_kinds_are_those_that_can_lead_from_the_type(client, make):
    page = client.get(change_url(make()))

    inline = next(inline for inline in page.context["inline_admin_formsets"] if inline.formset.prefix == "connections")
    assert [value for value, _label in inline.formset.empty_form.fields["kind"].choices if value] == KINDS[make]


@pytest.mark.parametrize("number", ["", "7", "0"])
def test_connection_without_evidence_is_refused_and_kept(client, number):
    entry, tactic = make_organisation(), make_tactic(name_en="Whistles")
    data = another(sent_from(client.get(change_url(entry))), "connections", **row("uses", tactic, number))

    response = client.post(change_url(entry), data)

    assert errors(response) == [
        {
            "": "Name the evidence by its number.",
            "7": "There is no evidence no. 7 above.",
            "0": "Ensure this value is greater than or equal to 1.",
        }[number],
        "Choose the evidence: a connection without a citation cannot be saved.",
    ]
    assert "Whistles (tactic)" in response.content.decode()
    assert not Connection.objects.exists()


def test_connection_cannot_rest_on_another_entrys_citation(client):
    entry, other = make_organisation(), make_organisation()
    make_citation(other)

    response = client.post(
        change_url(entry), another(sent_from(client.get(change_url(entry))), "connections", **row("supports", other, 2))
    )

    assert errors(response)[0] == "There is no evidence no. 2 above."


def test_connection_that_does_not_fit_is_refused_with_the_types(client):
    entry, event = make_organisation(), make_event()
    data = another(sent_from(client.get(change_url(entry))), "connections", **row("uses", event, 1))

    response = client.post(change_url(entry), data)

    assert errors(response) == ["“uses” does not lead from this type to that one: organisation → event."]


def test_connection_to_itself_is_refused(client):
    entry = make_organisation()
    data = another(sent_from(client.get(change_url(entry))), "connections", **row("supports", entry, 1))

    response = client.post(change_url(entry), data)

    assert errors(response) == ["An entry cannot be connected to itself."]


def test_connection_said_twice_is_refused(client):
    entry, tactic = make_organisation(), make_tactic()
    make_connection(entry, "uses", tactic)
    data = another(sent_from(client.get(change_url(entry))), "connections", **row("uses", tactic, 1))

    response = client.post(change_url(entry), data)

    assert errors(response) == [
        "Two connections say the same. Change or delete one of them.",
        "These two are connected in this way already.",
    ]


def test_connection_keeps_its_citation_when_the_numbers_change(client):
    entry = make_organisation()
    connection = make_connection(entry, "uses", make_tactic())
    make_citation(entry)
    page = client.get(change_url(entry))

    client.post(change_url(entry), sent_from(page, citations__0__position=2, citations__1__position=1))

    before = connection.citation
    connection.refresh_from_db()
    assert (connection.citation, connection.citation.position) == (before, 2)


def test_connection_moves_to_a_citation_added_in_the_same_form(client):
    entry = make_organisation()
    connection = make_connection(entry, "uses", make_tactic())
    data = sent_from(client.get(change_url(entry)), connections__0__evidence=2)
    first = entry.citations.get()
    new = {"source": first.source_id, "standing": "asserts", "section": "", "paragraph": 3, "position": ""}

    client.post(change_url(entry), another(data, "citations", **new, claim_en="So too.", claim_es="También."))

    connection.refresh_from_db()
    assert connection.citation.claim_en == "So too."


def test_connections_that_lead_here_are_shown_with_their_evidence(client):
    tactic = make_tactic()
    organisation = make_organisation(name_en="Centro CSO")
    make_connection(organisation, "uses", tactic)

    page = client.get(change_url(tactic)).content.decode()

    assert f'<a href="{change_url(organisation)}">Centro CSO</a>' in page
    assert "Used by" in page
    assert "The essay says so." in page


def test_entries_are_suggested_with_their_type(client):
    make_organisation(name_en="Union del Barrio", aliases=["UdB"])
    make_event(name_en="March of the Barrio")
    make_tactic(name_en="Whistles")
    asked = {"app_label": "catalogue", "model_name": "connection", "field_name": "object", "term": "barrio"}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [one["text"] for one in found] == ["March of the Barrio (event)", "Union del Barrio (organisation)"]


def test_found_entry_is_edited_as_what_it_is(client):
    tactic = make_tactic()

    response = client.get(reverse("admin:catalogue_entry_change", args=[tactic.pk]))

    assert response.url == change_url(tactic)
