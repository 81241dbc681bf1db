"""The way of an entry from draft to readers, and who may take which step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from catalogue.models import Entry, Status
from catalogue.roles import may_publish, may_review

if TYPE_CHECKING:
    User = AbstractBaseUser | AnonymousUser

UNFINISHED = (Status.DRAFT, Status.IN_REVIEW)


def began(user: User, entry: Entry) -> bool:
    """Whether somebody began an entry: the first row of its history is theirs. One query."""
    history = entry.entry_type.model.history  # type: ignore[attr-defined]  # every type has it, Entry itself has not
    rows = history.filter(id=entry.pk).order_by("history_date", "history_id")
    return user.pk is not None and rows.values_list("history_user_id", flat=True).first() == user.pk


def may_change(user: User, entry: Entry) -> bool:
    """Whether what somebody saves is stored at once; of everybody else it becomes a proposal.

    ``entry`` is as it is stored, not as a form has it. One query for those who may not review.
    """
    return may_review(user) or (entry.status in UNFINISHED and began(user, entry))


def statuses_open_to(user: User, entry: Entry | None) -> list[Status]:
    """Where somebody may leave an entry that stands where it is stored (None: a new one), in the order of the way."""
    if may_publish(user):
        return list(Status)
    if entry is None:
        return list(UNFINISHED)
    if entry.status == Status.PUBLISHED or not may_change(user, entry):
        return [Status(entry.status)]
    return [status for status in Status if status in UNFINISHED or status == entry.status]
