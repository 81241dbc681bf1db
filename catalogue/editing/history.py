"""What happened to an entry, change by change: its own history, that of its evidence and of its connections together.

django-simple-history writes a row for each object that is saved. An entry is saved first and what belongs to it after
it, each time with a higher version; so all rows between two versions of the entry belong to the earlier of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from catalogue.editing.differences import Difference, Names, differences
from catalogue.editing.state import ROWS, State, columns_of, row_values, stored_value
from catalogue.models import Citation, Connection, Entry


@dataclass
class Change:
    """One save of an entry with all that was saved along with it."""

    version: int
    at: datetime
    user: AbstractBaseUser | None  # None: a command, such as loading content files
    reason: str
    before: State
    after: State
    is_first: bool = False
    differences: list[Difference] = field(default_factory=list)


def changes_of(entry: Entry) -> list[Change]:
    """Every change of an entry, the newest first; saves that changed nothing are left out.

    A fixed number of queries, however many changes there were: the entry's rows, those of its lists, its evidence and
    connections, and one for each kind of thing that is named.
    """
    model = entry.entry_type.model
    changes = list(_changes(entry))
    names = Names(model, [change.after for change in changes])
    for change in changes:
        if not change.is_first:
            change.differences = differences(model, change.before, change.after, names)
    return [change for change in reversed(changes) if change.is_first or change.differences]


def state_at(entry: Entry, version: int) -> State | None:
    """The entry as it was once that version was stored, None when history does not know that version."""
    return next((change.after for change in _changes(entry) if change.version == version), None)


def _changes(entry: Entry) -> Iterator[Change]:
    """In the order in which they were made."""
    model: Any = entry.entry_type.model
    rows = list(model.history.filter(id=entry.pk).select_related("history_user").order_by("history_date", "history_id"))
    lists = _lists(model, rows)
    parts = _parts(entry)
    versions: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        versions[row.version].append(row)
    numbers = list(versions)
    own: State = {}
    before: State = {}
    for index, number in enumerate(numbers):
        saved = versions[number]
        until = versions[numbers[index + 1]][0].history_date if index + 1 < len(numbers) else None
        while parts and (until is None or parts[0][1].history_date < until):
            key, row = parts.pop(0)
            own[key] = None if row.history_type == "-" else row_values(row, ROWS[key.partition("-")[0]][1])
        columns = {name: _value(saved[-1], name, lists) for name in columns_of(model)}
        after = columns | {key: value for key, value in own.items() if value is not None}
        first = saved[0]
        reason = next((row.history_change_reason for row in saved if row.history_change_reason), "")
        yield Change(number, first.history_date, first.history_user, reason, before, after, is_first=index == 0)
        before = after


def _value(row: Any, name: str, lists: dict[str, dict[int, list[int]]]) -> Any:
    if name in lists:
        return sorted(lists[name][row.history_id]) or None
    return stored_value(row, name)


def _lists(model: Any, rows: list[Any]) -> dict[str, dict[int, list[int]]]:
    """Of each many-to-many field: the keys that it held, by row of history."""
    found: dict[str, dict[int, list[int]]] = {}
    for column in model.history.model._history_m2m_fields:
        recorded = getattr(model.history.model, column.name).model
        target = f"{column.m2m_reverse_field_name()}_id"
        by_row: dict[int, list[int]] = defaultdict(list)
        for history_id, key in recorded.objects.filter(history__in=[row.pk for row in rows]).values_list(
            "history_id", target
        ):
            by_row[history_id].append(key)
        found[column.name] = by_row
    return found


def _parts(entry: Entry) -> list[tuple[str, Any]]:
    """History of the entry's evidence and connections, in order, by key."""
    found: list[tuple[str, Any]] = []
    for kind, rows in (
        ("citation", Citation.history.filter(entry_id=entry.pk)),
        ("connection", Connection.history.filter(subject_id=entry.pk)),
    ):
        found += [(f"{kind}-{row.id}", row) for row in rows]
    return sorted(found, key=lambda part: (part[1].history_date, part[1].history_id))
