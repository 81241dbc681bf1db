"""Many rows into a table at once, past models and signals but never past the rules of the database."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Model

from benchmarks.records import Rows


def insert(rows: Rows) -> None:
    """Insert rows as they are; columns that they leave out get the model's defaults.

    A type of entry gets only its own columns: the row of its parent is inserted before. Raises IntegrityError when
    the database refuses one.
    """
    if not rows.values:
        return
    given: list[Any] = [rows.model._meta.get_field(name) for name in rows.fields]
    others = [field for field in rows.model._meta.local_concrete_fields if field not in given and _needs_a_value(field)]
    fixed = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in [*given, *others])
    places = ", ".join(["%s"] * (len(given) + len(others)))
    statement = f"INSERT INTO {quote(rows.model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 — names of our own tables
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[*_prepared(given, row), *fixed] for row in rows.values])


def _needs_a_value(field: Field) -> bool:
    """Whether the database would not fill it in by itself."""
    return not (field.primary_key or field.has_db_default() or getattr(field, "generated", False))


def _prepared(fields: list[Field], row: tuple[Any, ...]) -> list[Any]:
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]


def settle(models: list[type[Model]]) -> None:
    """After rows with numbers of their own: the next row gets the next number, and the planner knows the tables."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
