import io
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from catalogue import audit
from catalogue.models import AuditEntry
from catalogue.roles import Role, give
from tests.factories import make_editor

PASSWORD = "correct horse battery"  # of make_editor


@pytest.fixture(autouse=True)
def nothing_counted():
    """No test inherits wrong passwords from the one before."""
    cache.clear()


def log(*actions: str) -> list[tuple]:
    """What was written since the accounts of a test were made: action, account, details, who. Oldest first."""
    entries = AuditEntry.objects.order_by("pk").select_related("by")
    if actions:
        entries = entries.filter(action__in=actions)
    return [(entry.action, entry.account, entry.details, entry.by and entry.by.username) for entry in entries]


@pytest.fixture
def ana(db):
    editor = make_editor("ana")
    AuditEntry.objects.all().delete()
    return editor


def sign_in(client, name="ana", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


def test_sign_in_is_written_with_its_way(client, ana):
    sign_in(client)

    assert log() == [("signed-in", "ana", "password", "ana")]


def test_sign_in_with_second_step_names_both(client, ana):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ana, secret)
    sign_in(client)
    code = totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))

    client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(code)})

    assert log("signed-in") == [("signed-in", "ana", "password; totp", "ana")]


def test_sign_out_is_written(client, ana):
    sign_in(client)

    client.post(reverse("account_logout"))

    assert log("signed-out") == [("signed-out", "ana", "", "ana")]


def test_wrong_password_of_an_account_is_written_under_its_own_spelling(client, ana):
    sign_in(client, "ANA", "wrong")

    assert log() == [("sign-in-failed", "ana", "", None)]


def test_right_password_of_an_account_that_is_switched_off_is_written(client, db):
    make_editor("ana", is_active=False)

    sign_in(client)

    assert log("sign-in-failed") == [("sign-in-failed", "ana", "inactive", None)]


@pytest.mark.parametrize("name", ["nobody", "my password by mistake", "' OR 1=1 --"])
def test_unknown_name_is_never_written(client, ana, name):
    sign_in(client, name, "wrong")

    assert log() == []


def test_wrong_code_after_the_right_password_is_written(client, ana):
    totp.TOTP.activate(ana, totp.generate_totp_secret())
    sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert log("sign-in-failed") == [("sign-in-failed", "ana", "wrong-code", None)]


def fail(times: int, name: str = "ana") -> None:
    """Wrong passwords from as many addresses, in as many processes."""
    for number in range(times):
        cache.clear()
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), name, "wrong")


def test_strangers_cannot_fill_the_log(ana):
    fail(audit.MOST_FAILURES + 5)

    written = log()
    assert len(written) == audit.MOST_FAILURES + 1
    assert written[-1] == ("sign-in-failed", "ana", "more", None)


def test_failures_of_another_account_are_still_written(ana):
    make_editor("beto")
    fail(audit.MOST_FAILURES + 5)

    fail(1, "beto")

    assert log("sign-in-failed")[-1] == ("sign-in-failed", "beto", "", None)


def test_an_hour_later_failures_are_written_again(ana):
    fail(audit.MOST_FAILURES + 5)
    AuditEntry.objects.update(at=timezone.now() - timedelta(minutes=61))

    fail(1)

    assert log()[-1] == ("sign-in-failed", "ana", "", None)


def test_old_failures_are_thrown_away_and_nothing_else_is(ana):
    fail(1)
    audit.note(AuditEntry.Action.SIGNED_IN, "ana", by=ana)
    AuditEntry.objects.update(at=timezone.now() - timedelta(days=91))

    fail(1)

    assert [action for action, *_rest in log()] == ["signed-in", "sign-in-failed"]


def test_nothing_is_written_of_where_from_or_with_what(client, ana):
    client.post(
        reverse("account_login"),
        {"login": "ana", "password": "wrong"},
        REMOTE_ADDR="203.0.113.7",
        headers={"user-agent": "Telltale/1.0"},
    )
    sign_in(client)

    kept = repr(list(AuditEntry.objects.values()))
    assert "203.0.113" not in kept
    assert "Telltale" not in kept


def test_new_account_its_role_and_its_password_are_written(db, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    call_command("create_editor", "luz", "--role", "editor", stdout=io.StringIO())

    assert log() == [
        ("account-made", "luz", "server", None),
        ("roles-changed", "luz", "– → Editors; server", None),
    ]


def test_other_role_is_written_with_the_one_before(ana):
    give(ana, Role.CONTRIBUTOR)

    assert log() == [("roles-changed", "ana", "Publishers → Contributors; server", None)]


def test_same_role_again_is_not_written(ana):
    give(ana, Role.PUBLISHER)

    assert log() == []


@pytest.mark.parametrize(
    ("changes", "details"),
    [
        ({"is_active": False}, "switched-off; server"),
        ({"is_superuser": True}, "superuser; server"),
        ({"is_staff": False}, "no-staff; server"),
        ({"username": "bea"}, "ana → bea; server"),
        ({"username": "bea", "is_active": False}, "ana → bea; switched-off; server"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_change_of_an_account_is_written_under_its_old_name(ana, changes, details):
    for column, value in changes.items():
        setattr(ana, column, value)

    ana.save()

    assert log() == [("account-changed", "ana", details, None)]


def test_change_that_says_nothing_about_permissions_is_not_written(ana):
    ana.first_name = "Ana"

    ana.save()

    assert log() == []


def test_changing_ones_password_is_written(client, ana):
    sign_in(client)
    new = "purple jacaranda street"

    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert log("password-changed") == [("password-changed", "ana", "", "ana")]


def test_password_that_is_only_hashed_anew_is_not_written(client, ana, settings):
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[::-1]
    before = ana.password

    sign_in(client)

    assert User.objects.get().password != before
    assert log("password-changed") == []


def test_second_steps_that_come_and_go_are_written(ana):
    app = totp.TOTP.activate(ana, totp.generate_totp_secret()).instance

    app.delete()

    assert log() == [
        ("second-step-added", "ana", "totp; server", None),
        ("second-step-removed", "ana", "totp; server", None),
    ]


def test_using_a_second_step_does_not_count_as_setting_one_up(ana):
    app = totp.TOTP.activate(ana, totp.generate_totp_secret()).instance
    AuditEntry.objects.all().delete()

    app.record_usage()

    assert log() == []


@pytest.mark.parametrize("all_at_once", [False, True])
def test_deleted_account_is_written_once_whatever_goes_with_it(ana, all_at_once):
    Authenticator.objects.create(user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    AuditEntry.objects.all().delete()

    (User.objects.all() if all_at_once else ana).delete()

    assert log() == [("account-deleted", "ana", "server", None)]


def test_name_of_who_did_it_goes_with_their_account(ana):
    audit.note(AuditEntry.Action.SIGNED_OUT, "beto", by=ana)

    ana.delete()

    assert log("signed-out") == [("signed-out", "beto", "", None)]


@pytest.mark.parametrize(
    ("details", "english", "spanish"),
    [
        ("", "", ""),
        ("password; totp", "password; app for codes", "contraseña; aplicación de códigos"),
        ("Editors → Publishers", "Editor → Publishing editor", "Edición → Publicación"),
        ("ana → bea; switched-off", "ana → bea; may no longer sign in", "ana → bea; ya no puede entrar"),
        ("12 changes of 3 entries", "12 changes of 3 entries", "12 changes of 3 entries"),
    ],
)
def test_details_read_in_both_languages(details, english, spanish):
    said = {}
    for language in ("en", "es"):
        with translation.override(language):
            said[language] = audit.readable(details)

    assert said == {"en": english, "es": spanish}


def test_long_details_are_cut(ana):
    audit.note(AuditEntry.Action.UNDONE, "ana", "x" * 600)

    assert len(AuditEntry.objects.get().details) == 500
