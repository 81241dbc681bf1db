import pytest
from django.urls import reverse

from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, change_url, list_url, sent_from
from tests.factories import make_editor, make_organisation, make_place


@pytest.fixture
def client(client, db):
    client.force_login(make_editor())
    return client


def test_facts_of_an_organisation_are_saved(client):
    place, entry = make_place(), make_organisation()
    facts = {
        "sector": "union",
        "reach": "county",
        "based_in": place.pk,
        "founded": "1947",
        "website": "https://example.org/",
    }

    client.post(change_url(entry), sent_from(client.get(change_url(entry)), **facts))

    entry.refresh_from_db()
    assert (entry.sector, entry.reach, entry.based_in, str(entry.founded), entry.website) == (
        "union",
        "county",
        place,
        "1947",
        "https://example.org/",
    )


def test_list_shows_sector_and_reach(client):
    make_organisation(sector="worker-centre", reach="county")

    page = client.get(list_url(Organisation)).content.decode()

    assert '<td class="field-sector">worker centre</td><td class="field-reach">county</td>' in page


def test_editor_without_permission_sees_no_organisations(client):
    entry = make_organisation()
    editor = make_editor("beto")
    editor.groups.clear()
    client.force_login(editor)

    answers = [
        client.get(url).status_code for url in (list_url(Organisation), add_url(Organisation), change_url(entry))
    ]

    assert answers == [403, 403, 403]


def test_who_may_only_look_sees_the_entry_and_cannot_save(client):
    entry = make_organisation()
    editor = make_editor("beto")
    view = editor.groups.get().permissions.filter(codename__startswith="view_")
    editor.user_permissions.set(view)
    editor.groups.clear()
    client.force_login(editor)

    page = client.get(change_url(entry))
    answer = client.post(change_url(entry), {})

    assert "Summary of" in page.content.decode()
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["add", "changelist"])
def test_strangers_are_led_to_signing_in(client, name):
    client.logout()

    response = client.get(reverse(f"admin:organisations_organisation_{name}"))

    assert response.url.startswith("/admin/login/?next=/admin/organisations/organisation/")
