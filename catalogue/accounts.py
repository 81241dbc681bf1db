"""Editors' accounts: no sign-up, no addresses, and in public a second factor before the admin opens."""

import base64
import hashlib
import logging
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue import sealing, site
from catalogue.sessions import stored

logger = logging.getLogger(__name__)

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
PENDING_KEY = "account_authentication_methods_user"  # in the session of whoever has taken the first step only
# Dies with the process: what was counted by it says nothing to whoever reads the memory of another one.
COUNTING_SECRET = secrets.token_bytes(32)

# What allauth says after something was done → our words for it.
SAID = {
    "account/messages/logged_in.txt": _("You are signed in."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. Every other browser is signed out."),
    "mfa/messages/totp_activated.txt": _("The app for codes is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app for codes is taken away."),
    "mfa/messages/webauthn_added.txt": _("The passkey is set up."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is taken away."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are new recovery codes. The old ones no longer work."),
}


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by visitors. Wrong passwords are counted, in memory only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and this password do not go together. Please try again."),
        "too_many_login_attempts": _(
            "There were many tries, so passwords and codes are not taken for five minutes. A passkey works right "
            "away: go to the sign-in page and choose “Sign in with a passkey”."
        ),
        "rate_limited": _("There were many tries. Please wait five minutes."),
    }

    def is_open_for_signup(self, request) -> bool:
        """Nobody signs up."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words."""
        message = str(SAID.get(message_template or "", message or "")) or None
        super().add_message(request, level, message_template, message_context, extra_tags, message)

    def get_client_ip(self, request: HttpRequest) -> str:
        """What tries are counted by: a word that the visitor's network always gets, never the address itself."""
        network = truncate_ip(super().get_client_ip(request))
        return hashlib.blake2b(network.encode(), key=COUNTING_SECRET, digest_size=16).hexdigest()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted by.

        An account has one count, however its name is spelled. Whoever is signed in already and confirms the password
        is counted apart: strangers at the door must not shut it from the inside.
        """
        if request.user.is_authenticated:
            return f"inside-{request.user.pk}"
        name = str(credentials.get("username", ""))
        account = User.objects.filter(username__iexact=name).values_list("pk", flat=True).first()
        return f"account-{account}" if account else f"nobody-{name.casefold()}"


class SecondStepAdapter(DefaultMFAAdapter):
    """Second steps, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code or passkey does not fit. Please try again."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as the database holds it."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. One that no key opens any more is as good as a random one: no code will ever fit."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.UnreadableError:
            logger.warning("A second step cannot be read: it was set up under another SECRET_KEY.")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A name for one more passkey; its owner may choose a better one."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a device calls us when it asks for a finger."""
        return {**super().get_public_key_credential_rp_entity(), "name": site.name()}

    def build_totp_svg(self, url: str) -> str:
        """The code as an element of a page: without the declaration that starts a file."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]


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


def end_sessions(account: User, *, but: str | None = None) -> None:
    """Sign an account out in every browser, and stop sign-ins that wait for their second step.

    ``but`` is the key of the one session that goes on. Sessions do not say whose they are, so each is opened.
    """
    pk = str(account.pk)
    kept = stored(but) if but else None
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        opened = session.get_decoded()
        if pk in (opened.get(SESSION_KEY), opened.get(PENDING_KEY)) and session.session_key != kept:
            session.delete()


@receiver(authenticator_added)
def note_new_second_factor(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **kwargs
) -> None:
    """Whoever just set one up has shown it in this session."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(request, user, "mfa", type=authenticator.type)


@receiver(user_logged_in)
def last_as_long_as_the_browser(request: HttpRequest, **kwargs) -> None:
    """Whatever way somebody came in, the session ends with the browser. Old ones are thrown away at this occasion."""
    request.session.set_expiry(0)
    request.session.clear_expired()


@receiver(post_save, sender=User)
def end_sessions_of_whoever_may_not_sign_in(instance: User, **kwargs) -> None:
    """An account that is switched off is out at once, and stays out when it is switched on again."""
    if not instance.is_active:
        end_sessions(instance)


@receiver(post_delete, sender=User)
def end_sessions_of_the_deleted(instance: User, **kwargs) -> None:
    """A deleted account leaves nothing behind that somebody could go on with."""
    end_sessions(instance)
