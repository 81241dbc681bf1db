import io
import re
import sys

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts import ClosedAccountAdapter, end_sessions
from catalogue.roles import Role, role_of
from tests.factories import make_editor

PASSWORD = "correct horse battery"  # of make_editor
ADMIN = "/admin/"
SHUT = "A passkey works right away: go to the sign-in page and choose “Sign in with a passkey”."


@pytest.fixture(autouse=True)
def nothing_counted():
    """No test inherits wrong passwords from the one before."""
    cache.clear()


@pytest.fixture
def second_factor_required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def sign_in(client, username="ana", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def confirm_password(client):
    """Before a second factor is changed, the password is asked for once more."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def passkey(monkeypatch):
    """Gives accounts a passkey that is always used well: ``passkey(editor)``, then ``use_passkey(client)``."""

    def give(editor: User) -> Authenticator:
        authenticator = Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
        monkeypatch.setattr(AuthenticateWebAuthnForm, "clean_credential", lambda form: authenticator)
        return authenticator

    return give


def use_passkey(client, **more):
    return client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}', **more})


def shut_the_door(name="ana"):
    """What a stranger can do: five wrong passwords."""
    stranger = Client()
    for _try in range(5):
        sign_in(stranger, name, password="wrong")


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


# The password's door, which strangers can shut, and the passkey's, which they cannot.


def test_five_wrong_passwords_shut_the_door_for_the_right_one_too(client, db):
    make_editor()
    shut_the_door()

    page = sign_in(client)

    assert SHUT in page.content.decode()
    assert client.get(ADMIN).status_code == 302


def test_shut_door_says_so_in_spanish(client, db):
    make_editor()
    shut_the_door()

    page = client.post(
        reverse("account_login"), {"login": "ana", "password": PASSWORD}, headers={"accept-language": "es"}
    )

    assert "elija «Entrar con una llave de acceso»." in page.content.decode()


def test_passkey_signs_in_while_the_door_is_shut(client, db, passkey, second_factor_required):
    passkey(make_editor())
    shut_the_door()

    response = use_passkey(client, next=ADMIN)

    assert response.url == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_passkey_signs_in_however_often_strangers_tried_from_the_same_address(client, db, passkey):
    passkey(make_editor())
    for _try in range(20):
        Client().post(reverse("mfa_login_webauthn"), {"credential": ""})

    assert use_passkey(client).url == ADMIN


def test_door_of_another_account_stays_open(client, db):
    make_editor("ana")
    make_editor("beto")
    shut_the_door("ana")

    assert sign_in(client, "beto").url == ADMIN


def test_spelling_a_name_differently_gives_no_further_tries(client, db):
    make_editor("ana")
    shut_the_door("ANA")

    assert SHUT in sign_in(client, "ana").content.decode()


def test_shut_door_does_not_tell_which_accounts_exist(client, db):
    make_editor("ana")
    shut_the_door("ana")
    shut_the_door("nobody")

    known, unknown = sign_in(client, "ana"), sign_in(client, "nobody")

    assert SHUT in known.content.decode()
    assert SHUT in unknown.content.decode()


def test_wrong_password_and_unknown_name_are_answered_alike(client, db):
    make_editor("ana")

    pages = [sign_in(client, name, password="wrong").content.decode() for name in ("ana", "nobody")]

    assert all("This name and this password do not go together. Please try again." in page for page in pages)


def test_strangers_cannot_keep_whoever_is_inside_from_confirming_the_password(client, db):
    make_editor()
    sign_in(client)
    shut_the_door()

    assert confirm_password(client).status_code == 302
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_counting_keeps_no_address_and_no_name(client, db, settings):
    make_editor()
    shut_the_door()
    Client(REMOTE_ADDR="203.0.113.7").post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

    kept = repr(cache._cache.keys())

    assert "login_failed" in kept
    assert not re.search(r"127\.0\.0\.1|203\.0\.113|ana|nobody", kept)
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


@pytest.mark.parametrize(
    ("other", "same"),
    [("2001:db8:0:1::2", True), ("2001:db8:0:2::1", False), ("203.0.113.7", False)],
    ids=["the same network", "another network", "another kind"],
)
def test_visitors_are_counted_by_network(rf, other, same):
    adapter = ClosedAccountAdapter()

    one, two = (adapter.get_client_ip(rf.get("/", REMOTE_ADDR=address)) for address in ("2001:db8:0:1::1", other))

    assert (one == two) is same
    assert re.fullmatch("[0-9a-f]{32}", one)


def riddle(client):
    return client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})


def test_riddle_for_a_passkey_waits_ten_minutes_and_not_longer(client, db):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now())

    answer = riddle(client)

    assert "challenge" in answer.json()["request_options"]["publicKey"]
    assert (Session.objects.get().expire_date - timezone.now()).total_seconds() <= 600


def test_riddles_are_not_handed_out_without_end(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "passkey": "2/m/ip"}

    answers = [riddle(Client()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "<h1>That was a lot at once</h1>" in answers[-1].content.decode()
    assert Session.objects.count() == 2


# Sessions.


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

    response = client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(_code_now(secret))})

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
    client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(_code_now(secret))})

    assert client.get(ADMIN).status_code == 302


def test_passwords_are_hashed_with_argon2(db, real_hashers):
    assert make_editor().password.startswith("argon2$argon2id$")


# Second steps.


def test_passkey_is_enough_by_itself_unless_told_otherwise(client, db):
    make_editor()
    sign_in(client)
    confirm_password(client)

    page = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert re.search(r'<input type="checkbox" name="passwordless"[^>]* checked>', page)
    assert 'value="Passkey 1"' in page


def test_recovery_codes_are_shown_downloaded_and_made_anew(client, db):
    editor = make_editor()
    Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    sign_in_fully(client, editor)
    confirm_password(client)

    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    file = client.get(reverse("mfa_download_recovery_codes")).content.decode()

    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    assert file.split() == codes


def sign_in_fully(client, editor):
    """As after a password and a second step."""
    client.force_login(editor)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "webauthn", "at": 0}]
    session["account_authentication_methods_user"] = str(editor.pk)
    session.save()


def test_recovery_code_stands_in_for_a_lost_phone_once(client, db, second_factor_required):
    editor = make_editor()
    totp.TOTP.activate(editor, totp.generate_totp_secret())
    code = RecoveryCodes.activate(editor).get_unused_codes()[0]
    sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code})
    sign_in(again := Client())
    again.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get(ADMIN).status_code == 200
    assert again.get(ADMIN).status_code == 302


# The command.


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
    assert role_of(luz) == Role.PUBLISHER
    assert said == "The account “luz” is ready.\nSign in at http://localhost:8000/admin/ (after make run)\n"


def test_create_editor_makes_up_name_and_password_when_nobody_can_be_asked(db, monkeypatch):
    make_editor("editor")

    said = create_editor(typed="", monkeypatch=monkeypatch)

    password = re.search(r"Its password, shown this once: ((?:[a-z]{6}-){3}[a-z]{6})\n", said)[1]
    assert User.objects.get(username="editor-2").check_password(password)


@pytest.mark.parametrize(
    ("arguments", "role"),
    [
        (["--role", "contributor"], Role.CONTRIBUTOR),
        (["--role", "editor"], Role.EDITOR),
        (["--role", "publisher"], Role.PUBLISHER),
        (["--role", "administrator"], Role.ADMINISTRATOR),
        (["--administrator"], Role.ADMINISTRATOR),
    ],
)
def test_create_editor_gives_the_role_and_no_more(db, monkeypatch, arguments, role):
    create_editor("luz", *arguments, typed="", monkeypatch=monkeypatch)

    assert role_of(User.objects.get()) == role
    assert not User.objects.get().is_superuser


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
