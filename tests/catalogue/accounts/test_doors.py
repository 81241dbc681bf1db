"""The password's door, which strangers can shut, and the passkey's, which they cannot."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts import ClosedAccountAdapter
from tests.catalogue.accounts.pages import (
    ADMIN,
    PASSWORD,
    SHUT,
    confirm_password,
    riddle,
    shut_the_door,
    sign_in,
    use_passkey,
)
from tests.factories import make_editor


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

    assert "elija “Entrar con una llave de acceso”." in page.content.decode()


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
