"""What was deleted while somebody typed: nothing typed is lost."""

from catalogue.models import Place
from organisations.models import Organisation
from tests.catalogue.admin.conflicts.forms import opened
from tests.catalogue.admin.pages import change_url, errors, sent_from
from tests.factories import (
    make_citation,
    make_connection,
    make_organisation,
    make_place,
    make_tactic,
)


def test_record_deleted_meanwhile_comes_back_as_a_new_one(client):
    place = make_place()
    address, data = change_url(place), opened(client, place, name_en="Typed for long")
    place.delete()

    refused = client.post(address, data)
    stored = client.post("/admin/catalogue/place/add/", sent_from(refused))

    assert refused.status_code == 409
    assert errors(refused) == ["Somebody deleted this while you were typing, so nothing was saved yet."]
    assert refused.context["form_url"] == "/admin/catalogue/place/add/"
    assert stored.status_code == 302
    assert Place.objects.get().name_en == "Typed for long"


def test_entry_deleted_meanwhile_comes_back_with_evidence_and_connections(client):
    entry, tactic = make_organisation(), make_tactic()
    make_connection(entry, "uses", tactic)
    address = change_url(entry)
    data = opened(client, entry, summary_en="Typed for long.", citations__0__claim_en="My claim.")
    Organisation.objects.get().delete()

    refused = client.post(address, data)
    stored = client.post(refused.context["form_url"], sent_from(refused))

    assert refused.status_code == 409
    assert stored.status_code == 302, errors(stored)
    again = Organisation.objects.get()
    assert again.summary_en == "Typed for long."
    assert again.connections.get().citation.claim_en == "My claim."


def test_citation_deleted_meanwhile_can_be_copied_by_whoever_typed(client):
    citation = make_citation(make_organisation())
    address, data = change_url(citation), opened(client, citation, claim_en="Typed for long.")
    citation.delete()

    response = client.post(address, data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody deleted this while you were typing" in page
    assert "Typed for long." in page
    assert "Save again" not in page


def test_address_of_what_never_was_is_not_found(client):
    response = client.post("/admin/catalogue/place/999/change/", {"name_en": "x"})

    assert response.status_code == 302
    assert response.url == "/admin/"
