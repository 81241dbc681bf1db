import io
import re
import sys

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from catalogue.accounts import editors_group
from tests.factories import make_editor

PASSWORD = "correct horse battery"  # of make_editor
ADMIN = "/admin/"


@pytest.fixture
def second_factor_required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def sign_in(client, username="ana", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def confirm_password(client):
    """Before a second factor is changed, the password is asked for once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_stranger_is_led_from_the_admin_to_signing_in(client, db):
    response = client.get(ADMIN, follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    assert response.templates[0].name == "account/login.html"


def test_password_is_enough_on_this_machine(client, db):
    make_editor()

    response = sign_in(client, next=ADMIN)

    assert response.url == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_wrong_password_is_refused(client, db):
    make_editor()

    sign_in(client, password="wrong")

    assert client.get(ADMIN).status_code == 302


def test_account_that_is_no_editors_sees_no_admin(client, db):
    client.force_login(User.objects.create_user("reader"))

    response = client.get(ADMIN, follow=True)

    assert response.status_code == 403


def test_withdrawn_account_cannot_sign_in(client, db):
    make_editor(is_active=False)

    response = sign_in(client)

    assert response.url == reverse("account_inactive")
    assert client.get(ADMIN).status_code == 302


def test_admins_own_sign_in_does_not_take_passwords(client, db):
    make_editor("ana")
    make_editor("beto")
    client.force_login(User.objects.get(username="ana"))

    client.post(reverse("admin:login"), {"username": "beto", "password": PASSWORD})

    assert client.get(ADMIN).wsgi_request.user.username == "ana"


def test_editor_without_second_factor_is_led_to_set_one_up(client, db, second_factor_required):
    make_editor()
    sign_in(client)

    response = client.get(reverse("admin:catalogue_place_changelist"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("mfa_index")
    assert "Before you edit, set up a second step for signing in: an app or a passkey." in response.content.decode()


@pytest.mark.parametrize(
    "name", ["index", "jsi18n", "autocomplete", "password_change", "organisations_organisation_add"]
)
def test_no_page_of_the_admin_opens_without_second_factor(client, db, second_factor_required, name):
    client.force_login(make_editor())

    response = client.get(reverse(f"admin:{name}"))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_app_or_passkey_is_a_second_factor(client, db, second_factor_required, kind):
    editor = make_editor()
    Authenticator.objects.create(user=editor, type=kind, data={})
    client.force_login(editor)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": kind, "at": 0}]
    session["account_authentication_methods_user"] = str(editor.pk)
    session.save()

    assert client.get(ADMIN).status_code == 200


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_session_of_a_password_alone_does_not_profit_from_a_factor_set_up_elsewhere(
    client, db, second_factor_required, kind
):
    editor = make_editor()
    sign_in(client)
    Authenticator.objects.create(user=editor, type=kind, data={})

    response = client.get(ADMIN, follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/"
    assert "Sign in once more, with your second step." in response.content.decode()
    assert not response.wsgi_request.user.is_authenticated


def test_recovery_codes_alone_are_no_second_factor(client, db, second_factor_required):
    editor = make_editor()
    Authenticator.objects.create(user=editor, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(editor)

    assert client.get(ADMIN).status_code == 302


def test_editor_sets_up_an_app_and_gets_in(client, db, second_factor_required, monkeypatch):
    # Tests live in a transaction that never ends; outside of one this happens before the answer is given.
    monkeypatch.setattr(transaction, "on_commit", lambda function, **_more: function())
    make_editor()
    sign_in(client)
    confirm_password(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": totp.format_hotp_value(_code_now(secret))})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert "<svg" in page.content.decode()
    assert "data:image" not in page.content.decode()
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(ADMIN).status_code == 200


def test_password_alone_does_not_sign_in_who_has_an_app(client, db):
    editor = make_editor()
    totp.TOTP.activate(editor, totp.generate_totp_secret())

    response = sign_in(client)

    assert response.url.startswith(reverse("mfa_authenticate"))
    assert client.get(ADMIN).status_code == 302


def test_code_of_the_app_completes_signing_in(client, db, second_factor_required):
    editor = make_editor()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(editor, secret)
    sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(_code_now(secret))})

    assert client.get(ADMIN).status_code == 200


def _code_now(secret: str) -> int:
    return totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))


@pytest.mark.parametrize("path", ["signup/", "password/reset/"])
def test_page_for_helping_oneself_says_who_makes_accounts(client, db, path):
    page = client.get(f"/accounts/{path}")

    assert "<h1>Accounts are made by an administrator</h1>" in page.content.decode()


def test_nobody_signs_up(client, db):
    data = {"username": "eve", "password1": "correct horse battery", "password2": "correct horse battery"}

    response = client.post("/accounts/signup/", data)

    assert response.status_code == 405
    assert not User.objects.exists()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "login/code/", "2fa/webauthn/signup/"])
def test_pages_that_make_no_sense_here_are_not_there(client, db, path):
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ],
)
def test_pages_of_the_account_open_and_hold_nothing_inline(client, db, name):
    make_editor()
    sign_in(client)
    confirm_password(client)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'href="/static/css/account.css"' in page.content.decode()
    assert not re.search(r'style=|onclick=|<script(?![^>]*(src=|type="application/json"))', page.content.decode())


def test_account_pages_are_in_the_language_of_the_browser(client, db):
    page = client.get(reverse("account_login"), headers={"accept-language": "es-MX,es;q=0.9"})

    assert '<html lang="es">' in page.content.decode()


def test_editors_may_do_anything_with_the_catalogue_and_nothing_with_accounts(db):
    group = editors_group()
    group.permissions.remove(Permission.objects.get(codename="delete_event"))

    again = editors_group()

    assert again == group
    allowed = {
        f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.select_related("content_type")
    }
    models = [
        "catalogue.citation catalogue.connection catalogue.entry catalogue.guide catalogue.guideentry",
        "catalogue.guidestep catalogue.place catalogue.proposal catalogue.slugredirect catalogue.source",
        "catalogue.term organisations.organisation tactics.actor tactics.event",
        "tactics.legaltool tactics.sanctuarypolicy tactics.tactic",
    ]
    names = [name.split(".") for name in " ".join(models).split()]
    assert allowed == {f"{app}.{do}_{model}" for app, model in names for do in ("add", "change", "delete", "view")}


def create_editor(*arguments, typed=None, monkeypatch=None) -> str:
    out = io.StringIO()
    if typed is not None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    call_command("create_editor", *arguments, stdout=out)
    return out.getvalue()


def test_create_editor_reads_the_password_from_standard_input(db, monkeypatch):
    said = create_editor("luz", "--password-stdin", typed="purple jacaranda street\n", monkeypatch=monkeypatch)

    luz = User.objects.get()
    assert luz.check_password("purple jacaranda street")
    assert (luz.is_staff, luz.is_active, luz.is_superuser, luz.email, luz.first_name) == (True, True, False, "", "")
    assert list(luz.groups.all()) == [Group.objects.get(name="Editors")]
    assert said == "The account “luz” is ready.\nSign in at http://localhost:8000/admin/ (after make run)\n"


def test_create_editor_makes_up_name_and_password_when_nobody_can_be_asked(db, monkeypatch):
    make_editor("editor")

    said = create_editor(typed="", monkeypatch=monkeypatch)

    password = re.search(r"Its password, shown this once: ((?:[a-z]{6}-){3}[a-z]{6})\n", said)[1]
    assert User.objects.get(username="editor-2").check_password(password)


def test_create_editor_makes_an_administrator(db, monkeypatch):
    create_editor("luz", "--administrator", typed="", monkeypatch=monkeypatch)

    assert User.objects.get().is_superuser


def test_create_editor_announces_the_second_factor(db, monkeypatch, second_factor_required):
    said = create_editor("luz", typed="", monkeypatch=monkeypatch)

    assert "The first time, the site asks for a second step: an app for codes, or a passkey." in said


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("ana", "purple jacaranda street\n", "There is an account “ana” already. Choose another name."),
        ("ANA", "purple jacaranda street\n", "There is an account “ANA” already. Choose another name."),
        (
            "l u z",
            "purple jacaranda street\n",
            "“l u z” cannot be a name: Enter a valid username. This value may contain only letters, numbers, and "
            "@/./+/-/_ characters.",
        ),
        (
            "luz",
            "short\n",
            "Choose another password: This password is too short. It must contain at least 12 characters.",
        ),
        ("luz", "", "There was no password on standard input."),
    ],
    ids=["taken", "taken in capitals", "no name", "weak", "no password"],
)
def test_create_editor_refuses_with_a_sentence(db, monkeypatch, name, typed, sentence):
    make_editor("ana")

    with pytest.raises(CommandError) as refusal:
        create_editor(name, "--password-stdin", typed=typed, monkeypatch=monkeypatch)

    assert str(refusal.value) == sentence
    assert User.objects.count() == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_create_editor_asks_whoever_is_there(db, monkeypatch):
    answers = iter(["purple jacaranda street", "purple jacaranda street"])
    monkeypatch.setattr("builtins.input", lambda question: "luz")
    monkeypatch.setattr("getpass.getpass", lambda question: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())

    create_editor()

    assert User.objects.get(username="luz").check_password("purple jacaranda street")


def test_create_editor_refuses_two_different_passwords(db, monkeypatch):
    answers = iter(["purple jacaranda street", "purple jacaranda stret"])
    monkeypatch.setattr("getpass.getpass", lambda question: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())

    with pytest.raises(CommandError, match="The two passwords are not the same"):
        create_editor("luz")
