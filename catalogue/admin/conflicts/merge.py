"""What was typed beside what is stored now: where they differ, and whose change that is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from catalogue.admin.conflicts import numbers
from catalogue.admin.conflicts.contents import Contents, Row, same, tidy
from catalogue.admin.conflicts.layout import Layout, Rows

ORDER = "order"  # in the place of a row's key: the order of all of them


class Kind(Enum):
    """How it came that both differ."""

    THEIRS = auto()  # somebody else changed it, and whoever typed did not
    BOTH = auto()  # both changed it
    GONE = auto()  # somebody else deleted the row
    DELETED = auto()  # whoever typed deletes it, and somebody else changed it
    ORDER = auto()  # both put the rows into another order


@dataclass(frozen=True)
class Address:
    """Of what a key speaks: a field of the record, a row, a field of a row, or the order of rows."""

    prefix: str = ""
    row: str = ""
    field: str = ""

    @classmethod
    def of(cls, key: str) -> Address:
        """Read "summary_en", "citations-12", "citations-12-claim_en" or "citations-order"."""
        prefix, dash, rest = key.partition("-")
        if not dash:
            return cls(field=key)
        row, _dash, field = rest.partition("-")
        return cls(prefix, row, field)

    def __str__(self) -> str:
        return "-".join(part for part in (self.prefix, self.row, self.field) if part)


@dataclass(frozen=True)
class Clash:
    """One difference that somebody has to decide on."""

    address: Address
    kind: Kind
    preselected: bool = False  # what is stored is taken unless somebody says otherwise


class Merge:
    """Compares three contents of a form: ``then`` (when it was opened; None: not known), ``now`` and ``mine``.

    ``mine`` is completed: rows that others added are put into it, and rows get numbers and keys for the form in which
    it comes back. ``touched``: by prefix, the keys of rows of which something was changed that the form does not show.
    """

    def __init__(
        self,
        layout: Layout,
        then: Contents | None,
        now: Contents,
        mine: Contents,
        touched: Mapping[str, set[str]],
    ):
        self.layout = layout
        self.touched = touched
        self.then = then
        self.now = now
        self.mine = mine
        self.clashes: list[Clash] = []
        self.kept: list[Address] = []  # what only whoever typed changed
        self.added: list[Address] = []  # rows that others added
        self._fields()
        for prefix in mine.rows:
            self._rows(layout.rows[prefix])
        for prefix in mine.rows:
            self._settle(layout.rows[prefix])

    @property
    def changes_nothing(self) -> bool:
        """Whether what was typed is what is stored."""
        return not (self.clashes or self.kept or self.files)

    @property
    def files(self) -> list[str]:
        """Labels of the files that others changed: these cannot be compared."""
        then = self.then.files if self.then else self.now.files
        return [label for label, name in self.now.files.items() if then.get(label) != name]

    def _fields(self) -> None:
        then = self.then.values if self.then else None
        for name, field in self.layout.fields.items():
            self._compare(Address(field=name), field, then, self.now.values, self.mine.values)

    def _compare(self, address: Address, field: Any, then: Any, now: Any, mine: Any) -> None:
        """Note how one field differs. What was not sent is what is stored."""
        name = address.field
        if name not in mine:
            mine[name] = now[name]
        elif same(field, now[name], mine[name]):
            pass
        elif then is None or name not in then:
            self.clashes.append(Clash(address, Kind.BOTH))
        elif same(field, then[name], now[name]):
            self.kept.append(address)
        elif same(field, then[name], mine[name]):
            self.clashes.append(Clash(address, Kind.THEIRS, preselected=True))
        else:
            self.clashes.append(Clash(address, Kind.BOTH))

    def _rows(self, rows: Rows) -> None:
        self._drop_twins(rows)
        then = self.then.rows.get(rows.prefix) if self.then else None
        now, mine = self.now.rows[rows.prefix], self.mine.rows[rows.prefix]
        for key, row in list(mine.items()):
            address = Address(rows.prefix, key)
            before = then.get(key) if then is not None else None
            if key in now and row.deleted:
                if rows.differs(before, now[key]) or key in self.touched.get(rows.prefix, ()):
                    self.clashes.append(Clash(address, Kind.DELETED))
                else:
                    self.kept.append(address)
            elif key in now:
                for name, field in rows.fields.items():
                    if name != rows.order:
                        values = before.values if before else None
                        self._compare(Address(rows.prefix, key, name), field, values, now[key].values, row.values)
                if rows.order and rows.order not in row.values:
                    row.values[rows.order] = now[key].values[rows.order]
            elif not key.isdigit():
                self.kept.append(address)
            elif row.deleted:
                del mine[key]
            else:
                self.clashes.append(Clash(address, Kind.GONE, preselected=not rows.differs(before, row)))
        for key in [key for key in now if key not in mine]:
            mine[key] = Row({name: list(values) for name, values in now[key].values.items()})
            if then is None or key not in then:
                self.added.append(Address(rows.prefix, key))

    def _drop_twins(self, rows: Rows) -> None:
        """A new row that is stored already, word for word, was sent twice."""
        now, mine = self.now.rows[rows.prefix], self.mine.rows[rows.prefix]
        strangers = {key: row for key, row in now.items() if key not in mine}
        names: dict[str, str] = {}
        for key in [key for key in mine if not key.isdigit()]:
            twin = next((other for other, row in strangers.items() if not rows.differs(row, mine[key])), None)
            if twin and not mine[key].deleted:
                names[key] = twin
                del strangers[twin]
        numbers.rename(self.mine, rows.prefix, names)

    def _settle(self, rows: Rows) -> None:
        """Bring rows into the order in which the form holds them, and give them numbers."""
        now, mine = self.now.rows[rows.prefix], self.mine.rows[rows.prefix]
        wanted = self._order(rows) if rows.order else []
        stored = [key for key in mine if key in now]
        others = [key for key in mine if key not in now]
        if rows.order:
            self._number(rows, wanted)
        self.mine.rows[rows.prefix] = {key: mine[key] for key in [*stored, *others]}
        keys = list(self.mine.rows[rows.prefix])
        renamed = {key: f"new{index}" for index, key in enumerate(keys) if not key.isdigit()}
        numbers.rename(self.mine, rows.prefix, renamed)
        self.kept = [
            Address(rows.prefix, renamed[each.row], each.field)
            if each.prefix == rows.prefix and each.row in renamed
            else each
            for each in self.kept
        ]

    def _order(self, rows: Rows) -> list[str]:
        """Keys of the rows that are stored and stay, in the order that counts."""
        now, mine = self.now.rows[rows.prefix], self.mine.rows[rows.prefix]
        added = {each.row for each in self.added if each.prefix == rows.prefix}
        staying = [key for key, row in mine.items() if key in now and not row.deleted]
        common = [key for key in staying if key not in added]
        theirs = numbers.sequence(now, rows.order or "", staying)
        ours = numbers.sequence(mine, rows.order or "", common)
        if [key for key in theirs if key in ours] == ours:
            return theirs
        ours += [key for key in theirs if key not in ours]
        then = self.then.rows.get(rows.prefix) if self.then else None
        if then is not None:
            known = [key for key in common if key in then]
            before = numbers.sequence(then, rows.order or "", known)
            if [key for key in ours if key in known] == before:
                return theirs
            if [key for key in theirs if key in known] == before:
                self.kept.append(Address(rows.prefix, ORDER))
                return ours
        self.clashes.append(Clash(Address(rows.prefix, ORDER), Kind.ORDER))
        return ours

    def _number(self, rows: Rows, wanted: list[str]) -> None:
        """Give numbers to the rows in that order; new ones go where they were put, others to the end."""
        now, mine = self.now.rows[rows.prefix], self.mine.rows[rows.prefix]
        name = rows.order or ""
        whole = list(wanted)
        for key, row in mine.items():
            if key not in now and not row.deleted:
                place = None if key.isdigit() else numbers.number(row, name)
                whole.insert(place - 1 if place and place <= len(whole) else len(whole), key)
        stored = numbers.numbered(now, name)
        if whole[: len(wanted)] == numbers.sequence(now, name, wanted):  # those that are stored keep their numbers
            start = max(stored.values(), default=0)
            given = {key: stored[key] for key in wanted}
            given |= {key: start + index for index, key in enumerate(whole[len(wanted) :], 1)}
        else:
            given = {key: index for index, key in enumerate(whole, 1)}
        for key, figure in given.items():
            mine[key].values[name] = [str(figure)]


def held(contents: Contents, layout: Layout, address: Address) -> Any:
    """What stands there, in a form that can be compared; None where there is no such place."""
    if not address.prefix:
        values = contents.values.get(address.field)
        return None if values is None else tidy(values)
    rows = contents.rows.get(address.prefix)
    if rows is None or address.prefix not in layout.rows:
        return None
    order = layout.rows[address.prefix].order
    if address.row == ORDER:
        stored = [key for key, row in rows.items() if key.isdigit() and not row.deleted]
        return numbers.sequence(rows, order, stored) if order else None
    if (row := rows.get(address.row)) is None:
        return None
    if address.field:
        return tidy(row.values.get(address.field, []))
    return [row.deleted, {name: tidy(values) for name, values in sorted(row.values.items()) if name != order}]


def fingerprint(contents: Contents, layout: Layout, address: Address) -> str:
    """Tells whether what stands there was changed since somebody was asked about it."""
    text = json.dumps(held(contents, layout, address))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def take(contents: Contents, stored: Contents, address: Address) -> None:
    """Replace what was typed by what is stored."""
    if not address.prefix:
        contents.values[address.field] = stored.values[address.field]
        return
    rows, there = contents.rows[address.prefix], stored.rows.get(address.prefix, {})
    if address.row == ORDER:
        for key, name, values in _orders(there):
            if key in rows:
                rows[key].values[name] = values
    elif address.row not in there:
        del rows[address.row]
    elif address.field:
        rows[address.row].values[address.field] = there[address.row].values[address.field]
    else:
        rows[address.row] = Row(dict(there[address.row].values))


def keep(contents: Contents, stored: Contents, address: Address) -> None:
    """Keep what was typed. A row that is no longer stored becomes a new one."""
    rows = contents.rows.get(address.prefix, {})
    if address.row in rows and address.row.isdigit() and address.row not in stored.rows.get(address.prefix, {}):
        numbers.rename(contents, address.prefix, {address.row: f"new-{address.row}"})


def _orders(rows: dict[str, Row]) -> Iterator[tuple[str, str, list[str]]]:
    for key, row in rows.items():
        for name in numbers.ORDERS:
            if name in row.values:
                yield key, name, row.values[name]
