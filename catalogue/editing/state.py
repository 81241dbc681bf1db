"""An entry as plain values, evidence and connections included, so that two states of it can be compared.

A state maps keys to values that JSON can hold. Keys are the names of columns (``summary_es``, ``places``), and for what
has rows of its own ``citation-12`` and ``connection-7`` (``citation-new1`` for one that is not stored yet).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from catalogue import registry
from catalogue.models import Citation, Connection, Entry
from catalogue.models.fields import both
from catalogue.partial_dates import PartialDate

State = dict[str, Any]

CITATION = ("source", "section", "paragraph", "standing", *both("claim"), "position")
CONNECTION = ("kind", "object", "citation", *both("note"))
ROWS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "citation": (Citation, CITATION),
    "connection": (Connection, CONNECTION),
}


def columns_of(model: type[Entry]) -> tuple[str, ...]:
    """The columns of a type that editors change, in the order of its form."""
    known = registry.get(model.TYPE)
    texts = [name for text in ("body", *known.sections) for name in both(text)]
    picture = ("image", *both("image_alt"), "image_credit", "image_licence")
    checked = ("verified_on", "verified_how", "verified_by")
    first = (*both("name"), "slug", *both("summary"), "aliases", "status")
    return (*first, *known.facts, "places", *texts, *checked, *picture)


def state_of(entry: Entry) -> State:
    """A typed entry as it is stored now. Four queries, or five for tactics."""
    state = {name: stored_value(entry, name) for name in columns_of(type(entry))}
    state |= {f"citation-{row.pk}": row_values(row, CITATION) for row in entry.citations.all()}
    state |= {f"connection-{row.pk}": row_values(row, CONNECTION) for row in entry.connections.all()}
    return state


def stored_value(instance: Any, name: str) -> Any:
    """The value of one column of an entry; of an old state too, but for its lists (catalogue.editing.history)."""
    model: Any = getattr(instance, "instance_type", type(instance))
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        return _keys(getattr(instance, name).all())
    if isinstance(field, models.ImageField):
        picture: Any = field
        file = str(getattr(instance, name) or "")
        size = [getattr(instance, each) for each in (picture.width_field, picture.height_field)]
        return [file, *size] if file else None
    return plain(getattr(instance, field.attname))


def row_values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """The columns of a citation or connection, or of an old state of one."""
    model: Any = getattr(row, "instance_type", type(row))
    return {name: plain(getattr(row, model._meta.get_field(name).attname)) for name in names}


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it; nothing is None, whatever the column calls it."""
    if isinstance(value, PartialDate):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value in ("", []) else value


def _keys(rows: Iterable[Any]) -> list[int] | None:
    return sorted(row.pk for row in rows) or None
