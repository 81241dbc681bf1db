"""What somebody saw of a record when they opened its form: the newest rows of its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Max, Model, QuerySet

DIGITS = 19  # of the largest number that both databases hold

Seen = tuple[int, ...]  # the newest key of each trail, 0 where there is none


@dataclass(frozen=True)
class Trail:
    """One table of history that tells what became of a record: its own, or that of rows that belong to it."""

    model: Any  # whose history it is
    parent: str  # the column that leads to the record, or for the record itself that of its key
    prefix: str = ""  # of the formset in which these rows are edited
    above: Trail | None = None  # whose rows these belong to, where it is not the record

    @property
    def key(self) -> str:
        """The column that says of which row a row of history is."""
        return str(self.model._meta.pk.attname)

    def rows(self, record: int) -> QuerySet[Any]:
        """All history of what belongs to one record."""
        if self.above:
            rows = self.above.rows(record).values(self.above.key)
            return self.model.history.filter(**{f"{self.parent}__in": rows})
        return self.model.history.filter(**{self.parent: record})

    def at(self, record: int, newest: int) -> list[Any]:
        """What was there when that row of history was the newest: one row of history for each."""
        found: dict[int, Any] = {}
        for row in self.rows(record).filter(history_id__lte=newest).order_by("history_id"):
            found[getattr(row, self.key)] = row
        return [row for row in found.values() if row.history_type != "-"]


def trails(
    model: type[Model],
    inlines: Sequence[admin.options.InlineModelAdmin],
    below: Mapping[str, tuple[type[Model], str]],
) -> list[Trail]:
    """The trails of a model's records: its own, one for each of the inlines, and what is ``below`` the rows of those.

    ``below``: prefix of a formset → the model whose rows belong to its rows, and the column that leads there.
    """
    found = [Trail(model, str(model._meta.pk.attname))]
    for inline in inlines:
        relation = next(
            each
            for each in model._meta.related_objects
            if each.related_model is inline.model and inline.fk_name in (None, each.field.name)
        )
        trail = Trail(inline.model, relation.field.attname, str(relation.get_accessor_name()))
        found.append(trail)
        if trail.prefix in below:
            found.append(Trail(*below[trail.prefix], above=trail))
    return found


def newest(trails: Sequence[Trail], record: int) -> Seen:
    """What there is to be seen of a record now. One query for each trail."""
    return tuple(trail.rows(record).aggregate(newest=Max("history_id"))["newest"] or 0 for trail in trails)


def written(seen: Seen) -> str:
    """As a form carries it: "12.30.17"."""
    return ".".join(map(str, seen))


def read(text: str, trails: Sequence[Trail]) -> Seen | None:
    """What a form carried; None for anything else."""
    parts = text.split(".")
    if len(parts) != len(trails) or not all(part.isascii() and part.isdigit() and len(part) < DIGITS for part in parts):
        return None
    return tuple(map(int, parts))


@dataclass(frozen=True)
class LastSave:
    """When somebody saved last, and who."""

    at: datetime
    user: int | None


def last_save(trails: Sequence[Trail], record: int, now: Seen, before: Seen | None) -> LastSave | None:
    """The last of the saves that are in ``now`` and were not there ``before``."""
    newer = [
        trail.rows(record).filter(history_id=key).first()
        for trail, key, seen in zip(trails, now, before or (0,) * len(now), strict=True)
        if key > seen
    ]
    rows = [row for row in newer if row]
    last = max(rows, key=lambda row: row.history_date, default=None)
    return LastSave(last.history_date, last.history_user_id) if last else None
