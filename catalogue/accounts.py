"""Editors' accounts: no sign-up, and in public a second factor before the admin opens."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.dispatch import receiver
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by visitors."""

    def is_open_for_signup(self, request) -> bool:
        """Nobody signs up."""
        return False


SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person has set up an app for codes or a passkey."""
    return is_mfa_enabled(user, SECOND_FACTORS)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the site demands a second factor and whoever signed in has none, or did not use it.

    A password that somebody else knows too must not become enough because its owner set up a second factor elsewhere.
    """
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    used = any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
    return not (used and has_second_factor(request.user))


@receiver(authenticator_added)
def note_new_second_factor(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **kwargs
) -> None:
    """Whoever just set one up has shown it in this session."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(request, user, "mfa", type=authenticator.type)
