import re

from django.urls import reverse

from catalogue.models import Citation, Connection
from tests.catalogue.admin.pages import another, change_url, errors, sent_from
from tests.factories import make_citation, make_connection, make_organisation, make_source, make_tactic


def row(**values) -> dict:
    return {
        "source": make_source().pk,
        "standing": "reports",
        "section": "",
        "paragraph": 1,
        "position": "",
        "claim_en": "It did.",
        "claim_es": "Lo hizo.",
        **values,
    }


def numbers(entry) -> list[tuple[int, str]]:
    return list(entry.citations.order_by("position").values_list("position", "claim_en"))


def test_citation_without_a_number_takes_the_one_in_its_heading(client):
    entry = make_organisation()
    data = another(sent_from(client.get(change_url(entry))), "citations", **row(claim_en="Second."))

    client.post(change_url(entry), another(data, "citations", **row(claim_en="Third.")))

    assert numbers(entry) == [(1, "The essay says so."), (2, "Second."), (3, "Third.")]


def test_citation_is_put_first_by_its_number(client):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), citations__0__position=2)

    client.post(change_url(entry), another(data, "citations", **row(claim_en="First.", position=1)))

    assert numbers(entry) == [(1, "First."), (2, "The essay says so.")]


def test_same_number_twice_is_refused(client):
    entry = make_organisation()
    data = another(sent_from(client.get(change_url(entry))), "citations", **row(position=1))

    response = client.post(change_url(entry), data)

    assert errors(response) == ["Two pieces of evidence have the number 1. Give each its own."]


def test_numbers_close_up_when_a_citation_is_deleted(client):
    entry = make_organisation()
    make_citation(entry, claim_en="Kept.")
    make_citation(entry, claim_en="Also kept.")

    client.post(change_url(entry), sent_from(client.get(change_url(entry)), citations__0__DELETE="on"))

    assert numbers(entry) == [(1, "Kept."), (2, "Also kept.")]


def test_section_that_the_source_does_not_have_is_refused_and_kept(client):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), citations__0__section="Nowhere")

    response = client.post(change_url(entry), data)

    assert errors(response) == ["The source has no such section. Its sections are listed on its page."]
    assert 'value="Nowhere"' in response.content.decode()


def test_claim_in_one_language_is_refused(client):
    entry = make_organisation()

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), citations__0__claim_es=""))

    assert errors(response) == ["Write the claim in English and in Spanish."]


def test_citation_is_not_deleted_from_under_a_connection(client):
    entry = make_organisation()
    make_connection(entry, "uses", make_tactic())
    make_citation(entry)

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), citations__0__DELETE="on"))

    assert errors(response) == [
        "This rests on the evidence you are deleting. Name other evidence, or delete the connection too."
    ]
    assert Citation.objects.filter(entry=entry).count() == 2


def test_citation_is_deleted_together_with_its_connection(client):
    entry = make_organisation()
    make_connection(entry, "uses", make_tactic())
    make_citation(entry, claim_en="Kept.")
    data = sent_from(client.get(change_url(entry)), citations__0__DELETE="on", connections__0__DELETE="on")

    response = client.post(change_url(entry), data)

    assert response.status_code == 302
    assert not Connection.objects.exists()
    assert numbers(entry) == [(1, "Kept.")]


def test_citation_is_deleted_when_its_connection_moves_to_another(client):
    entry = make_organisation()
    connection = make_connection(entry, "uses", make_tactic())
    kept = make_citation(entry)
    data = sent_from(client.get(change_url(entry)), citations__0__DELETE="on", connections__0__evidence=2)

    response = client.post(change_url(entry), data)

    assert response.status_code == 302
    connection.refresh_from_db()
    assert connection.citation == kept
    assert numbers(entry) == [(1, "The essay says so.")]


def test_citation_cannot_be_deleted_on_a_page_of_its_own(client):
    citation = make_organisation().citations.get()

    response = client.post(reverse("admin:catalogue_citation_delete", args=[citation.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert Citation.objects.exists()


def test_evidence_of_what_was_done_cannot_become_advice(client):
    entry = make_organisation()
    connection = make_connection(entry, "uses", make_tactic())
    alone = reverse("admin:catalogue_citation_change", args=[connection.citation_id])

    with_entry = client.post(
        change_url(entry), sent_from(client.get(change_url(entry)), citations__0__standing="recommends")
    )
    on_its_own = client.post(alone, sent_from(client.get(alone), standing="recommends"))

    assert errors(with_entry) == ["The evidence is advice. It does not show that this was done."]
    assert errors(on_its_own) == [
        "Connections of this entry rest on it and say that something was done. Advice cannot show that."
    ]
    assert entry.citations.get().standing == "reports"


def test_evidence_becomes_advice_when_its_connection_goes(client):
    entry = make_organisation()
    make_connection(entry, "uses", make_tactic())
    page = client.get(change_url(entry))

    client.post(change_url(entry), sent_from(page, citations__0__standing="recommends", connections__0__DELETE="on"))

    assert (entry.citations.get().standing, entry.connections.count()) == ("recommends", 0)


def test_history_of_a_citation_says_who_changed_it(client, editor):
    entry = make_organisation()
    client.post(change_url(entry), sent_from(client.get(change_url(entry)), citations__0__claim_en="Mended."))
    citation = entry.citations.get()

    page = client.get(reverse("admin:catalogue_citation_history", args=[citation.pk])).content.decode()

    assert citation.history.latest().history_user == editor
    assert "Mended." in page


def test_stale_form_keeps_what_was_typed_when_a_citation_is_gone(client):
    entry = make_organisation()
    make_citation(entry)
    typed = {"citations__0__claim_en": "First, mended.", "citations__1__claim_en": "Second, mended."}
    data = sent_from(client.get(change_url(entry)), **typed)
    client.post(change_url(entry), sent_from(client.get(change_url(entry)), citations__0__DELETE="on"))

    response = client.post(change_url(entry), data)

    claims = re.findall(r'name="citations-(\d)-claim_en"[^>]*>\s*([^<]*)</textarea>', response.content.decode())
    assert errors(response)[0].startswith("Somebody else saved this")
    assert claims == [("0", "Second, mended."), ("1", "First, mended.")]  # what is stored first, as Django wants it
