"""Proposals: what somebody would change of an entry, kept until somebody else decides on it.

A proposal holds values as ``catalogue.editing.state`` does, only those that differ. Evidence and connections that are
not stored yet are called ``citation-new1``, ``connection-new1``; a connection that rests on such evidence says "new1".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from catalogue.editing.differences import Difference, Names, differences, kind_of_row, label_of
from catalogue.editing.history import state_at
from catalogue.editing.state import ROWS, State, state_of
from catalogue.models import Entry, Proposal

# What is decided together with something else: who checked an entry belongs to the day when it was checked.
FOLLOWERS = {"verified_by": "verified_on"}


@dataclass(frozen=True)
class Suggestion:
    """One field, piece of evidence or connection of a proposal."""

    key: str
    label: str
    difference: Difference | None  # from what is stored now to what is proposed; None: it is so already
    meanwhile: Difference | None  # what others changed of it since the proposal was made
    accepted: bool | None = None  # None: nobody has decided yet
    reason: str = ""


def propose(entry: Entry, author: AbstractBaseUser, before: State, after: State, *, note: str = "") -> Proposal | None:
    """Keep the difference of two states of an entry as a proposal; None, and nothing kept, when there is none."""
    if not (changes := proposed_changes(before, after)):
        return None
    return Proposal.objects.create(
        entry_id=entry.pk, author_id=author.pk, changes=changes, base_version=entry.version, note=note
    )


def proposed_changes(before: State, after: State) -> State:
    """What differs, with the values of ``after``; None for rows that go. New rows get names of their own."""
    after = _without_mere_shifts(before, after)
    new = _names_of_new_rows(before, after)
    changes = {new.get(key, key): _renamed(key, value, new) for key, value in after.items() if before.get(key) != value}
    return changes | {key: None for key in before if key not in after}


def _without_mere_shifts(before: State, after: State) -> State:
    """Numbers of evidence that only moved up, because a piece before it goes, are no change that anybody proposed.

    Storing closes such gaps in any case. Where the order itself differs, all numbers stay.
    """
    kept = [key for key in _evidence(before) if key in after]
    new: list[str] = [key for key in _evidence(after) if key not in before]
    if [key for key in _evidence(after) if key in before] != kept or _evidence(after) != kept + new:
        return after
    numbers = {key: before[key]["position"] if key in before else None for key in [*kept, *new]}
    return after | {key: after[key] | {"position": number} for key, number in numbers.items()}


def _evidence(state: State) -> list[str]:
    """The keys of all evidence, by number."""
    return sorted((key for key in state if kind_of_row(key) == "citation"), key=lambda key: state[key]["position"])


def _names_of_new_rows(before: State, after: State) -> dict[str, str]:
    new: dict[str, str] = {}
    for kind in ROWS:
        keys = [key for key in after if kind_of_row(key) == kind and key not in before]
        new |= {key: f"{kind}-new{number}" for number, key in enumerate(keys, 1)}
    return new


def _renamed(key: str, value: Any, new: dict[str, str]) -> Any:
    """A connection that rests on new evidence names it as the proposal does."""
    if kind_of_row(key) != "connection":
        return value
    evidence = new.get(f"citation-{value['citation']}")
    return value | {"citation": evidence.removeprefix("citation-")} if evidence else value


def is_remark(proposal: Proposal) -> bool:
    """Whether it has nothing that could be put into an entry: a reader's words."""
    return not (proposal.entry_id and proposal.changes)


def is_withdrawn(proposal: Proposal) -> bool:
    """Whether its author took it back."""
    own = proposal.author_id is not None and proposal.decided_by_id == proposal.author_id
    return own and proposal.status == Proposal.Status.REFUSED


def keys_to_decide(proposal: Proposal) -> list[str]:
    """What a reviewer accepts or refuses."""
    return [key for key in proposal.changes if FOLLOWERS.get(key) not in proposal.changes]


def outcome(then: State, now: State, changes: State) -> State:
    """What would be stored. Of a row of which others changed another part meanwhile, their part stays."""
    return {key: _merged(then.get(key), now.get(key), value) for key, value in changes.items()}


def _merged(then: Any, now: Any, proposed: Any) -> Any:
    if not (isinstance(then, dict) and isinstance(now, dict) and isinstance(proposed, dict)):
        return proposed
    return {name: now.get(name) if value == then.get(name) else value for name, value in proposed.items()}


def states_of(proposal: Proposal) -> tuple[State, State]:
    """The proposal's entry as it was when it was made, and as it is now."""
    entry = _entry(proposal).typed()
    now = state_of(entry)
    return state_at(entry, proposal.base_version) or now, now


def suggestions(proposal: Proposal) -> list[Suggestion]:
    """What is proposed, in the order of the entry's page.

    Of an open proposal it is compared with what is stored now, of a decided one with what was stored when it was made.
    """
    if is_remark(proposal):
        return []
    model = _entry(proposal).entry_type.model
    then, now = states_of(proposal)
    waiting = proposal.status == Proposal.Status.OPEN
    start = now if waiting else then
    after = start | (outcome(then, now, proposal.changes) if waiting else proposal.changes)
    names = Names(model, [then, now, after])
    shown = {each.key: each for each in differences(model, start, after, names)}
    meanwhile = {each.key: each for each in differences(model, then, now, names)} if waiting else {}
    keys = keys_to_decide(proposal)
    found = []
    for key in [*(key for key in shown if key in keys), *(key for key in keys if key not in shown)]:
        difference = shown.get(key)
        label = difference.label if difference else _label(model, key)
        verdict = proposal.decisions.get(key, {})
        found.append(
            Suggestion(key, label, difference, meanwhile.get(key), verdict.get("accepted"), verdict.get("reason", ""))
        )
    return found


def labels(proposal: Proposal) -> list[str]:
    """What a proposal is about, in a few words and without any query: "Summary (Spanish)", "evidence"."""
    if is_remark(proposal):
        return []
    model = _entry(proposal).entry_type.model
    return list(dict.fromkeys(_label(model, key) for key in keys_to_decide(proposal)))


def _label(model: type[Entry], key: str) -> str:
    kinds = {"citation": _("Evidence"), "connection": _("Connection")}
    return kinds[kind] if (kind := kind_of_row(key)) else label_of(model, key)


def _entry(proposal: Proposal) -> Entry:
    if proposal.entry is None:
        raise ValueError("A proposal without an entry has nothing to compare with.")
    return proposal.entry
