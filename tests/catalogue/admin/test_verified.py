"""catalogue.admin.verified"""

import pytest

from catalogue.freshness import today
from catalogue.models import Entry
from catalogue.roles import Role
from tests.catalogue.admin.pages import list_url
from tests.factories import make_editor, make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def asked(client, *entries, **more):
    data = {"action": "verified_today", "_selected_action": [entry.pk for entry in entries], **more}
    return client.post(list_url(type(entries[0])), data, follow=True)


def versions(*entries) -> dict[str, int]:
    return {f"version-{entry.pk}": entry.version for entry in entries}


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_first_it_is_asked_how_they_were_checked(client):
    first, second = make_tactic(name_en="Vigils"), make_tactic(name_en="Marches")

    response = asked(client, first, second)

    html = response.content.decode()
    assert "Vigils" in html
    assert "Marches" in html
    assert f'name="version-{first.pk}" value="{first.version}"' in html
    for words in ("read again against the documents", "checked in public records", "asked the people concerned"):
        assert words in html
    assert not Entry.objects.exclude(verified_on=None).exists()


def test_all_that_were_chosen_are_noted_with_how_and_by_whom(client, editor):
    entries = [make_tactic(verified_on="2025-01-01", verified_how="asked"), make_tactic()]

    response = asked(client, *entries, how="documents", **versions(*entries))

    for entry in entries:
        entry.refresh_from_db()
        assert (entry.verified_on, entry.verified_how, entry.verified_by) == (today(), "documents", editor)
        assert entry.history.latest().history_user == editor
    assert told(response) == ["2 entries are noted as checked."]


@pytest.mark.parametrize("how", ["", "guessed"])
def test_without_saying_how_nothing_is_noted(client, how):
    entry = make_tactic()

    response = asked(client, entry, how=how, **versions(entry))

    entry.refresh_from_db()
    assert entry.verified_on is None
    assert response.context["form"].errors


def test_what_somebody_saved_meanwhile_is_not_noted(client):
    entry = make_tactic(name_en="Vigils")
    seen = versions(entry)
    entry.save()

    response = asked(client, entry, how="documents", **seen)

    entry.refresh_from_db()
    assert entry.verified_on is None
    assert told(response) == [
        "“Vigils” stays as it is: Somebody saved this entry after you looked at it, so it stays as it is."
    ]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_without_a_version_that_was_looked_at_nothing_is_noted(client, version):
    entry = make_tactic()

    asked(client, entry, how="documents", **{f"version-{entry.pk}": version})

    entry.refresh_from_db()
    assert entry.verified_on is None


def test_whose_change_would_be_a_proposal_cannot_note_checks(client):
    entry = make_organisation()
    client.force_login(make_editor("carla", role=Role.CONTRIBUTOR))

    response = asked(client, entry, how="documents", **versions(entry))

    entry.refresh_from_db()
    assert entry.verified_on is None
    assert response.status_code == 403
