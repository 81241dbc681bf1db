import pytest
from django.contrib.auth.models import User

from catalogue import audit
from catalogue.models import AuditEntry
from catalogue.roles import Role, give
from tests.factories import make_editor

LOG = "/admin/catalogue/auditentry/"


@pytest.fixture
def editor(db):
    """Who is signed in: an administrator, and no superuser."""
    return make_editor("rosa", role=Role.ADMINISTRATOR)


def lines(page) -> list[tuple]:
    table = page.context["cl"].model_admin
    return [(entry.account, table.what(entry), table.who(entry)) for entry in page.context["cl"].result_list]


def test_log_says_who_did_what_to_whom_newest_first(client, editor):
    AuditEntry.objects.all().delete()
    audit.note(AuditEntry.Action.ROLES_CHANGED, "ana", "Editors → Publishers", by=editor)
    audit.note(AuditEntry.Action.SIGN_IN_FAILED, "ana")
    audit.note(AuditEntry.Action.SIGNED_IN, "rosa", "webauthn", by=editor)

    page = client.get(LOG)

    assert lines(page) == [
        ("rosa", "signed in: passkey", "themselves"),
        ("ana", "could not sign in", None),
        ("ana", "roles changed: Editor → Publishing editor", "rosa"),
    ]


def test_log_is_in_spanish_too(client, editor):
    give(make_editor("ana", role=Role.EDITOR), Role.PUBLISHER)

    page = client.get(LOG, headers={"accept-language": "es"}).content.decode()

    assert "<h1>Registro de cuentas</h1>" in page
    assert "con un comando en el servidor" in page


@pytest.mark.parametrize("count", [1, 3])
def test_log_takes_as_many_queries_for_any_number_of_lines(client, editor, django_assert_num_queries, count):
    for number in range(count):
        audit.note(AuditEntry.Action.SIGNED_OUT, f"ana-{number}", by=make_editor(f"ana-{number}"))

    with django_assert_num_queries(8):
        client.get(LOG)


@pytest.mark.parametrize(
    ("chosen", "accounts"),
    [({"account": "ana"}, {"ana"}), ({"action": "account-made"}, {"ana", "rosa"}), ({"q": "ros"}, {"rosa"})],
)
def test_log_is_filtered_and_searched(client, editor, chosen, accounts):
    make_editor("ana")

    page = client.get(LOG, chosen)

    assert {entry.account for entry in page.context["cl"].result_list} == accounts


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.PUBLISHER])
def test_other_roles_do_not_see_the_log(client, editor, role):
    client.force_login(make_editor("beto", role=role))

    assert client.get(LOG).status_code == 403


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_changes_the_log(client, editor, superuser):
    User.objects.update(is_superuser=superuser)
    entry = AuditEntry.objects.first()

    statuses = [
        client.post(f"{LOG}{page}", {"post": "yes", "account": "x"}).status_code
        for page in ("add/", f"{entry.pk}/change/", f"{entry.pk}/delete/")
    ]
    client.post(LOG, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})

    assert statuses == [403, 403, 403]
    assert AuditEntry.objects.get(pk=entry.pk).account == entry.account
