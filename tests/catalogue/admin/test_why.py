from catalogue.models import Citation, Connection
from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, another, change_url, errors, sent_from
from tests.factories import make_citation, make_connection, make_organisation, make_place, make_source

WHY = "Their own letter says so."
CLAIM = {"standing": "reports", "section": "", "paragraph": 1, "position": "", "claim_en": "So.", "claim_es": "Así."}


def last_reason(model) -> str:
    return model.history.order_by("history_id").last().history_change_reason


def test_reason_is_noted_with_every_row_that_the_save_writes(client):
    entry = make_organisation()
    make_citation(entry)
    make_connection(entry, "supports", make_organisation())
    data = sent_from(
        client.get(change_url(entry)), why=f"  {WHY} ", citations__0__DELETE="on", connections__0__evidence="2"
    )
    place = make_place()
    data = another({**data, "places": [place.pk]}, "citations", **CLAIM, source=make_source().pk)

    response = client.post(change_url(entry), data)

    assert response.status_code == 302
    # The entry with its places; evidence that was deleted, that moved up and that is new; the connection that moved.
    for model, count in ((Organisation, 2), (Citation, 3), (Connection, 1)):
        rows = model.history.filter(history_change_reason=WHY)
        assert rows.count() >= count


def test_reason_is_asked_for_new_entries_too(client):
    data = sent_from(client.get(add_url(Organisation)), slug="new", sector="legal", name_en="New", why=WHY)

    client.post(add_url(Organisation), data)

    assert last_reason(Organisation) == WHY


def test_reason_is_optional(client):
    entry = make_organisation()

    client.post(change_url(entry), sent_from(client.get(change_url(entry)), name_en="New"))

    assert not last_reason(Organisation)


def test_reason_that_is_too_long_comes_back(client):
    entry = make_organisation()

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), why="x" * 501))

    assert errors(response) == ["Ensure this value has at most 500 characters (it has 501)."]
    assert response.context["adminform"].form["why"].value() == "x" * 501


def test_form_says_who_will_read_the_reason(client):
    page = client.get(change_url(make_organisation())).content.decode()

    assert "Why (shown in the public list of changes, without your name)" in page
