"""catalogue.admin.status: where each role may leave an entry, through its form and through actions."""

import re

import pytest

from catalogue.admin.status import NOT_YOURS
from catalogue.models import Status
from catalogue.roles import Role
from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, change_url, errors, list_url, sent_from
from tests.catalogue.begun import begun_by
from tests.factories import make_editor, make_organisation

NEW = {"name_en": "Rapid response", "slug": "rapid-response", "sector": "community"}
BEGINNING = ["draft", "in-review"]


@pytest.fixture
def sign_in(client):
    """Signs somebody of a role in; who that is."""

    def as_role(role):
        user = make_editor(f"one-of-{role.value.lower()}", role=role)
        client.force_login(user)
        return user

    return as_role


def offered(page) -> list[str]:
    return [value for value, _label in page.context["adminform"].form.fields["status"].choices]


@pytest.mark.parametrize(
    ("role", "status", "choices"),
    [
        (Role.EDITOR, "draft", BEGINNING),
        (Role.EDITOR, "published", ["published"]),
        (Role.EDITOR, "withdrawn", [*BEGINNING, "withdrawn"]),
        (Role.CONTRIBUTOR, "draft", ["draft"]),
        (Role.CONTRIBUTOR, "published", ["published"]),
        (Role.PUBLISHER, "draft", list(Status.values)),
    ],
)
def test_form_offers_the_statuses_of_the_role(client, sign_in, role, status, choices):
    sign_in(role)
    entry = make_organisation(status=status)

    assert offered(client.get(change_url(entry))) == choices


def test_contributor_is_offered_both_beginnings_of_an_entry_of_their_own(client, sign_in):
    entry = begun_by(sign_in(Role.CONTRIBUTOR), make_organisation(status="draft"))

    assert offered(client.get(change_url(entry))) == BEGINNING


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
@pytest.mark.parametrize("forged", ["published", "withdrawn", "nonsense"])
def test_forged_status_of_a_new_entry_is_refused_with_a_sentence(client, sign_in, role, forged):
    sign_in(role)

    response = client.post(add_url(Organisation), sent_from(client.get(add_url(Organisation)), **NEW, status=forged))

    assert errors(response) == [str(NOT_YOURS)]
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
@pytest.mark.parametrize(
    ("stands", "forged"), [("draft", "published"), ("published", "draft"), ("published", "withdrawn")]
)
def test_forged_status_of_an_entry_is_refused_with_a_sentence(client, sign_in, role, stands, forged):
    entry = begun_by(sign_in(role), make_organisation(status=stands))

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), status=forged))

    assert errors(response) == [str(NOT_YOURS)]
    assert Organisation.objects.get().status == stands


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_new_entry_goes_into_review(client, sign_in, role):
    sign_in(role)

    client.post(add_url(Organisation), sent_from(client.get(add_url(Organisation)), **NEW, status="in-review"))

    assert Organisation.objects.get().status == "in-review"


def test_editor_changes_what_is_published_and_it_stays_published(client, sign_in):
    sign_in(Role.EDITOR)
    entry = make_organisation()

    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), summary_en="Better."))

    assert response.status_code == 302
    assert (Organisation.objects.get().summary_en, Organisation.objects.get().status) == ("Better.", "published")


def test_editor_does_not_bring_a_withdrawn_entry_back_by_undoing(client, sign_in):
    sign_in(Role.EDITOR)
    entry = make_organisation(status="published")
    entry.status = "withdrawn"
    entry.save()

    client.post(change_url(entry).replace("change/", "undo/2/"), {})

    assert Organisation.objects.get().status == "withdrawn"


def test_entry_published_meanwhile_is_no_draft_any_more(client, sign_in):
    entry = begun_by(sign_in(Role.CONTRIBUTOR), make_organisation(status="draft"))
    data = sent_from(client.get(change_url(entry)), name_en="Mine", status="in-review")
    entry.status = "published"
    entry.save()

    client.post(change_url(entry), {**data, "seen_version": "99"})

    now = Organisation.objects.get()
    assert (now.status, now.name_en) == ("published", entry.name_en)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
@pytest.mark.parametrize("action", ["publish", "withdraw", "delete_selected"])
def test_actions_that_only_publishers_have_are_refused(client, sign_in, role, action):
    sign_in(role)
    entry = make_organisation(status="draft")
    data = {"action": action, "_selected_action": [entry.pk], "post": "yes"}

    response = client.post(list_url(Organisation), data)

    assert response.status_code == 403
    assert "Your role does not allow this for several at once." in response.content.decode()
    assert Organisation.objects.get().status == "draft"


@pytest.mark.parametrize(("role", "code"), [(Role.CONTRIBUTOR, 403), (Role.EDITOR, 403), (Role.PUBLISHER, 302)])
def test_only_publishers_delete(client, sign_in, role, code):
    entry = begun_by(sign_in(role), make_organisation(status="draft"))
    address = change_url(entry).replace("/change/", "/delete/")

    response = client.post(address, {"post": "yes"})

    assert response.status_code == code
    assert Organisation.objects.exists() is (code == 403)


def test_publisher_is_asked_before_an_entry_is_deleted(client):
    entry = make_organisation()

    page = client.get(change_url(entry).replace("/change/", "/delete/"))

    assert 'name="post" value="yes"' in page.content.decode()
    assert Organisation.objects.exists()


def test_what_somebody_saved_since_the_list_was_shown_is_not_published(client, sign_in):
    sign_in(Role.PUBLISHER)
    entry = make_organisation(status="draft")
    page = client.get(list_url(Organisation)).content.decode()
    [seen] = re.findall(rf'name="version-{entry.pk}" value="([0-9]+)"', page)
    entry.save()

    data = {"action": "publish", "_selected_action": [entry.pk], f"version-{entry.pk}": seen}
    response = client.post(list_url(Organisation), data, follow=True)

    assert "somebody saved it after you opened this list" in response.content.decode()
    assert Organisation.objects.get().status == "draft"
