"""Triggers that mark what the index has to read again, in the very transaction that changes it.

They hear of every change: saves, bulk updates, fixtures, another program's SQL. What follows from a mark is
``catalogue.search.upkeep``. They are written from the models, so a new type needs nothing here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import connections

from catalogue import registry
from catalogue.models import Citation, Connection, Entry, Guide, GuideEntry, GuideStep, Place, Source, Term
from catalogue.search import fields
from catalogue.search.models import Mark

PREFIX = "search_mark_"
MOMENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def watched() -> dict[str, set[str]]:
    """Table → what to mark when a row changes, in SQL: ``{row}`` is NEW or OLD. Pages show all of these tables."""
    tables: dict[str, set[str]] = {
        _table(Entry): {"{row}.id"},
        _table(Citation): {"{row}.entry_id"},
        _table(Connection): {"{row}.subject_id", "{row}.object_id"},
        _table(Place): {"NULL", _those("entry_id", _table(Entry.places.through), "place_id")},
        _table(Source): {"NULL", _those("entry_id", _table(Citation), "source_id")},
        _table(Entry.places.through): {"{row}.entry_id"},
        **{_table(model): {"NULL"} for model in (Guide, GuideStep, GuideEntry, Term)},  # pages of their own
    }
    for entry_type in registry.all_types():
        model: Any = entry_type.model
        tables[_table(model)] = {f"{{row}}.{model._meta.pk.column}"}
        for column in model._meta.local_many_to_many:
            tables[_table(column.remote_field.through)] = {f"{{row}}.{column.m2m_column_name()}"}
            tables.setdefault(_table(column.related_model), {"NULL"})
    return tables


@cache
def tables() -> frozenset[str]:
    """The names of all that is watched."""
    return frozenset(watched())


def _table(model: Any) -> str:
    return model._meta.db_table


def _those(column: str, table: str, of: str) -> str:
    return f"{column} FROM {table} WHERE {of} = {{row}}.id"


def statements(vendor: str) -> Iterator[tuple[str, str, list[str]]]:
    """Of every trigger its name, its table and the SQL that creates it.

    The name changes with the SQL, and with the fields that the index holds: after an upgrade that adds a facet, new
    triggers have everything read again (``install``).
    """
    marks, held = _table(Mark), " ".join(sorted(fields.held()))
    for table, what in watched().items():
        for moment, rows in MOMENTS.items():
            selects = sorted({each.format(row=row) for each in what for row in rows})
            body = f"INSERT INTO {marks} (entry) {' UNION '.join(f'SELECT {each}' for each in selects)};"
            name = PREFIX + hashlib.sha256(f"{vendor} {table} {moment} {body} {held}".encode()).hexdigest()[:16]
            if vendor == "postgresql":
                function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} RETURN NULL; END $$"
                created = [
                    f"{function} LANGUAGE plpgsql",
                    f"CREATE TRIGGER {name} AFTER {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
                ]
            else:
                created = [f"CREATE TRIGGER {name} AFTER {moment} ON {table} BEGIN {body} END"]
            yield name, table, created


def install(using: str = "default", **_signal: Any) -> None:
    """Make the triggers be those of the models; where any was missing, everything is marked to be read again.

    Called after every migration: on SQLite, changing a table takes its triggers away.
    """
    connection = connections[using]
    tables = connection.introspection.table_names()
    if _table(Mark) not in tables:  # migrated back to before search
        return
    wanted = {name: created for name, table, created in statements(connection.vendor) if table in tables}
    with connection.cursor() as cursor:
        there = _there(connection.vendor, cursor)
        for name in there.keys() - wanted.keys():
            _drop(connection.vendor, cursor, name, there[name])
        missing = wanted.keys() - there.keys()
        for name in sorted(missing):
            for statement in wanted[name]:
                cursor.execute(statement)
        if missing and _table(Entry) in tables:
            cursor.execute(f"INSERT INTO {_table(Mark)} (entry) SELECT id FROM {_table(Entry)}")  # noqa: S608
            cursor.execute(f"INSERT INTO {_table(Mark)} (entry) SELECT NULL")


def remove(using: str = "default") -> None:
    """Take all of them away: before the table of marks goes."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in _there(connection.vendor, cursor).items():
            _drop(connection.vendor, cursor, name, table)


def _there(vendor: str, cursor: Any) -> dict[str, str]:
    """The triggers that exist: name → table."""
    if vendor == "postgresql":
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE starts_with(tgname, %s)", [PREFIX])
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
        )
    return dict(cursor.fetchall())


def _drop(vendor: str, cursor: Any, name: str, table: str) -> None:
    if vendor == "postgresql":
        cursor.execute(f"DROP TRIGGER {name} ON {table}")
        cursor.execute(f"DROP FUNCTION {name}()")
    else:
        cursor.execute(f"DROP TRIGGER {name}")
