"""Who may do what: four roles, each allowed all that the one before it is.

Roles are Django's groups. Migration 0007 makes them; what each may do is set after every migration, so that a new
entry type needs nothing here. What an account may do besides comes from its own permissions, which nobody needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, Permission, User
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from catalogue import registry


class Role(models.TextChoices):
    """What somebody is trusted with. The values are names of groups."""

    CONTRIBUTOR = "Contributors", _("Contributor")  # drafts and proposals
    EDITOR = "Editors", _("Editor")  # edits and reviews
    PUBLISHER = "Publishers", _("Publishing editor")  # publishes, withdraws, merges
    ADMINISTRATOR = "Administrators", _("Administrator")  # accounts


# What each adds to the one before it, in the words of whoever chooses between them.
TASKS = {
    Role.CONTRIBUTOR: _("writes drafts and proposes changes"),
    Role.EDITOR: _("also changes entries and decides on proposals"),
    Role.PUBLISHER: _("also decides what readers see, and merges entries"),
    Role.ADMINISTRATOR: _("also manages accounts"),
}

role_given = Signal()  # arguments: user, before (None for a new account), after

# What a role may do besides what its forerunner may: permissions as "app.action_model", where "entries" stands for
# the models of all entry types.
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.CONTRIBUTOR: (
        *("entries.view", "entries.add", "entries.change"),  # of what is not theirs, a change becomes a proposal
        *(f"catalogue.view_{model}" for model in ("entry", "place", "source", "citation", "connection")),
        *(f"catalogue.view_{model}" for model in ("guide", "guidestep", "guideentry", "term", "slugredirect")),
        *(f"catalogue.{action}_{model}" for model in ("citation", "connection") for action in ("add", "change")),
        *("catalogue.delete_citation", "catalogue.delete_connection"),
        *("catalogue.view_proposal", "catalogue.add_proposal", "catalogue.view_upload", "catalogue.add_upload"),
        *("catalogue.view_merge", "tactics.view_actor"),
    ),
    Role.EDITOR: (
        *(f"catalogue.{action}_{model}" for model in ("source", "place", "term") for action in ("add", "change")),
        *("catalogue.change_guide", "catalogue.change_guidestep", "catalogue.change_guideentry"),
        *("catalogue.add_guidestep", "catalogue.delete_guidestep"),
        *("catalogue.add_guideentry", "catalogue.delete_guideentry"),
        *("catalogue.review_proposal", "catalogue.change_proposal"),
    ),
    Role.PUBLISHER: (
        *("catalogue.publish_entry", "catalogue.merge_entry", "catalogue.add_merge", "catalogue.change_merge"),
        "entries.delete",
        *(f"catalogue.delete_{model}" for model in ("source", "place", "term", "guide")),
        "catalogue.add_guide",
    ),
    Role.ADMINISTRATOR: (
        *(f"auth.{action}_user" for action in ("view", "add", "change", "delete")),
        *("catalogue.view_auditentry", "catalogue.undo_account"),
    ),
}


def permissions_of(role: Role) -> set[str]:
    """All that a role may do, as "app.action_model"."""
    found: set[str] = set()
    for each in Role:
        found.update(_spelled_out(PERMISSIONS[each]))
        if each == role:
            break
    return found


def _spelled_out(permissions: tuple[str, ...]) -> Iterator[str]:
    for permission in permissions:
        app, _dot, action = permission.partition(".")
        if app != "entries":
            yield permission
            continue
        for entry_type in registry.all_types():
            options = entry_type.model._meta
            yield f"{options.app_label}.{action}_{options.model_name}"


def grant(**_signal: Any) -> None:
    """Give every role what it may do, and take away what it may not. Called after every migration."""
    if not apps.is_installed("django.contrib.auth"):
        return
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        # Some are missing while migrations of other apps still wait for their turn.
        group.permissions.set({known[name] for name in permissions_of(role) if name in known})


def group_of(role: Role) -> Group:
    """The group that stands for a role."""
    return Group.objects.get(name=role.value)


def choices() -> list[tuple[str, str]]:
    """Every role, with what it is for."""
    return [(role.value, f"{role.label}: {TASKS[role]}") for role in Role]


def role_of(user: User) -> Role | None:
    """The highest role of an account; None when it has none."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(Role) if role.value in names), None)


@transaction.atomic
def give(user: User, role: Role) -> None:
    """Make this the one role of a stored account. Groups that are no roles stay as they are."""
    before = role_of(user)
    if before == role:
        return
    user.groups.set([*user.groups.exclude(name__in=Role.values), group_of(role)])
    role_given.send(sender=Role, user=user, before=before, after=role)


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody may decide what readers see."""
    return user.has_perm("catalogue.publish_entry")  # type: ignore[union-attr]


def may_review(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody may change entries that others made, and decide on proposals."""
    return user.has_perm("catalogue.review_proposal")  # type: ignore[union-attr]
