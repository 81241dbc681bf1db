"""How people come in: by password, code and passkey."""

from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

PASSWORD = "correct horse battery"  # of make_editor
ADMIN = "/admin/"
SHUT = "A passkey works right away: go to the sign-in page and choose “Sign in with a passkey”."


def sign_in(client, username="ana", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def confirm_password(client):
    """Before a second factor is changed, the password is asked for once more."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def riddle(client):
    """What a passkey has to solve."""
    return client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})


def use_passkey(client, **more):
    return client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}', **more})


def shut_the_door(name="ana"):
    """What a stranger can do: five wrong passwords."""
    stranger = Client()
    for _try in range(5):
        sign_in(stranger, name, password="wrong")


def code_now(secret: str) -> int:
    """What an app for codes would show."""
    return totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
