"""How long somebody stays in."""

from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts import end_sessions
from tests.catalogue.accounts.pages import ADMIN, code_now, riddle, sign_in, use_passkey
from tests.factories import make_editor


def ends_with_the_browser(response) -> bool:
    cookie = response.cookies["sessionid"]
    return (cookie["max-age"], cookie["expires"]) == ("", "")


def test_session_of_a_password_ends_with_the_browser_and_on_the_same_day(client, db):
    make_editor()

    response = sign_in(client)

    assert ends_with_the_browser(response)
    assert (Session.objects.get().expire_date - timezone.now()).total_seconds() <= 12 * 60 * 60


def test_session_of_a_passkey_ends_with_the_browser_too(client, db, passkey):
    passkey(make_editor())
    riddle(client)

    response = use_passkey(client)

    assert ends_with_the_browser(response)


def test_session_of_an_app_ends_with_the_browser_too(client, db):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(make_editor(), secret)
    sign_in(client)

    response = client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(code_now(secret))})

    assert ends_with_the_browser(response)


def test_account_that_is_switched_off_is_out_at_once_and_stays_out(client, db):
    editor = make_editor()
    client.force_login(editor)

    editor.is_active = False
    editor.save()
    while_off = client.get(ADMIN).status_code
    editor.is_active = True
    editor.save()

    assert (while_off, client.get(ADMIN).status_code) == (302, 302)


def test_deleted_account_is_out_at_once(client, db):
    editor = make_editor()
    client.force_login(editor)

    editor.delete()

    assert client.get(ADMIN).status_code == 302
    assert not Session.objects.exists()


def test_sessions_of_one_account_end_and_those_of_others_go_on(db):
    ana, beto = make_editor("ana"), make_editor("beto")
    browsers = [Client() for _ in range(3)]
    for browser, editor in zip(browsers, [ana, ana, beto], strict=True):
        browser.force_login(editor)

    end_sessions(ana, but=browsers[1].session.session_key)

    assert [browser.get(ADMIN).status_code for browser in browsers] == [302, 200, 200]


def test_sign_in_that_waits_for_its_second_step_ends_too(client, db):
    editor = make_editor()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(editor, secret)
    sign_in(client)

    end_sessions(editor)
    client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(code_now(secret))})

    assert client.get(ADMIN).status_code == 302


def test_passwords_are_hashed_with_argon2(db, real_hashers):
    assert make_editor().password.startswith("argon2$argon2id$")
