"""Keeps the stored index true to the entries.

Whatever changes leaves marks (catalogue.search.triggers). Before anybody is answered from the index, and as soon as a
change is committed, ``catch_up`` reads the marked entries again, stores what is new and gives the index a new version.
"""

from __future__ import annotations

import logging
import secrets
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Max, Model
from pyroaring import BitMap

from catalogue.models import Entry
from catalogue.search import fields, triggers
from catalogue.search.documents import BATCH, Key, describe
from catalogue.search.models import Change, Document, Mark, Posting, State

logger = logging.getLogger(__name__)
T = TypeVar("T")

KEPT = 200  # changes, for processes that were asleep
MANY = 5_000  # rows in one statement
SQL = f"SELECT version, EXISTS (SELECT 1 FROM {Mark._meta.db_table}) FROM {State._meta.db_table}"  # noqa: S608


def version() -> str:
    """Which index is true now; what is marked is read first. One short query when nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        found = cursor.fetchone()
    if found is None or found[1]:
        try:
            return catch_up()
        except OperationalError:  # a full disk, or somebody who holds the database for too long
            if connection.in_atomic_block:
                raise
            logger.exception("The index could not be brought up to date. Readers get what it was.")
    return found[0] if found else ""


def soon(sender: type[Model], **_signal: Any) -> None:
    """Catch up once the transaction that changed something is committed, so that no reader has to."""
    waiting: set[Any] = {registered[1] for registered in connection.run_on_commit}
    if sender._meta.db_table in triggers.tables() and catch_up not in waiting:
        transaction.on_commit(catch_up, robust=True)


@transaction.atomic
def catch_up() -> str:
    """Read what is marked again, and store it; the version that is true then."""
    state = _locked()
    marks = list(Mark.objects.values_list("pk", "entry"))
    entries = BitMap(entry for _pk, entry in marks if entry)
    if len(entries) > max(MANY, Document.objects.count() / 2):
        _rebuild(state)
    elif marks:
        postings = _store(entries)
        for keys in _parts((pk for pk, _entry in marks)):
            Mark.objects.filter(pk__in=keys).delete()
        _new_version(state, entries, postings, names=any(entry is None for _pk, entry in marks))
    return state.version


@transaction.atomic
def rebuild() -> int:
    """Forget the index and read all published entries; how many these are."""
    return _rebuild(_locked())


def _rebuild(state: State) -> int:
    for model in (Mark, Document, Posting, Change):
        model.objects.all().delete()
    numbers: dict[Key, int] = {}
    postings: list[array[int]] = []  # by those numbers: entries in order
    documents = []
    count = 0
    for description in describe(Entry.objects.published().order_by("pk").values_list("pk", flat=True)):
        document = description.document
        own = [numbers.setdefault(key, len(numbers)) for key in description.keys]
        postings += (array("I") for _ in range(len(numbers) - len(postings)))
        for number in own:
            postings[number].append(document.pk)
        document.postings = BitMap(own).serialize()
        documents.append(document)
        count += 1
        if len(documents) == BATCH:
            Document.objects.bulk_create(documents)
            documents = []
    Document.objects.bulk_create(documents)
    rows = (_posting(number, key, BitMap(postings[number])) for key, number in numbers.items())
    for part in _parts(rows):
        Posting.objects.bulk_create(part)
    _new_version(state, BitMap(), BitMap(), names=True)
    return count


def _locked() -> State:
    """The state of the index, which nobody else can change until the transaction ends.

    Raises OperationalError when somebody else holds it for longer than SQLite waits as well (catalogue.environment).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
    state = State.objects.select_for_update().first()
    if state is None:
        State.objects.get_or_create(pk=1, defaults={"version": ""})
        state = State.objects.select_for_update().get()
    return state


def _new_version(state: State, entries: BitMap, postings: BitMap, *, names: bool) -> None:
    state.version = secrets.token_hex(16)
    state.save()
    change = Change.objects.create(
        version=state.version, entries=entries.serialize(), postings=postings.serialize(), names=names
    )
    Change.objects.filter(pk__lte=change.pk - KEPT).delete()


def _store(entries: BitMap) -> BitMap:
    """Store what the entries are now; the numbers of the held postings that this changed."""
    before = {
        pk: BitMap.deserialize(bytes(stored))
        for part in _parts(entries)
        for pk, stored in Document.objects.filter(pk__in=part).values_list("pk", "postings")
    }
    described = list(describe(entries))
    numbers = _numbers({key for description in described for key in description.keys})
    added: dict[int, list[int]] = {}
    removed: dict[int, list[int]] = {}
    for description in described:
        document = description.document
        now = BitMap(numbers[key] for key in description.keys)
        then = before.pop(document.pk, BitMap())
        document.postings = now.serialize()
        _note(added, now - then, document.pk)
        _note(removed, then - now, document.pk)
    for pk, then in before.items():  # no longer published
        _note(removed, then, pk)
    for part in _parts(before):
        Document.objects.filter(pk__in=part).delete()
    _upsert(Document, "entry", [description.document for description in described])
    return _move(added, removed)


def _note(changes: dict[int, list[int]], postings: BitMap, entry: int) -> None:
    for number in postings:
        changes.setdefault(number, []).append(entry)


def _numbers(keys: set[Key]) -> dict[Key, int]:
    """The number of each posting; those that are new get an empty row."""
    numbers: dict[Key, int] = {}
    for part in _parts({value for _field, value in keys}):
        rows = Posting.objects.filter(value__in=part).values_list("field", "value", "pk")
        numbers |= {(field, value): pk for field, value, pk in rows}
    missing = sorted(keys - numbers.keys())
    last = (Posting.objects.aggregate(last=Max("pk"))["last"] or 0) if missing else 0
    new = {key: last + n for n, key in enumerate(missing, 1)}
    for made in _parts(new.items()):
        Posting.objects.bulk_create(_posting(pk, key, BitMap()) for key, pk in made)
    return numbers | new


def _move(added: dict[int, list[int]], removed: dict[int, list[int]]) -> BitMap:
    """Put entries into postings and take them out; the numbers of those that processes hold in memory.

    A posting that runs empty stays, so that they learn of it.
    """
    held, changed = fields.held(), BitMap()
    for part in _parts(added.keys() | removed.keys()):
        rows = []
        for posting in Posting.objects.filter(pk__in=part):
            entries = BitMap.deserialize(bytes(posting.entries)) | BitMap(added.get(posting.pk, ()))
            if posting.field in held:
                changed.add(posting.pk)
            rows.append(
                _posting(posting.pk, (posting.field, posting.value), entries - BitMap(removed.get(posting.pk, ())))
            )
        _upsert(Posting, "id", rows)
    return changed


def _posting(pk: int, key: Key, entries: BitMap) -> Posting:
    field, value = key
    return Posting(pk=pk, field=field, value=value, size=len(entries), entries=entries.serialize())


def _upsert(model: type[Model], key: str, rows: Iterable[Model]) -> None:
    columns = [column.name for column in model._meta.concrete_fields if not column.primary_key]
    for part in _parts(rows):
        model._default_manager.bulk_create(part, update_conflicts=True, unique_fields=[key], update_fields=columns)


def _parts(whole: Iterable[T]) -> Iterator[list[T]]:
    """As lists of MANY at most."""
    rest = iter(whole)
    while part := list(islice(rest, MANY)):
        yield part
