"""Coming in, with a second step where the site is public."""

import re

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from tests.catalogue.accounts.pages import ADMIN, PASSWORD, code_now, confirm_password, sign_in
from tests.factories import make_editor


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

    response = client.post(reverse("mfa_activate_totp"), {"code": totp.format_hotp_value(code_now(secret))})

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

    client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(code_now(secret))})

    assert client.get(ADMIN).status_code == 200


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
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
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
