"""Putting content files into the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue import registry
from catalogue.data.columns import Column
from catalogue.data.content import Content
from catalogue.data.evidence import in_order
from catalogue.data.guides import write_steps
from catalogue.data.pages import ContentError, Key, Page, Problem
from catalogue.data.shapes import CITATION, CONNECTION, Shape, all_shapes
from catalogue.models import Citation, Connection, Entry, Guide, Place, SlugRedirect, Source, Term

REASON = "Loaded from content files"


@dataclass
class Outcome:
    """What a load did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_alone: list[str] = field(default_factory=list)  # a sentence for each


@transaction.atomic
def load(content: Content, *, theirs: bool = False, dry_run: bool = False) -> Outcome:
    """Create and update by slug whatever content files hold: all of it or, when anything fails, nothing.

    What an editor changed since the last load is left alone and listed where its file changed too; ``theirs`` puts
    the file over it. What only the database holds stays. ``dry_run`` tells what would happen and undoes it.
    Raises ContentError when the content has problems or the database refuses some of it.
    """
    if content.problems:
        raise ContentError(content.problems)
    loading = _Loading(content, theirs)
    loading.run()
    if dry_run:
        transaction.set_rollback(True)
    return loading.done


class _Loading:
    """One load: what there is, what there will be."""

    def __init__(self, content: Content, theirs: bool):
        self.content = content
        self.theirs = theirs
        self.done = Outcome()
        self.things: dict[Key, Any] = {}  # as stored
        self.moved: dict[Key, Any] = {}  # by addresses that they have no longer
        self.waiting: dict[Key, Page] = {}  # still to be written

    def run(self) -> None:
        self._hold_editors()
        self._look()
        pages = [page for page in self.content.pages.values() if self._is_to_be_written(page)]
        self.waiting = {page.key: page for page in pages}
        for page in pages:
            self.find(page.key)
        # Only now: a connection may lead to an entry that came later.
        for page in pages:
            with _naming(page):
                if page.shape.cited:
                    self._write_evidence(page)
                elif page.shape.model is Guide:
                    steps = page.record.get("steps") or []
                    write_steps(self.things[page.key], steps, self.find, self._put, _delete)
        self._refuse_circles(pages)

    def find(self, key: Key) -> Any:
        """The object behind a folder and a slug, written first if need be; None when editors deleted it."""
        if page := self.waiting.pop(key, None):
            with _naming(page):
                self.things[key] = self._write(page)
        return self.things.get(key) or self.moved.get(key)

    def _hold_editors(self) -> None:
        """Until the load is done nobody else changes what it compares (SQLite lets only one write anyway)."""
        for model in (Place, Source, Entry, Guide, Term):
            list(model.objects.select_for_update().order_by("pk").values_list("pk"))

    def _look(self) -> None:
        for shape in all_shapes().values():
            self.things |= {(shape.folder, thing.slug): thing for thing in shape.stored()}
        entries = {thing.pk: thing for thing in self.things.values() if isinstance(thing, Entry)}
        for old in SlugRedirect.objects.filter(entry__in=entries):
            self.moved[registry.get(old.type).folder, old.old_slug] = entries[old.entry_id]

    def _is_to_be_written(self, page: Page) -> bool:
        """Whether the file wins; notes what happens to it."""
        digest = page.shape.digest(page.slug, page.record)
        thing = self.things.get(page.key)
        if not thing:
            return self._is_new(page, digest)
        stored = page.shape.digest(thing.slug, page.shape.record(thing))
        if digest == stored and digest != thing.loaded_digest:  # an editor and the file came to say the same
            type(thing).objects.filter(pk=thing.pk).update(loaded_digest=digest)
        if digest in (stored, thing.loaded_digest):
            self.done.unchanged += 1
        elif stored == thing.loaded_digest or self.theirs:
            self.done.updated += 1
            return True
        else:
            self.done.left_alone.append(_("%s: an editor changed this, and so did the file.") % page.file)
        return False

    def _is_new(self, page: Page, digest: str) -> bool:
        """Whether nothing of that name has been there before, as far as history goes."""
        past = page.shape.model.history.filter(slug=page.slug).first()  # type: ignore[attr-defined]
        moved = self.moved.get(page.key) or (past and self._by_id(page.shape, past.id))
        if moved:
            self.moved[page.key] = moved
            self._note_move(page, moved, digest)
        elif past and not self.theirs:
            self.done.left_alone.append(_("%s: an editor deleted this. Remove the file.") % page.file)
        else:
            self.done.created += 1
        return not moved and (not past or self.theirs)

    def _note_move(self, page: Page, thing: Any, digest: str) -> None:
        if digest == thing.loaded_digest:
            self.done.unchanged += 1
        else:
            sentence = _("%(file)s: an editor moved this to “%(slug)s”. Rename the file.")
            self.done.left_alone.append(sentence % {"file": page.file, "slug": thing.slug})

    def _by_id(self, shape: Shape, number: int) -> Any:
        same_type = (thing for (folder, _slug), thing in self.things.items() if folder == shape.folder)
        return next((thing for thing in same_type if thing.id == number), None)

    def _write(self, page: Page) -> Any:
        thing: Any = self.things.get(page.key) or page.shape.model(slug=page.slug)
        page.shape.fill(thing, page.record, self.find)
        thing.loaded_digest = page.shape.digest(page.slug, page.record)
        thing._change_reason = REASON
        if thing._state.adding:
            thing.save()
            self._set_lists(page, thing)
        else:  # lists first, so that one row of history holds the whole change
            thing.skip_history_when_saving = True
            self._set_lists(page, thing)
            del thing.skip_history_when_saving
            thing.save()
        return thing

    def _set_lists(self, page: Page, thing: Any) -> None:
        for column in page.shape.lists:
            column.set(thing, page.record.get(column.name), self.find)

    def _write_evidence(self, page: Page) -> None:
        """Citations keep their rows by position, connections by kind and object."""
        entry, record = self.things[page.key], in_order(page.record)
        rows = record.get("citations") or {}
        stored = list(entry.citations.all())
        citations = {}
        for number, (key, row) in enumerate(rows.items(), 1):
            citation = stored[number - 1] if number <= len(stored) else Citation(entry=entry)
            citations[key] = self._put(citation, CITATION, row, position=number)
        self._write_connections(entry, record.get("connections") or [], citations)
        for citation in stored[len(rows) :]:
            _delete(citation)

    def _write_connections(self, entry: Entry, rows: list[dict[str, Any]], citations: dict[str, Citation]) -> None:
        stored = {(connection.kind, connection.object_id): connection for connection in entry.connections.all()}
        written = set()
        for row in rows:
            folder, _slash, slug = row["to"].partition("/")
            other = self.find((folder, slug))
            if not other or other.pk == entry.pk or (row["kind"], other.pk) in written:
                continue  # editors deleted it, or merged entries that the files still keep apart
            written.add((row["kind"], other.pk))
            connection = stored.pop((row["kind"], other.pk), None) or Connection(subject=entry, object=other)
            self._put(connection, CONNECTION, row, citation=citations[row["citation"]])
        for connection in stored.values():
            _delete(connection)

    def _put(self, thing: Any, columns: tuple[Column, ...], row: dict[str, Any], **others: Any) -> Any:
        """Store a row of evidence, unless it says this already."""
        wanted = {column.name: row.get(column.name) for column in columns}
        is_same = thing.pk and {column.name: column.get(thing) for column in columns} == wanted
        if is_same and all(getattr(thing, name) == value for name, value in others.items()):
            return thing
        for column in columns:
            column.put(thing, wanted[column.name], self.find)
        for name, value in others.items():
            setattr(thing, name, value)
        thing._change_reason = REASON
        thing.save()
        return thing

    def _refuse_circles(self, pages: list[Page]) -> None:
        """Files without circles can close one together with what editors changed."""
        for page in pages:
            if page.shape.upward:
                with page.complaining():
                    page.shape.model._default_manager.get(slug=page.slug).clean()
        if problems := [problem for page in pages for problem in page.problems]:
            raise ContentError(problems)


def _delete(thing: Any) -> None:
    thing._change_reason = REASON
    thing.delete()


@contextmanager
def _naming(page: Page) -> Iterator[None]:
    """When the database refuses something after all, say which file it was."""
    try:
        yield
    except (DataError, IntegrityError, ValidationError) as error:
        sentence = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise ContentError([Problem(page.file, 1, "file", _("The database refuses this: %s") % sentence)]) from error
