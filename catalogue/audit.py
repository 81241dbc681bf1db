"""The audit log: what happens to accounts is written down as it happens, whoever causes it.

Never from where, nor with which browser. A name that is no account's is never written: people type passwords there.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import AuditEntry
from catalogue.roles import Role, role_given

Action = AuditEntry.Action

MOST_FAILURES = 10  # of one account in an hour; more are only said to be more
FAILURES_KEPT_FOR = timedelta(days=90)
SEPARATOR = "; "
ARROW = " → "
NOTHING = "–"
# Columns of an account whose changes are worth a line, and what is written of each: (false, true).
SWITCHES = {
    "is_active": ("switched-off", "switched-on"),
    "is_staff": ("no-staff", "staff"),
    "is_superuser": ("no-superuser", "superuser"),
}
WATCHED = ("username", "password", *SWITCHES)


class Detail(models.TextChoices):
    """What an entry says besides what happened. Values, not words, are stored: readers have two languages."""

    # how somebody signed in, or which second step; the values are allauth's
    PASSWORD = "password", _("password")
    APP = "totp", _("app for codes")
    PASSKEY = "webauthn", _("passkey")
    RECOVERY_CODES = "recovery_codes", _("recovery codes")
    # why somebody could not
    WRONG_CODE = "wrong-code", _("the password was right, the second step was not")
    INACTIVE = "inactive", _("the account is switched off")
    MORE = "more", _("and more in this hour, which are not written down")
    # what was changed
    SWITCHED_OFF = "switched-off", _("may no longer sign in")
    SWITCHED_ON = "switched-on", _("may sign in")
    NO_STAFF = "no-staff", _("may no longer open the editing pages")
    STAFF = "staff", _("may open the editing pages")
    NO_SUPERUSER = "no-superuser", _("may no longer do everything")
    SUPERUSER = "superuser", _("may do everything")
    # where
    EVERYWHERE = "everywhere", _("everywhere")
    ON_THE_SERVER = "server", _("by a command on the server")


def note(action: AuditEntry.Action, account: str, *details: str, by: User | None = None) -> None:
    """Write one line: what happened to the account with this name, and who did it."""
    text = SEPARATOR.join(filter(None, details))
    AuditEntry.objects.create(action=action, account=account, details=text[:500], by=by)


def actor() -> User | None:
    """Whoever is signed in where this happens; None on the server's command line."""
    user = getattr(context.request, "user", None)
    return user if user is not None and user.is_authenticated else None


def where() -> str:
    """Said of what no page did."""
    return "" if context.request else Detail.ON_THE_SERVER


def readable(details: str) -> str:
    """The details of an entry in the reader's language."""
    known = {**dict(Detail.choices), **dict(Role.choices)}

    def words(part: str) -> str:
        return ARROW.join(str(known.get(side, side)) for side in part.split(ARROW))

    return SEPARATOR.join(words(part) for part in details.split(SEPARATOR))


def find(name: str) -> User | None:
    """The account with this name, however it is capitalised: sign-in does not mind either."""
    return User.objects.filter(username__iexact=name).first()


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Somebody came in, and how."""
    used = (str(record.get("type") or record["method"]) for record in get_authentication_records(request, user))
    note(Action.SIGNED_IN, user.username, *dict.fromkeys(used), by=user)


@receiver(user_logged_out)
def signed_out(user: User | None, **_signal: Any) -> None:
    """Somebody went."""
    if user is not None:
        note(Action.SIGNED_OUT, user.username, by=user)


@receiver(user_login_failed)
def password_refused(credentials: dict[str, Any], **_signal: Any) -> None:
    """A wrong password for an account that exists, or a right one for an account that is switched off."""
    if account := find(str(credentials.get("username", ""))):
        _failed(account, "" if account.is_active else Detail.INACTIVE)


@receiver(authentication_failed)
def second_step_refused(user: User, **_signal: Any) -> None:
    """The password was right, so somebody knows it; the code was not."""
    _failed(user, Detail.WRONG_CODE)


def _failed(account: User, detail: str) -> None:
    """Write it down, unless there was enough of it: whoever tries passwords must not fill the disk."""
    now = timezone.now()
    failures = AuditEntry.objects.filter(action=Action.SIGN_IN_FAILED)
    already = failures.filter(account=account.username, at__gt=now - timedelta(hours=1)).count()
    if already > MOST_FAILURES:
        return
    failures.filter(at__lt=now - FAILURES_KEPT_FOR).delete()
    note(Action.SIGN_IN_FAILED, account.username, Detail.MORE if already == MOST_FAILURES else detail)


@receiver(pre_save, sender=User)
def remember_account(instance: User, raw: bool, update_fields: frozenset[str] | None, **_signal: Any) -> None:
    """Keep what is stored, for comparing. Saving the time of a sign-in, or a password hashed anew, changes nothing."""
    partly = update_fields is not None and set(update_fields) <= {"last_login", "password"}
    stored = None
    if not (raw or partly or instance._state.adding):
        stored = User.objects.filter(pk=instance.pk).values(*WATCHED).first()
    instance.__dict__["as_stored"] = stored


@receiver(post_save, sender=User)
def account_saved(instance: User, created: bool, raw: bool, **_signal: Any) -> None:
    """An account was made or changed."""
    stored = instance.__dict__.pop("as_stored", None)
    if raw:
        return
    if created:
        note(Action.ACCOUNT_MADE, instance.username, where(), by=actor())
    if not stored:
        return
    name = stored["username"]
    changes = [f"{name}{ARROW}{instance.username}"] if instance.username != name else []
    for column, words in SWITCHES.items():
        if (value := getattr(instance, column)) != stored[column]:
            changes.append(words[value])
    if changes:
        note(Action.ACCOUNT_CHANGED, name, *changes, where(), by=actor())
    if instance.password != stored["password"]:
        note(Action.PASSWORD_CHANGED, name, where(), by=actor())


@receiver(post_delete, sender=User)
def account_deleted(instance: User, **_signal: Any) -> None:
    """An account is gone; its name stays in the log."""
    note(Action.ACCOUNT_DELETED, instance.username, where(), by=actor())


@receiver(role_given)
def role_changed(user: User, before: Role | None, after: Role, **_signal: Any) -> None:
    """Somebody may do more, or less, from now on."""
    change = f"{before.value if before else NOTHING}{ARROW}{after.value}"
    note(Action.ROLES_CHANGED, user.username, change, where(), by=actor())


@receiver(post_save, sender=Authenticator)
def second_step_added(instance: Authenticator, created: bool, raw: bool, **_signal: Any) -> None:
    """An app for codes, a passkey or recovery codes were set up."""
    if created and not raw:
        note(Action.SECOND_STEP_ADDED, instance.user.username, str(instance.type), where(), by=actor())


@receiver(post_delete, sender=Authenticator)
def second_step_removed(instance: Authenticator, origin: Any, **_signal: Any) -> None:
    """One of them is gone. Those that go with their account need no line of their own."""
    if getattr(origin, "model", type(origin)) is not User:
        note(Action.SECOND_STEP_REMOVED, instance.user.username, str(instance.type), where(), by=actor())
