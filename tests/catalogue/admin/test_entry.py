import re

import pytest
from django.urls import reverse

from catalogue.models import Connection, SlugRedirect
from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, another, change_url, chosen, errors, list_url, sent_from
from tests.factories import (
    MAKERS,
    make_citation,
    make_connection,
    make_event,
    make_organisation,
    make_place,
    make_policy,
    make_source,
    make_tactic,
)

NO_EVIDENCE = "A published entry needs at least one citation. Add the evidence, or keep it as a draft."
BOTH_LANGUAGES = "Before it is published, an entry needs its name and summary in English and in Spanish."
STALE = "Somebody else saved this after you opened it, so nothing was saved yet."
CLAIM = {
    "standing": "reports",
    "section": "",
    "paragraph": 1,
    "position": "",
    "claim_en": "It did.",
    "claim_es": "Lo hizo.",
}
NAMED = {
    "name_en": "Rapid response",
    "name_es": "Respuesta rápida",
    "summary_en": "They come.",
    "summary_es": "Vienen.",
    "slug": "rapid-response",
    "sector": "community",
}


@pytest.mark.parametrize("make", list(MAKERS.values()))
def test_entry_is_saved_unchanged_when_nothing_is_typed(client, make):
    entry = make(places=[make_place()])
    columns = [column.name for column in entry._meta.fields if column.name not in {"version", "updated"}]
    before = [getattr(entry, name) for name in columns]

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry))))

    assert response.status_code == 302
    entry.refresh_from_db()
    assert [getattr(entry, name) for name in columns] == before
    assert entry.places.count() == entry.citations.count() == 1
    assert entry.version == 2


@pytest.mark.parametrize("make", list(MAKERS.values()))
def test_new_entry_page_opens_for_every_type(client, make):
    model = type(make())

    response = client.get(add_url(model))

    assert response.status_code == 200
    assert "citations-0-source" in response.content.decode()


def test_new_entry_is_saved_with_evidence_and_connection_in_one_go(client):
    tactic, source = make_tactic(), make_source()
    data = sent_from(client.get(add_url(Organisation)), **NAMED, status="published")
    data |= {f"citations-0-{name}": value for name, value in {**CLAIM, "source": source.pk}.items()}
    data = another(data, "citations", **{**CLAIM, "source": source.pk, "paragraph": 2})
    data = another(data, "connections", kind="uses", object=tactic.pk, evidence=2, note_en="", note_es="")

    response = client.post(add_url(Organisation), data)

    assert response.status_code == 302
    organisation = Organisation.objects.get()
    connection = organisation.connections.get()
    assert (connection.kind, connection.object_id) == ("uses", tactic.pk)
    assert (connection.citation.paragraph, connection.citation.position) == (2, 2)
    assert [citation.position for citation in organisation.citations.all()] == [1, 2]


def test_published_entry_without_citation_is_refused_and_keeps_what_was_typed(client):
    data = sent_from(client.get(add_url(Organisation)), **NAMED, status="published")

    response = client.post(add_url(Organisation), data)

    assert errors(response) == [NO_EVIDENCE]
    assert response.context["adminform"].form["summary_es"].value() == "Vienen."
    assert not Organisation.objects.exists()


def test_deleting_the_last_citation_of_a_published_entry_is_refused(client):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), citations__0__DELETE="on")

    response = client.post(change_url(entry), data)

    assert errors(response) == [NO_EVIDENCE]
    assert entry.citations.count() == 1


def test_draft_may_have_gaps(client):
    data = sent_from(client.get(add_url(Organisation)), slug="later", sector="legal", status="draft")

    response = client.post(add_url(Organisation), data)

    assert response.status_code == 302
    assert Organisation.objects.get().slug == "later"


def test_published_entry_needs_both_languages(client):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), summary_es="")

    response = client.post(change_url(entry), data)

    assert errors(response) == [BOTH_LANGUAGES]


def test_address_that_another_entry_of_the_type_has_is_refused(client):
    make_organisation(slug="taken")
    make_tactic(slug="free")
    entry = make_organisation()

    refused = client.post(change_url(entry), sent_from(client.get(change_url(entry)), slug="taken"))
    accepted = client.post(change_url(entry), sent_from(client.get(change_url(entry)), slug="free"))

    assert errors(refused) == ["Another entry of this type has this address already."]
    assert accepted.status_code == 302
    assert SlugRedirect.objects.filter(entry=entry).count() == 1


def test_form_without_a_version_is_refused(client):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)))
    del data["seen_version"]

    response = client.post(change_url(entry), data)

    assert errors(response) == [STALE]


def test_aliases_are_written_one_a_line(client):
    entry = make_organisation(aliases=["CSO", "Centro"])
    page = client.get(change_url(entry))

    client.post(change_url(entry), sent_from(page, aliases="CSO\r\n\r\n  Unión   del Barrio \r\nCSO"))

    assert page.context["adminform"].form["aliases"].value() == "CSO\nCentro"
    assert Organisation.objects.get().aliases == ["CSO", "Unión del Barrio"]


def test_partial_date_that_is_not_understood_is_refused_with_the_forms_that_are(client):
    entry = make_organisation()

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), founded="June 2025"))

    assert errors(response) == [
        "“June 2025” is not a date we understand. Write 2025, 2025-06, 2025-06-08, 2025-06-early or 2025-summer."
    ]
    assert response.context["adminform"].form["founded"].value() == "June 2025"


def test_partial_date_is_shown_as_it_is_written(client):
    entry = make_event(starts="2025-06-early")

    page = client.get(change_url(entry))

    assert 'value="2025-06-early"' in page.content.decode()


def test_editor_is_noted_when_the_date_of_the_check_changes(client, editor):
    entry = make_organisation()
    client.post(change_url(entry), sent_from(client.get(change_url(entry)), name_en="Other"))
    untouched = Organisation.objects.get().verified_by

    client.post(change_url(entry), sent_from(client.get(change_url(entry)), verified_on="2025-07-01"))

    assert untouched is None
    assert Organisation.objects.get().verified_by == editor


def test_history_says_who_changed_what(client, editor):
    entry = make_organisation(places=[make_place()])
    client.post(change_url(entry), sent_from(client.get(change_url(entry)), name_en="New name"))

    page = client.get(reverse("admin:organisations_organisation_history", args=[entry.pk])).content.decode()

    assert Organisation.history.latest().history_user == editor
    assert "New name" in page
    assert "ana" in page
    assert "style=" not in page


def test_only_a_published_entry_links_to_its_page(client):
    published, draft = make_organisation(slug="seen"), make_organisation(status="draft")

    assert "/organisations/seen/" in client.get(change_url(published)).content.decode()
    assert "viewsitelink" not in client.get(change_url(draft)).content.decode()


def test_page_of_deleting_names_what_would_go_and_no_table_that_only_ties(client):
    entry = make_organisation(name_en="Sample Street Neighbours", places=[make_place()])

    page = client.get(reverse("admin:organisations_organisation_delete", args=[entry.pk])).content.decode()

    assert "Citation: <a" in page
    assert "relationship" not in page


def test_form_has_a_way_to_each_of_its_parts(client):
    entry = make_organisation()

    page = client.get(reverse("admin:organisations_organisation_change", args=[entry.pk])).content.decode()

    start = page.index('<nav class="form-parts"')
    ways = re.findall(r'href="#([^"]+)"', page[start : page.index("</nav>", start)])
    assert len(ways) == 7
    assert [way for way in ways if f'id="{way}"' not in page] == []


def test_entry_is_deleted_with_what_belongs_to_it(client):
    entry, other = make_organisation(), make_organisation()
    make_connection(entry, "supports", other)
    make_connection(other, "supports", entry)
    entry.slug = "moved"
    entry.save()

    response = client.post(reverse("admin:organisations_organisation_delete", args=[entry.pk]), {"post": "yes"})

    assert response.status_code == 302
    assert set(Organisation.objects.all()) == {other}
    assert not Connection.objects.exists()
    assert other.citations.count() == 1


@pytest.mark.parametrize("make", list(MAKERS.values()))
@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(client, django_assert_num_queries, make, count):
    place = make_place()
    facts = {make_organisation: {"based_in": place}, make_policy: {"jurisdiction": place}}.get(make, {})
    shown = {make(**facts, places=[place]) for _ in range(count)}
    client.get(list_url(type(next(iter(shown)))))

    # session, editor, two of permissions, two counts, the rows (a tactic's list also offers actors)
    with django_assert_num_queries(8 if make is make_tactic else 7):
        response = client.get(list_url(type(next(iter(shown)))))

    assert chosen(response) == shown


def test_list_is_sorted_by_evidence(client):
    one, none, two = make_organisation(), make_organisation(cited=False, status="draft"), make_organisation()
    make_citation(two)
    column = client.get(list_url(Organisation)).context["cl"].list_display.index("evidence")

    response = client.get(list_url(Organisation), {"o": f"-{column}"})

    assert list(response.context["cl"].result_list) == [two, one, none]


@pytest.mark.parametrize("words", ["Barrio", "barrio", "CSO", "Unión", "Vienen"])
def test_search_looks_at_names_aliases_and_summary(client, words):
    found = make_organisation(name_en="Union del Barrio", aliases=["Unión", "CSO"], summary_es="Vienen.")
    make_organisation()

    response = client.get(list_url(Organisation), {"q": words})

    assert chosen(response) == {found}


def test_chosen_entries_are_published_except_those_that_may_not_be(client):
    ready = make_organisation(name_en="Ready", status="draft")
    bare = make_organisation(name_en="Bare", status="draft", cited=False)
    english = make_organisation(name_en="English", status="draft", summary_es="")
    data = {"action": "publish", "_selected_action": [ready.pk, bare.pk, english.pk]}

    response = client.post(list_url(Organisation), data, follow=True)

    assert set(Organisation.objects.published()) == {ready}
    assert [str(message) for message in response.context["messages"]] == [
        f"“Bare” stays as it is: {NO_EVIDENCE}",
        f"“English” stays as it is: {BOTH_LANGUAGES}",
        "1 entry was changed.",
    ]


def test_chosen_entries_are_withdrawn_and_history_says_by_whom(client, editor):
    entry, other = make_organisation(based_in=make_place()), make_organisation()

    client.post(list_url(Organisation), {"action": "withdraw", "_selected_action": [entry.pk]})

    assert set(Organisation.objects.published()) == {other}
    last = entry.history.latest()
    assert (last.status, last.history_user, last.version) == ("withdrawn", editor, 2)
