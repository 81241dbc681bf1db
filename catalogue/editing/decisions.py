"""Deciding on proposals: accepting and refusing field by field, once and by one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.editing.apply import apply
from catalogue.editing.proposals import FOLLOWERS, is_remark, keys_to_decide, outcome, states_of
from catalogue.editing.site_reasons import PROPOSAL
from catalogue.editing.state import State
from catalogue.editing.statuses import statuses_open_to
from catalogue.models import Entry, Proposal
from catalogue.roles import may_publish, may_review

OVERALL = "reason"  # the key of a complaint about the reason for the whole


class AlreadyDecided(Exception):
    """Somebody decided on it before."""


@dataclass(frozen=True)
class Verdict:
    """What a reviewer says to one field of a proposal."""

    accepted: bool
    reason: str = ""


def may_decide(user: AbstractBaseUser | AnonymousUser, proposal: Proposal) -> bool:
    """Whether somebody may decide on a proposal: reviewers, on their own only if they may publish."""
    return may_review(user) and (proposal.author_id != user.pk or may_publish(user))


@transaction.atomic
def decide(
    proposal: Proposal,
    user: AbstractBaseUser,
    verdicts: dict[str, Verdict],
    *,
    reason: str = "",
    seen_version: int | None = None,
    seen_entry: int | None = None,
) -> Proposal:
    """Put what is accepted into the entry and keep what was said to each field. All of it or nothing.

    ``seen_entry`` and ``seen_version`` are the number and the version of the entry that the reviewer was looking at: a
    merge may have moved the proposal to another one. Raises AlreadyDecided,
    PermissionDenied, and ValidationError with sentences by key ("reason": about the reason for the whole).
    """
    proposal = _open(proposal, user)
    keys = keys_to_decide(proposal)
    if undecided := [key for key in keys if key not in verdicts]:
        raise ValidationError({key: [_("Accept or refuse this.")] for key in undecided})
    accepted = {key for key in keys if verdicts[key].accepted}
    if not accepted and not reason and not all(verdicts[key].reason for key in keys):
        raise ValidationError({OVERALL: [_("Say why you refuse everything: its author reads it.")]})
    if accepted:
        _put_in(proposal, accepted, user, reason, (seen_entry, seen_version))
    proposal.decisions = {key: asdict(verdicts[key]) for key in keys}
    return _close(proposal, user, accepted=bool(accepted), reason=reason)


def _put_in(
    proposal: Proposal, accepted: set[str], user: AbstractBaseUser, reason: str, seen: tuple[int | None, int | None]
) -> None:
    # Locked before it is read: what others change from here on comes after this.
    entry = Entry.objects.select_for_update().get(pk=proposal.entry_id or 0)
    if any(known not in (None, now) for known, now in zip(seen, (entry.pk, entry.version), strict=True)):
        raise ValidationError(
            {
                NON_FIELD_ERRORS: [
                    _("Somebody saved the entry while you were reading. Look again at what it would become.")
                ]
            }
        )
    proposal.entry = entry
    then, now = states_of(proposal)
    wanted = outcome(then, now, proposal.changes)
    values = {key: value for key, value in wanted.items() if FOLLOWERS.get(key, key) in accepted or key in accepted}
    _check_status(values, user, entry)
    apply(entry, values, user=user, reason=_said(proposal, reason))


def _check_status(values: State, user: AbstractBaseUser, entry: Entry) -> None:
    """What a reviewer could not choose in the entry's form is not chosen by accepting it either."""
    if "status" in values and values["status"] not in statuses_open_to(user, entry):
        raise ValidationError({"status": [_("You may not set this status: publishers do.")]})


def _said(proposal: Proposal, reason: str) -> str:
    """What history says: "Proposal 12: why its author wanted it · what the reviewer adds"."""
    name = f"{PROPOSAL}{proposal.pk}"
    words = " · ".join(text for text in (proposal.note, reason) if text)
    return f"{name}: {words}" if words else name


@transaction.atomic
def settle(proposal: Proposal, user: AbstractBaseUser, *, done: bool, reason: str = "") -> Proposal:
    """Close a reader's remark: somebody saw to it, or refuses to. Raises as ``decide`` does."""
    proposal = _open(proposal, user)
    if not done and not reason:
        raise ValidationError({OVERALL: [_("Say why you refuse it.")]})
    return _close(proposal, user, accepted=done, reason=reason)


@transaction.atomic
def withdraw(proposal: Proposal, user: AbstractBaseUser) -> Proposal:
    """Take back one's own proposal. Raises AlreadyDecided, and PermissionDenied for somebody else's."""
    proposal = _locked(proposal)
    if proposal.author_id is None or proposal.author_id != user.pk:
        raise PermissionDenied(_("Only its author can take a proposal back."))
    return _close(proposal, user, accepted=False, reason="")


def refuse_each(proposals: Iterable[Proposal], user: AbstractBaseUser, reason: str) -> int:
    """Refuse several, whatever is in them; how many there were to refuse. What is not theirs to decide stays."""
    count = 0
    for proposal in proposals:
        with transaction.atomic():
            try:
                chosen = _open(proposal, user)
            except (AlreadyDecided, PermissionDenied, Proposal.DoesNotExist):
                continue
            if not is_remark(chosen):
                chosen.decisions = {key: asdict(Verdict(accepted=False)) for key in keys_to_decide(chosen)}
            _close(chosen, user, accepted=False, reason=reason)
            count += 1
    return count


def _open(proposal: Proposal, user: AbstractBaseUser) -> Proposal:
    proposal = _locked(proposal)
    if not may_decide(user, proposal):
        raise PermissionDenied(_("Somebody else decides on this proposal."))
    return proposal


def _locked(proposal: Proposal) -> Proposal:
    """The proposal as it is stored, kept from everybody else; raises AlreadyDecided."""
    stored = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if stored.status != Proposal.Status.OPEN:
        raise AlreadyDecided
    return stored


def _close(proposal: Proposal, user: AbstractBaseUser, *, accepted: bool, reason: str) -> Proposal:
    proposal.status = Proposal.Status.ACCEPTED if accepted else Proposal.Status.REFUSED
    proposal.decided_by_id, proposal.decided_at, proposal.reason = user.pk, timezone.now(), reason
    proposal._history_user = user  # type: ignore[attr-defined]  # django-simple-history asks for it
    proposal.save()
    return proposal
