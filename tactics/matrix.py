"""Who uses which tactic, and which was used where: a table for each phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from catalogue.models import Connection, ConnectionKind, Entry, Status
from catalogue.search.analysis import fold
from tactics.models import Tactic


@dataclass(frozen=True)
class Header:
    """A row or a column: an entry, and the list that it narrows."""

    entry: Entry
    url: str


@dataclass(frozen=True)
class Table:
    """The tactics of one phase (columns) and those who use them, or the events in which they were used (rows)."""

    phase: str
    label: str
    columns: list[Header]
    rows: list[
        tuple[Header, list[tuple[Header, str]]]
    ]  # in each cell its column and the address of its evidence, or ""


@dataclass(frozen=True)
class Matrix:
    """What stands in the rows: which connections count, and how the lists are narrowed by rows and columns."""

    kind: ConnectionKind
    tactic_end: str  # of the connection
    row_end: str
    row_parameter: str  # of the list of tactics
    column_list: str  # the list that a tactic narrows

    def tables(self) -> Iterator[Table]:
        """A table for each phase that has anything to show, in two queries."""
        used = list(
            Connection.objects.filter(
                kind=self.kind, subject__status=Status.PUBLISHED, object__status=Status.PUBLISHED
            ).select_related("subject", "object", "citation")
        )
        phases = dict(Tactic.objects.published().values_list("pk", "phase"))
        for phase, label in Tactic.Phase.choices:
            if here := [each for each in used if phases.get(self._tactic(each).pk) == phase]:
                yield self._table(phase, str(label), here)

    def _table(self, phase: str, label: str, used: list[Connection]) -> Table:
        tactics = _in_order({self._tactic(each) for each in used})
        evidence = {(self._row(each), self._tactic(each)): _address(each) for each in used}
        columns = [Header(tactic, _narrowed(self.column_list, tactic=tactic.slug)) for tactic in tactics]
        rows = [
            (
                Header(row, _narrowed("tactics", **{self.row_parameter: row.slug})),
                [(column, evidence.get((row, column.entry), "")) for column in columns],
            )
            for row in _in_order({self._row(each) for each in used})
        ]
        return Table(phase, label, columns, rows)

    def _tactic(self, connection: Connection) -> Entry:
        return getattr(connection, self.tactic_end)

    def _row(self, connection: Connection) -> Entry:
        return getattr(connection, self.row_end)


MATRICES = {
    "organisations": Matrix(ConnectionKind.USES, "object", "subject", "organisation", "organisations"),
    "events": Matrix(ConnectionKind.USED_IN, "subject", "object", "event", "events"),
}


def _in_order(entries: set[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (fold(str(entry)), entry.pk))


def _address(connection: Connection) -> str:
    """Where the evidence stands: on the page of the connection's subject."""
    return f"{connection.subject.get_absolute_url()}#evidence-{connection.citation.position}"


def _narrowed(name: str, **parameters: str) -> str:
    return f"{reverse(name)}?{urlencode(parameters)}"
