"""Putting values into an entry: what accepted proposals, undone changes, merges and spreadsheets have in common."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.editing.differences import kind_of_row
from catalogue.editing.state import CITATION, CONNECTION, ROWS, State, columns_of, state_of
from catalogue.models import Citation, Connection, Entry
from catalogue.models.entry import publishing_problems


def apply(entry: Entry, values: State, *, user: AbstractBaseUser | None, reason: str = "") -> Entry:
    """Set columns, evidence and connections of an entry, all of them or none, and store it as one change.

    ``values`` are keyed as in ``catalogue.editing.state``; None empties a column and removes a row. A row with a
    number that is no longer there comes back with it. History names ``user`` and ``reason``. Nothing is stored when
    nothing would change. Raises ValidationError, with sentences by key, when a rule forbids the outcome; the entry is
    locked meanwhile. Returns it as stored.
    """
    with transaction.atomic():
        model = entry.entry_type.model
        # Joins to what may be missing cannot be locked on PostgreSQL; the parent's row is what everybody locks.
        if not Entry.objects.select_for_update().filter(pk=entry.pk).exists():
            raise ValidationError({NON_FIELD_ERRORS: [_("Somebody deleted this entry meanwhile.")]})
        stored = model.objects.get(pk=entry.pk)
        before = state_of(stored)
        changed = {key: value for key, value in values.items() if before.get(key) != value}
        if changed:
            _Application(stored, changed, user, reason).run()
        return stored


class _Application:
    """One change of one entry."""

    def __init__(self, entry: Entry, values: State, user: AbstractBaseUser | None, reason: str):
        self.entry = entry
        self.user = user
        self.reason = reason
        self.problems: dict[str, list[str]] = defaultdict(list)
        self.columns = {key: value for key, value in values.items() if key in columns_of(type(entry))}
        self.rows = {key: value for key, value in values.items() if kind_of_row(key)}
        for key in values.keys() - self.columns.keys() - self.rows.keys():
            self.problems[key].append(_("There is no such field."))
        self.citations: dict[str, Citation] = {f"citation-{row.pk}": row for row in entry.citations.all()}
        self.connections: dict[str, Connection] = {f"connection-{row.pk}": row for row in entry.connections.all()}

    def run(self) -> None:
        self._refuse_rows_of_others()
        lists = {}
        for name, value in self.columns.items():
            column: Any = self.entry._meta.get_field(name)
            if column.many_to_many:
                lists[name] = value or []
            else:
                with self._noting(name):
                    set_value(self.entry, name, value)
        self._refuse_if_wrong()
        self._check()
        self._refuse_if_wrong()
        self._set_lists(lists)
        self._sign(self.entry).save()
        self._write_rows()
        self._refuse_if_wrong()

    def _refuse_rows_of_others(self) -> None:
        """A row that is stored, but not here, stays where it is: only one that is gone comes back by its number."""
        for key, row in self.rows.items():
            number = _number(key)
            if row is None or number is None or key in self.citations | self.connections:
                continue
            model, _columns = ROWS[kind_of_row(key) or ""]
            if model._default_manager.filter(pk=number).exists():
                self.problems[key].append(_("This belongs to another entry."))

    def _check(self) -> None:
        with self._noting(""):
            self.entry.full_clean()
        gone = sum(1 for key, row in self.rows.items() if row is None and key in self.citations)
        new = sum(1 for key, row in self.rows.items() if row and kind_of_row(key) == "citation")
        new -= sum(1 for key, row in self.rows.items() if row and key in self.citations)
        count = len(self.citations) - gone + new
        for problem in publishing_problems(status=self.entry.status, citation_count=count):
            self.problems[NON_FIELD_ERRORS].append(str(problem))

    def _set_lists(self, lists: dict[str, list[int]]) -> None:
        """Many-to-many fields first and without history, so that one row of it holds the whole change."""
        self.entry.skip_history_when_saving = True  # type: ignore[attr-defined]
        for name, keys in lists.items():
            relation = getattr(self.entry, name)
            known = set(relation.model.objects.filter(pk__in=keys).values_list("pk", flat=True))
            if known != set(keys):
                self.problems[name].append(_("Some of these are no longer there."))
            relation.set(known)
        del self.entry.skip_history_when_saving  # type: ignore[attr-defined]

    def _write_rows(self) -> None:
        evidence = self._rows("citation")
        connections = self._rows("connection")
        for key, row in evidence.items():
            if row is not None:
                self._write_citation(key, row)
        for key, row in connections.items():
            if row is None and key in self.connections:
                self._sign(self.connections.pop(key)).delete()
        for key, row in connections.items():
            if row is not None:
                self._write_connection(key, row)
        for key, row in evidence.items():
            if row is None and key in self.citations:
                self._delete_citation(key)
        self._close_gaps()

    def _rows(self, kind: str) -> dict[str, Any]:
        return {key: row for key, row in self.rows.items() if kind_of_row(key) == kind}

    def _write_citation(self, key: str, row: dict[str, Any]) -> None:
        citation = self.citations.get(key) or Citation(pk=_number(key), entry=self.entry)
        for name in CITATION:
            set_value(citation, name, row.get(name))
        citation.position = row.get("position") or len(self.citations) + 1
        with self._noting(key):
            citation.full_clean(exclude=["id"])
            self._sign(citation).save()
            self.citations[key] = citation

    def _write_connection(self, key: str, row: dict[str, Any]) -> None:
        connection = self.connections.get(key) or Connection(pk=_number(key), subject=self.entry)
        connection.subject = self.entry
        for name in CONNECTION:
            if name != "citation":
                set_value(connection, name, row.get(name))
        evidence = self.citations.get(f"citation-{row.get('citation')}")
        with self._noting(key):
            if evidence is None:
                raise ValidationError(_("The evidence it rests on is not there."))
            connection.citation = evidence
            connection.full_clean(exclude=["id", "subject_type", "object_type"])
            self._sign(connection).save()

    def _delete_citation(self, key: str) -> None:
        citation = self.citations.pop(key)
        if citation.connections.exists():
            self.problems[key].append(_("A connection of this entry rests on it."))
        else:
            self._sign(citation).delete()

    def _close_gaps(self) -> None:
        """Readers see evidence counted from 1."""
        for number, citation in enumerate(self.entry.citations.order_by("position", "pk"), 1):
            if citation.position != number:
                citation.position = number
                self._sign(citation).save()

    def _sign(self, thing: Any) -> Any:
        thing._history_user = self.user
        thing._change_reason = self.reason
        return thing

    def _noting(self, key: str) -> _Noting:
        return _Noting(self.problems, key)

    def _refuse_if_wrong(self) -> None:
        if self.problems:
            raise ValidationError(dict(self.problems))


class _Noting:
    """Collects what a check complains of: under one key, or under the names of columns."""

    def __init__(self, problems: dict[str, list[str]], key: str):
        self.problems = problems
        self.key = key

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> bool:
        if not isinstance(error, ValidationError):
            return False
        if self.key:
            self.problems[self.key] += error.messages
        else:
            for name, messages in error.message_dict.items():
                self.problems[name] += messages
        return True


def set_value(instance: models.Model, name: str, value: Any) -> None:
    """Put a value of a state into a column of an object that is yet to be saved."""
    column: Any = instance._meta.get_field(name)
    if isinstance(column, models.ImageField):
        # Not by assignment: that opens the file to find out how large the picture is.
        picture: Any = column
        file, width, height = value or ("", None, None)
        instance.__dict__ |= {picture.attname: file, picture.width_field: width, picture.height_field: height}
    elif value is None:
        empty = None if column.null else column.get_default()
        setattr(instance, column.attname, "" if empty is None and not column.null else empty)
    elif column.related_model or isinstance(value, (list, dict)):
        setattr(instance, column.attname, value)
    else:
        setattr(instance, column.attname, column.to_python(value))


def _number(key: str) -> int | None:
    rest = key.partition("-")[2]
    return int(rest) if rest.isdigit() else None
