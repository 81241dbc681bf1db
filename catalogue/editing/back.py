"""Taking one change back while what others did since stays: value by value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from catalogue.editing.apply import apply
from catalogue.editing.differences import kind_of_row
from catalogue.editing.state import State
from catalogue.models import Entry

Row = dict[str, Any]


@dataclass
class StepBack:
    """What taking a change back would do to the state that is stored now."""

    values: State = field(default_factory=dict)  # nobody changed these since; None removes a row or empties a column
    contested: State = field(default_factory=dict)  # somebody did; what each would be if it went back all the same


def step_back(now: State, before: State, after: State) -> StepBack:
    """How to get from ``now`` to where things would stand without the change from ``before`` to ``after``.

    Of a piece of evidence or a connection only those columns go back that the change touched. What is as it was before
    the change already is left out.
    """
    found = StepBack()
    for key in sorted(before.keys() | after.keys()):
        was, made, stored = before.get(key), after.get(key), now.get(key)
        if was == made or stored == was:
            continue
        value, is_contested = _row_back(was, made, stored) if kind_of_row(key) else (was, stored != made)
        if value != stored:
            (found.contested if is_contested else found.values)[key] = value
    return found


def stepped(now: State, values: State) -> State:
    """A state after values were put into it."""
    together = now | values
    return {key: value for key, value in together.items() if value is not None or not kind_of_row(key)}


def apply_what_may(entry: Entry, values: State, *, user: Any, reason: str) -> dict[str, list[str]]:
    """Put values into an entry as ``apply`` does, without those that a rule forbids; the sentences of these, by key.

    Raises ValidationError, and changes nothing, when a rule forbids the outcome without naming a key.
    """
    left = dict(values)
    refused: dict[str, list[str]] = {}
    while left:
        try:
            apply(entry, left, user=user, reason=reason)
            break
        except ValidationError as error:
            complaints = {key: messages for key, messages in error.message_dict.items() if key in left}
            if not complaints:
                raise
            refused |= complaints
            left = {key: value for key, value in left.items() if key not in complaints}
    return refused


def _row_back(was: Row | None, made: Row | None, stored: Row | None) -> tuple[Row | None, bool]:
    """A row without the change, and whether somebody changed the same since.

    Positions never count: they move whenever a piece of evidence before is added or deleted.
    """
    if was is None or made is None or stored is None:
        return was, _content(stored) != _content(made)
    touched = {name for name in was if was[name] != made.get(name)}
    clashing = {name for name in touched if stored.get(name) not in (made.get(name), was[name])}
    return stored | {name: was[name] for name in touched}, bool(clashing - {"position"})


def _content(row: Row | None) -> Row | None:
    return row and {name: value for name, value in row.items() if name != "position"}
