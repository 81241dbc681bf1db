"""Editors' accounts: no sign-up, and in public a second factor before the admin opens."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, Permission

from catalogue import registry

EDITORS = "Editors"


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by visitors."""

    def is_open_for_signup(self, request) -> bool:
        """Nobody signs up."""
        return False


def lacks_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the site demands a second factor and this person has none: neither an app for codes nor a passkey."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def editors_group() -> Group:
    """The group of editors, allowed to do anything with the catalogue and nothing with accounts.

    Safe to repeat: permissions that came with a new type are added, those taken away by hand come back.
    """
    apps = {"catalogue", *(entry_type.model._meta.app_label for entry_type in registry.all_types())}
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(
        Permission.objects.filter(content_type__app_label__in=apps).exclude(
            content_type__model__startswith="historical"
        )
    )
    return group
