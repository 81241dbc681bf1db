"""How two states of an entry differ, in words that editors and readers understand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.editing.state import ROWS, State, columns_of
from catalogue.editing.words import Piece, compare
from catalogue.models import ConnectionKind, Entry
from catalogue.partial_dates import PartialDate, PartialDateField

KINDS_OF_ROWS = tuple(ROWS)


@dataclass(frozen=True)
class Part:
    """One value of a difference: what it is called within its row ("" for a column), and its two texts."""

    label: str
    before: str
    after: str
    language: str = ""  # of both texts, where the column belongs to one

    @property
    def changed(self) -> bool:
        """Whether the texts differ: of rows, what stayed the same is shown too."""
        return self.before != self.after

    @property
    def pieces(self) -> tuple[list[Piece], list[Piece]]:
        """Both texts with the words marked that the other one lacks."""
        return compare(self.before, self.after)


@dataclass(frozen=True)
class Difference:
    """One key whose value differs: a column, a piece of evidence, a connection."""

    key: str
    label: str
    before: Any  # as the states hold it, like
    after: Any
    parts: tuple[Part, ...]

    @property
    def added(self) -> bool:
        """Whether there was nothing before."""
        return self.before is None

    @property
    def removed(self) -> bool:
        """Whether there is nothing after."""
        return self.after is None

    @property
    def is_row(self) -> bool:
        """Whether it is a piece of evidence or a connection."""
        return kind_of_row(self.key) is not None


def kind_of_row(key: str) -> str | None:
    """ "citation" or "connection" for the key of a row, None for a column."""
    kind, dash, _rest = key.partition("-")
    return kind if dash and kind in ROWS else None


@dataclass
class Names:
    """What states refer to by key, named in the reader's language: one query for each kind of thing."""

    model: type[Entry]
    states: list[State]
    _texts: dict[type[models.Model], dict[int, str]] = field(default_factory=dict)

    def of(self, model: type[models.Model], key: int) -> str:
        """The name of a place, source, entry, account …, or a sentence when it is no longer there."""
        if model not in self._texts:
            found = model._default_manager.filter(pk__in=self._wanted[model])
            self._texts[model] = {thing.pk: str(thing) for thing in found}
        return self._texts[model].get(key) or _("(no longer there)")

    @cached_property
    def _wanted(self) -> dict[type[models.Model], set[int]]:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for state in self.states:
            for key, value in state.items():
                kind = kind_of_row(key)
                for model, name, each in self._values(kind, key, value):
                    if related := model._meta.get_field(name).related_model:
                        keys = each if isinstance(each, list) else [each]
                        wanted[related].update(one for one in keys if isinstance(one, int))
        return wanted

    def _values(self, kind: str | None, key: str, value: Any) -> list[tuple[type[models.Model], str, Any]]:
        if kind is None:
            return [(self.model, key, value)] if value else []
        model, names = ROWS[kind]
        return [(model, name, value.get(name)) for name in names if value and value.get(name)]


def differences(model: type[Entry], before: State, after: State, names: Names | None = None) -> list[Difference]:
    """What differs between two states of one entry, in the order of its page: columns, evidence, connections.

    ``names`` may be shared between many calls; it must know all states then.
    """
    names = names or Names(model, [before, after])
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    order = {name: number for number, name in enumerate(columns_of(model))}

    def place(key: str) -> tuple:
        row: Any = after.get(key) or before.get(key)
        kind = kind_of_row(key)
        if kind is None:
            return (0, order.get(key, len(order)), key)
        return (1 + KINDS_OF_ROWS.index(kind), row.get("position") or 0, row.get("kind") or "", key)

    return [
        _difference(model, key, before.get(key), after.get(key), names) for key in sorted(changed, key=place)
    ]  # fmt: skip


def _difference(model: type[Entry], key: str, before: Any, after: Any, names: Names) -> Difference:
    kind = kind_of_row(key)
    if kind is None:
        was, becomes = (text_of(model, key, value, names) for value in (before, after))
        part = Part("", was, becomes, language_of(model, key))
        return Difference(key, label_of(model, key), before, after, (part,))
    row_model, columns = ROWS[kind]
    old, new = before or {}, after or {}
    parts = []
    for name in columns:
        if old.get(name) is None and new.get(name) is None:
            continue
        was, becomes = (text_of(row_model, name, row.get(name), names) for row in (old, new))
        parts.append(Part(label_of(row_model, name), was, becomes, language_of(row_model, name)))
    return Difference(key, _row_label(kind, after or before, names), before, after, tuple(parts))


def label_of(model: type[models.Model], name: str) -> str:
    """What editors call a column; texts with their language: "Summary (Spanish)"."""
    column: Any = model._meta.get_field(name)
    label = capfirst(str(column.verbose_name))
    language = language_of(model, name)
    return f"{label} ({_language(language)})" if language else label


def _language(code: str) -> str:
    return {"en": _("English"), "es": _("Spanish")}[code]


def language_of(model: type[models.Model], name: str) -> str:
    """The language of a column that belongs to one, else ""."""
    return getattr(model._meta.get_field(name), "_translated_field_language_code", "")


def text_of(model: type[models.Model], name: str, value: Any, names: Names) -> str:
    """A value as people read it; "" for none."""
    column: Any = model._meta.get_field(name)
    if value in (None, "", []):
        return ""
    if column.related_model:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(_named(column.related_model, key, names) for key in keys)
    if isinstance(column, models.ImageField):
        return _("Picture, %(width)s by %(height)s pixels") % {"width": value[1], "height": value[2]}
    if column.choices:
        return capfirst(str(dict(column.flatchoices).get(value, value)))
    if isinstance(column, PartialDateField):
        return PartialDate.parse(value).label()
    if isinstance(column, models.DateField):
        return formats.date_format(date.fromisoformat(value[:10]), "DATE_FORMAT")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(model: type[models.Model], key: Any, names: Names) -> str:
    if model is get_user_model() and not isinstance(key, int):
        return str(key)
    return names.of(model, key) if isinstance(key, int) else _("new evidence")


def _row_label(kind: str, row: dict[str, Any], names: Names) -> str:
    if kind == "citation":
        number = row.get("position")
        return _("Evidence %(number)d") % {"number": number} if number else _("New evidence")
    kinds = dict(ConnectionKind.choices)
    other = names.of(Entry, row["object"])
    return _("Connection: %(kind)s → %(other)s") % {"kind": kinds.get(row["kind"], row["kind"]), "other": other}
