"""What has to hold between content files, asked of the models themselves; no database is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, models
from django.db.utils import ConnectionHandler

from catalogue.data.guides import check_steps
from catalogue.data.pages import Key, Page
from catalogue.data.shapes import CITATION, CONNECTION
from catalogue.models import Citation, Connection, Guide
from catalogue.models.entry import publishing_problems

NOWHERE = "content-checks"  # an empty SQLite in memory: models express their constraints in SQL


def check(pages: Iterable[Page]) -> None:
    """Have each page complain about what does not fit the models or the other pages."""
    pages = list(pages)
    things = _things(pages)
    with _memory():
        for page in pages:
            _check_thing(page, things[page.key])
    broken = {page.key for page in pages if page.complained("outline") or not page.record}
    sound = {key: thing for key, thing in things.items() if key not in broken}
    for page in pages:
        if page.shape.cited and page.record:
            _check_evidence(page, things[page.key], sound)
        if page.shape.model is Guide and page.record:
            check_steps(page)


def _things(pages: list[Page]) -> dict[Key, Any]:
    """Objects as they will be, with numbers of their own instead of the database's."""
    things: dict[Key, Any] = {}
    for number, page in enumerate(pages, 1):
        things[page.key] = page.shape.model(slug=page.slug, id=number)
        things[page.key].pk = number
    for page in pages:
        page.shape.fill(things[page.key], page.record, things.get)
    return things


def _check_thing(page: Page, thing: Any) -> None:
    if not any(page.complained(column.name) for column in page.shape.upward):  # a circle has been told, with its way
        with page.complaining():
            thing.clean()
    if page.problems:
        return  # what is missing or wrong has been said
    for constraint in thing._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            with page.complaining(_field_of(constraint, page)):
                constraint.validate(type(thing), thing, using=NOWHERE)


def _field_of(constraint: models.CheckConstraint, page: Page) -> str:
    """The last field of the file that a constraint speaks of."""
    spoken_of = constraint.condition.referenced_base_fields  # type: ignore[union-attr]
    return next((name for name in reversed(page.record) if name in spoken_of), "")


def _check_evidence(page: Page, entry: Any, things: dict[Key, Any]) -> None:
    rows = page.record.get("citations") or {}
    if not page.complained("citations"):
        for sentence in publishing_problems(status=entry.status, citation_count=len(rows)):
            page.complain("citations", str(sentence))
    citations = {}
    for number, (key, row) in enumerate(rows.items(), 1):
        citations[key] = Citation(entry=entry, pk=number)
        for column in CITATION:
            column.put(citations[key], row.get(column.name), things.get)
        with page.complaining(f"citations.{key}"):
            citations[key].clean()
    _check_connections(page, entry, citations, things)


def _check_connections(page: Page, entry: Any, citations: dict[str, Citation], things: dict[Key, Any]) -> None:
    said = set()
    for number, row in enumerate(page.record.get("connections") or [], 1):
        at = f"connections.{number}"
        if page.complained(at):
            continue
        connection = Connection(subject=entry, object=things[_key(row["to"])], citation=citations[row["citation"]])
        for column in CONNECTION:
            column.put(connection, row.get(column.name), things.get)
        with page.complaining(at):
            connection.clean()
        if connection.object == entry:
            page.complain(at, _sentence("connection_has_two_ends"))
        if (row["kind"], row["to"]) in said:
            page.complain(at, _sentence("connection_is_said_once"))
        said.add((row["kind"], row["to"]))


def _key(to: str) -> Key:
    folder, _slash, slug = to.partition("/")
    return folder, slug


def _sentence(name: str) -> str:
    """What the model itself says when one of its rules is broken."""
    return next(str(rule.violation_error_message) for rule in Connection._meta.constraints if rule.name == name)


@contextmanager
def _memory() -> Iterator[None]:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connections[NOWHERE] = ConnectionHandler({"default": database})["default"]
    try:
        yield
    finally:
        connections[NOWHERE].close()
        del connections[NOWHERE]
