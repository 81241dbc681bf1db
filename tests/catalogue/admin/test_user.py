import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalogue.models import AuditEntry
from catalogue.roles import Role, role_of
from tests.factories import make_editor

LIST = "/admin/auth/user/"
ADD = "/admin/auth/user/add/"


@pytest.fixture
def editor(db):
    """Who is signed in: an administrator, and no superuser."""
    return make_editor("rosa", role=Role.ADMINISTRATOR)


@pytest.fixture
def ana(editor):
    return make_editor("ana", role=Role.EDITOR)


def address(account: User, page: str = "change") -> str:
    return f"/admin/auth/user/{account.pk}/{page}/"


def change(client, account: User, **values):
    """Send the form of an account with these values changed."""
    plain = {"username": account.username, "role": role_of(account) or "", "is_active": "on"}
    return client.post(address(account), {name: value for name, value in {**plain, **values}.items() if value})


def log(*actions: str) -> list[tuple]:
    entries = AuditEntry.objects.filter(action__in=actions).order_by("pk").select_related("by")
    return [(entry.action, entry.account, entry.details, entry.by and entry.by.username) for entry in entries]


def inputs(page) -> list[str]:
    """What the page asks for, in its order."""
    found = re.findall(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"', page.content.decode())
    return [name for name in found if not name.startswith(("csrf", "_"))]


def test_list_shows_names_roles_and_second_steps(client, ana):
    Authenticator.objects.create(user=ana, type=Authenticator.Type.TOTP, data={})

    page = client.get(LIST)

    rows = page.context["cl"].result_list
    shown = [(row.username, admin.site.get_model_admin(User).role(row), row.protected) for row in rows]
    assert shown == [("ana", "Editor", True), ("rosa", "Administrator", False)]
    assert "<h1>Accounts</h1>" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_any_number_of_accounts(client, editor, django_assert_num_queries, count):
    for number in range(count):
        make_editor(f"ana-{number}")

    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize(
    ("role", "names"), [("editor", ["ana"]), ("administrator", ["rosa"]), ("nonsense", ["ana", "rosa"])]
)
def test_list_is_filtered_by_role(client, ana, role, names):
    page = client.get(LIST, {"role": role})

    assert [row.username for row in page.context["cl"].result_list] == names


def test_form_asks_for_name_role_and_password_and_nothing_more(client, ana):
    assert inputs(client.get(ADD)) == ["username", "role", "new_password"]
    assert inputs(client.get(address(ana))) == ["username", "role", "is_active"]


def test_account_is_added_with_a_password(client, editor):
    response = client.post(ADD, {"username": "luz", "role": Role.EDITOR, "new_password": "purple jacaranda street"})

    luz = User.objects.get(username="luz")
    assert response.url == LIST
    assert luz.check_password("purple jacaranda street")
    assert (luz.is_staff, luz.is_active, luz.is_superuser) == (True, True, False)
    assert (luz.email, luz.first_name, luz.last_name) == ("", "", "")
    assert role_of(luz) == Role.EDITOR
    assert log("account-made", "roles-changed")[-2:] == [
        ("account-made", "luz", "", "rosa"),
        ("roles-changed", "luz", "– → Editors", "rosa"),
    ]


def test_made_up_password_is_shown_once_and_not_stored_by_the_browser(client, editor):
    page = client.post(ADD, {"username": "luz", "role": Role.CONTRIBUTOR})

    password = re.search(r"<code>((?:[a-z]{6}-){3}[a-z]{6})</code>", page.content.decode())[1]
    assert User.objects.get(username="luz").check_password(password)
    assert "no-store" in page["Cache-Control"]
    assert "messages" not in page.cookies
    assert password not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"username": "ANA"}, "username", "There is an account with this name. Choose another one."),
        (
            {"new_password": "short"},
            "new_password",
            "This password is too short. It must contain at least 12 characters.",
        ),
        ({"new_password": "luz-luz-luz-"}, "new_password", "The password is too similar to the username."),
        ({"role": "Emperors"}, "role", "Select a valid choice. Emperors is not one of the available choices."),
        ({"role": ""}, "role", "This field is required."),
    ],
    ids=["taken in capitals", "weak", "like the name", "no role of ours", "no role"],
)
def test_account_is_refused_with_a_sentence(client, ana, values, field, sentence):
    page = client.post(ADD, {"username": "luz-luz", "role": Role.EDITOR, **values})

    assert page.context["adminform"].form.errors == {field: [sentence]}
    assert User.objects.count() == 2


def test_role_is_changed_and_written_down(client, ana):
    change(client, ana, role=Role.PUBLISHER)

    assert role_of(User.objects.get(pk=ana.pk)) == Role.PUBLISHER
    assert log("roles-changed")[-1] == ("roles-changed", "ana", "Editors → Publishers", "rosa")


def test_what_the_form_does_not_ask_cannot_be_sent(client, ana):
    sent = {"is_superuser": "on", "is_staff": "", "email": "ana@example.org", "first_name": "Ana", "password": "x"}
    groups = {"groups": Group.objects.get(name="Administrators").pk, "user_permissions": "1"}

    change(client, ana, **sent, **groups)

    now = User.objects.get(pk=ana.pk)
    assert (now.is_superuser, now.is_staff, now.email, now.first_name) == (False, True, "", "")
    assert (now.password, role_of(now), now.user_permissions.count()) == (ana.password, Role.EDITOR, 0)


def test_account_without_a_role_is_not_given_one_by_accident(client, ana):
    ana.groups.clear()

    page = change(client, ana)

    assert page.context["adminform"].form.errors == {"role": ["This field is required."]}


def test_administrator_keeps_their_own_role_and_stays_switched_on(client, editor):
    client.post(address(editor), {"username": "rosita", "role": Role.CONTRIBUTOR})

    now = User.objects.get(pk=editor.pk)
    assert (now.username, role_of(now), now.is_active) == ("rosita", Role.ADMINISTRATOR, True)


def test_administrator_cannot_delete_themselves(client, editor):
    assert client.get(address(editor, "delete")).status_code == 403
    assert client.post(address(editor, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=editor.pk).exists()


@pytest.mark.parametrize("page", ["change", "delete", "password", "sign-out", "second-step"])
def test_superuser_is_out_of_an_administrators_reach(client, editor, page):
    boss = User.objects.create_superuser("boss", password="correct horse battery")
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={})

    response = client.post(address(boss, page), {"username": "boss", "post": "yes", "role": Role.CONTRIBUTOR})

    now = User.objects.get(pk=boss.pk)
    assert response.status_code == 403
    assert (now.is_superuser, now.is_active, now.password) == (True, True, boss.password)
    assert now.authenticator_set.count() == 1


def test_superuser_is_shown_as_such(client, editor):
    boss = User.objects.create_superuser("boss", password="correct horse battery")

    page = client.get(address(boss))

    assert "superuser: may do everything" in page.content.decode()
    assert inputs(page) == []


def test_superuser_changes_a_superuser(client, editor):
    boss, other = (User.objects.create_superuser(name, password="correct horse battery") for name in ("boss", "other"))
    client.force_login(boss)

    client.post(address(other), {"username": "other"})

    assert not User.objects.get(pk=other.pk).is_active
    assert User.objects.get(pk=other.pk).is_superuser


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.PUBLISHER])
def test_other_roles_see_no_accounts(client, ana, role):
    client.force_login(make_editor("beto", role=role))

    pages = [LIST, ADD, *(address(ana, page) for page in ("change", "delete", "password", "sign-out", "second-step"))]

    assert [client.get(page).status_code for page in pages] == [403] * len(pages)
    assert [client.post(page, {"post": "yes"}).status_code for page in pages] == [403] * len(pages)
    assert User.objects.filter(pk=ana.pk, is_active=True).exists()


def test_account_that_is_switched_off_is_out_at_once(client, ana):
    browser = Client()
    browser.force_login(ana)

    change(client, ana, is_active="")

    assert browser.get("/admin/").status_code == 302
    assert log("account-changed") == [("account-changed", "ana", "switched-off", "rosa")]


def test_account_is_deleted_after_a_word_about_a_better_way(client, ana):
    browser = Client()
    browser.force_login(ana)

    page = client.get(address(ana, "delete")).content.decode()
    client.post(address(ana, "delete"), {"post": "yes"})

    assert "Better take away its tick “May sign in”." in page
    assert not User.objects.filter(pk=ana.pk).exists()
    assert browser.get("/admin/").status_code == 302
    assert log("account-deleted") == [("account-deleted", "ana", "", "rosa")]


def test_accounts_are_not_deleted_in_heaps(client, ana):
    client.post(LIST, {"action": "delete_selected", "_selected_action": [ana.pk], "post": "yes"})

    assert User.objects.filter(pk=ana.pk).exists()


def test_account_is_signed_out_everywhere_after_a_question(client, ana):
    browser = Client()
    browser.force_login(ana)

    asked = client.get(address(ana, "sign-out"))
    before = browser.get("/admin/").status_code
    client.post(address(ana, "sign-out"))

    assert "Sign out “ana” everywhere?" in asked.content.decode()
    assert (before, browser.get("/admin/").status_code) == (200, 302)
    assert log("signed-out") == [("signed-out", "ana", "everywhere", "rosa")]


def test_signing_oneself_out_everywhere_leaves_this_browser(client, editor):
    elsewhere = Client()
    elsewhere.force_login(editor)

    client.post(address(editor, "sign-out"))

    assert (client.get("/admin/").status_code, elsewhere.get("/admin/").status_code) == (200, 302)


def test_second_step_is_taken_away_after_a_question(client, ana):
    for kind in Authenticator.Type.values:
        Authenticator.objects.create(user=ana, type=kind, data={"name": "x"})
    browser = Client()
    browser.force_login(ana)

    asked = client.get(address(ana, "second-step"))
    before = ana.authenticator_set.count()
    client.post(address(ana, "second-step"))

    assert "Take away the second step of “ana”?" in asked.content.decode()
    assert (before, ana.authenticator_set.count()) == (3, 0)
    assert browser.get("/admin/").status_code == 302
    assert {(account, by) for _action, account, _details, by in log("second-step-removed")} == {("ana", "rosa")}


def test_ones_own_second_step_is_changed_where_the_password_is_asked_for(client, editor):
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={})

    response = client.post(address(editor, "second-step"))

    assert response.url == reverse("mfa_index")
    assert editor.authenticator_set.count() == 1


def test_tools_of_an_account_are_those_that_make_sense(client, editor, ana):
    Authenticator.objects.create(user=ana, type=Authenticator.Type.TOTP, data={})

    tools = {account: client.get(address(account)).context["account_tools"] for account in (ana, editor)}

    assert [words for _address, words in tools[ana]] == [
        "New password",
        "Sign out everywhere",
        "Take away the second step",
    ]
    assert [words for _address, words in tools[editor]] == ["New password", "Sign out everywhere"]


def test_typed_password_is_given(client, ana):
    response = client.post(address(ana, "password"), {"new_password": "purple jacaranda street"})

    assert response.url == address(ana)
    assert User.objects.get(pk=ana.pk).check_password("purple jacaranda street")
    assert log("password-changed") == [("password-changed", "ana", "", "rosa")]


def test_made_up_password_is_given_and_shown_once(client, ana):
    page = client.post(address(ana, "password"), {"new_password": ""})

    password = re.search(r"<code>((?:[a-z]{6}-){3}[a-z]{6})</code>", page.content.decode())[1]
    assert User.objects.get(pk=ana.pk).check_password(password)


def test_weak_password_is_refused(client, ana):
    page = client.post(address(ana, "password"), {"new_password": "short"})

    assert "This password is too short. It must contain at least 12 characters." in page.content.decode()
    assert User.objects.get(pk=ana.pk).password == ana.password


def test_new_password_signs_the_account_out(client, ana):
    browser = Client()
    browser.force_login(ana)

    client.post(address(ana, "password"), {"new_password": "purple jacaranda street"})

    assert browser.get("/admin/").status_code == 302


def test_ones_own_password_is_changed_where_the_old_one_is_asked_for(client, editor):
    assert client.get(address(editor, "password")).url == reverse("account_change_password")


def test_history_of_an_account_is_the_audit_log(client, ana):
    response = client.get(address(ana, "history"), follow=True)

    assert {entry.account for entry in response.context["cl"].result_list} == {"ana"}


@pytest.mark.parametrize("page", ["change", "password", "sign-out", "second-step", "history"])
@pytest.mark.parametrize("number", ["999", "99999999999999999999", "x"])
def test_account_that_is_not_there_is_not_found(client, editor, page, number):
    response = client.get(f"/admin/auth/user/{number}/{page}/")

    assert response.status_code == (302 if page == "change" else 404)


def test_groups_addresses_and_secrets_are_not_in_the_admin():
    assert [model for model in (Group, EmailAddress, Authenticator, Session) if admin.site.is_registered(model)] == []
