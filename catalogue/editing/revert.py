"""Undoing one change of an entry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.editing.apply import apply
from catalogue.editing.back import step_back, stepped
from catalogue.editing.differences import Difference, Names, differences
from catalogue.editing.history import Change, changes_of
from catalogue.editing.site_reasons import undid
from catalogue.editing.state import State, state_of
from catalogue.editing.statuses import may_change, statuses_open_to
from catalogue.models import Entry, Merge

Account = AbstractBaseUser | AnonymousUser

BEGINNING = _("This is how the entry began, so it cannot be undone. Withdraw the entry instead.")
A_MERGE = _("Two entries were merged here. Undo the merge instead.")
AN_UNMERGE = _("A merge was undone here. Merge the two entries again instead.")
NOTHING_LEFT = _("Nothing of this change is left: there is nothing to undo.")
READERS = _("Undoing this would change whether readers see the entry. Ask somebody who may publish.")


@dataclass
class Reversal:
    """What undoing one change would do to a thing as it is stored now."""

    change: Change
    version: int  # of the thing, when this was worked out
    values: State = field(default_factory=dict)  # go back without asking
    old: State = field(default_factory=dict)  # somebody changed these since: what they would go back to
    back: list[Difference] = field(default_factory=list)  # ``values`` in words, from what is stored now
    contested: list[Difference] = field(default_factory=list)  # ``old`` in words, likewise
    problem: str | Promise = ""  # why it cannot be undone, in a sentence

    def chosen(self, take: Collection[str]) -> State:
        """What goes back when of the contested values those with these keys do."""
        return self.values | {key: value for key, value in self.old.items() if key in take}


class Contested(Exception):
    """Some of a change was changed again since: an editor has to choose."""

    def __init__(self, reversal: Reversal):
        super().__init__(f"{len(reversal.old)} values were changed since")
        self.reversal = reversal


def reversal_of(entry: Entry, version: int) -> Reversal | None:
    """What undoing the change that made this version of a typed entry would do; None for an unknown version."""
    change = next((change for change in changes_of(entry) if change.version == version), None)
    if change is None:
        return None
    found = Reversal(change, entry.version)
    found.problem = problem_of(change, merges_by_version(entry))
    if found.problem:
        return found
    now = state_of(entry)
    step = step_back(now, change.before, change.after)
    model = type(entry)
    found.values, found.old = _without_strangers(step.values), step.contested
    after, other = stepped(now, found.values), stepped(now, found.old)
    names = Names(model, [now, after, other])
    found.back = differences(model, now, after, names)
    found.contested = differences(model, now, other, names)
    if not found.values and not found.old:
        found.problem = NOTHING_LEFT
    return found


def revert(entry: Entry, version: int, user: Account, *, take: Collection[str] | None = None) -> Entry:
    """Undo the change that made this version of an entry, as a change of its own; returns the entry as stored.

    What somebody changed again since is put back only where its key is in ``take``. Raises Contested when there is
    such a value and ``take`` is None, PermissionDenied for those who may not, LookupError for an unknown version and
    ValidationError, with sentences, when a rule forbids it. Then nothing is changed.
    """
    with transaction.atomic():
        Entry.objects.select_for_update().get(pk=entry.pk)
        stored = entry.entry_type.model.objects.get(pk=entry.pk)
        if not may_change(user, stored):
            raise PermissionDenied
        reversal = reversal_of(stored, version)
        if reversal is None:
            raise LookupError(version)
        if reversal.problem:
            raise ValidationError({NON_FIELD_ERRORS: [reversal.problem]})
        if reversal.old and take is None:
            raise Contested(reversal)
        values = reversal.chosen(take or ())
        if "status" in values and values["status"] not in statuses_open_to(user, stored):
            raise ValidationError({"status": [READERS]})
        return apply(stored, values, user=user, reason=undid(reversal.change.at))  # type: ignore[arg-type]


def merges_by_version(entry: Entry) -> dict[int, Merge]:
    """The merges that an entry took part in, by the versions of it that they, and undoing them, made. One query."""
    found = {}
    for merge in Merge.objects.filter(Q(kept=entry.pk) | Q(gone=entry.pk)).select_related("kept", "gone"):
        for name in ("versions", "versions_undone"):
            if version := merge.done.get(name, {}).get(str(entry.pk)):
                found[version] = merge
    return found


def problem_of(change: Change, merges: dict[int, Merge]) -> str | Promise:
    """Why a change cannot be undone whatever is stored now, in a sentence; "" when it can."""
    if change.is_first:
        return BEGINNING
    if merge := merges.get(change.version):
        return AN_UNMERGE if merge.undone_at else A_MERGE
    return ""


def _without_strangers(values: State) -> State:
    """Without naming an account that is gone: nobody could store that."""
    checker = values.get("verified_by")
    if checker is None or get_user_model()._default_manager.filter(pk=checker).exists():
        return values
    return values | {"verified_by": None}
