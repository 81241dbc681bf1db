"""What each row of a spreadsheet would do: change an entry, begin a draft, do nothing, or wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.data.spreadsheet.cells import Cells, parts
from catalogue.data.spreadsheet.files import plain
from catalogue.data.spreadsheet.headings import TYPE, Row, Sheet, key
from catalogue.data.spreadsheet.matching import Match, Matcher
from catalogue.data.texts import tidy
from catalogue.editing import several
from catalogue.editing.differences import Difference, Names, differences
from catalogue.editing.state import State, stored_value
from catalogue.models import Entry
from catalogue.models.fields import both

NAMES = both("name")
MOST_LETTERS = 100  # of an address


@dataclass(frozen=True)
class Problem:
    """Why a row is not read: a sentence, and the heading of the column that it is about ("" for the whole row)."""

    heading: str
    text: str


@dataclass
class Outlook:
    """What one row would do."""

    number: int  # in the spreadsheet
    name: str  # as the row has it
    values: State = field(default_factory=dict)  # only what would change
    entry: Entry | None = None  # None: a new one, unless there are problems
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    candidates: list[Entry] = field(default_factory=list)  # entries that may be meant

    @property
    def kind(self) -> str:
        """One of "problem", "new", "change" and "same"."""
        if self.problems:
            return "problem"
        if self.entry is None:
            return "new"
        return "change" if self.values else "same"


def compare(sheet: Sheet, model: type[Entry], *, replace: bool = False) -> list[Outlook]:
    """What each row would do, in the order of the spreadsheet.

    Empty cells leave what is there. Lists (other names, places) are added to what is there; with ``replace`` they take
    its place. The number of queries does not grow with the rows, but for the checks of each that would change.
    """
    return _Comparison(sheet, model, replace=replace).run()


class _Comparison:
    """One spreadsheet against the catalogue as it is now."""

    def __init__(self, sheet: Sheet, model: type[Entry], *, replace: bool):
        self.sheet = sheet
        self.model = model
        self.replace = replace
        self.cells = Cells(model)
        self.matcher = Matcher(model)
        self.outlooks = [Outlook(row.number, name_in(row)) for row in sheet.rows]
        self.matches = [self._match(row) for row in sheet.rows]

    def run(self) -> list[Outlook]:
        for outlook, row in zip(self.outlooks, self.sheet.rows, strict=True):
            self._read(outlook, row)
        self._find_entries()
        self._refuse_repeats()
        self._compare_with_stored()
        self._check_new()
        return self.outlooks

    def _match(self, row: Row) -> Match:
        return self.matcher.match(
            slug=slug_in(row), names=names_in(row), aliases=parts(row.cells.get("aliases", ""))
        )  # fmt: skip

    def _complain(self, outlook: Outlook, name: str, text: str) -> None:
        outlook.problems.append(Problem(self.sheet.headings.get(name, ""), text))

    def _read(self, outlook: Outlook, row: Row) -> None:
        for name, cell in row.cells.items():
            if name == TYPE:
                if key(cell) != key(self.model.TYPE):
                    self._complain(outlook, name, _("This row is of another type: “%(value)s”.") % {"value": cell})
                continue
            try:
                outlook.values[name] = self.cells.value(name, cell.casefold() if name == "slug" else cell)
            except ValidationError as error:
                for message in error.messages:
                    self._complain(outlook, name, message)
        if not slug_in(row) and not names_in(row):
            self._complain(outlook, "", _("This row has no name."))

    def _find_entries(self) -> None:
        wanted = {match.key for match in self.matches if match.key is not None}
        wanted |= {pk for match in self.matches for pk in match.candidates}
        entries = {entry.pk: entry for entry in several.loaded(self.model, wanted)}
        for outlook, match in zip(self.outlooks, self.matches, strict=True):
            if match.key is not None:
                outlook.entry = entries.get(match.key)
            outlook.candidates = [entries[pk] for pk in match.candidates if pk in entries]
            if outlook.candidates:
                self._complain(outlook, "", _("We cannot tell which entry this row is about."))

    def _refuse_repeats(self) -> None:
        """Two rows about the same would undo each other: the later one waits."""
        seen: dict[Any, int] = {}
        for outlook, row in zip(self.outlooks, self.sheet.rows, strict=True):
            words: list[Any] = [key(name) for name in names_in(row)] + [f"address {slug_in(row)}"]
            words = [outlook.entry.pk] if outlook.entry else [word for word in words if word not in ("", "address ")]
            earlier = next((seen[word] for word in words if word in seen), None)
            if earlier is not None:
                self._complain(outlook, "", _("Row %(row)d is about the same entry.") % {"row": earlier})
            for word in words:
                seen.setdefault(word, outlook.number)

    def _compare_with_stored(self) -> None:
        known = [outlook for outlook in self.outlooks if outlook.entry and not outlook.problems]
        wanted = [(outlook.entry, self._put_together(outlook)) for outlook in known if outlook.entry]
        for outlook, plan in zip(known, several.plans(self.model, wanted), strict=True):
            outlook.values, outlook.differences = plan.values, plan.differences
            for problem in plan.problems:
                self._complain(outlook, "", problem)

    def _put_together(self, outlook: Outlook) -> State:
        """What the entry would hold. Its address stays: a spreadsheet finds entries by it.

        So does a name that is there, unless the address says which entry is meant: a row that was found by "CHIRLA"
        does not want to take the long name away.
        """
        values: State = {}
        for name, value in outlook.values.items():
            there = stored_value(outlook.entry, name)
            if name == "slug" or (name in NAMES and there and "slug" not in outlook.values):
                continue
            if isinstance(value, list) and not self.replace:
                value = added(there or [], value)
            if isinstance(value, str) and isinstance(there, str) and tidy(plain(there)) == tidy(value):
                value = there  # only spaces differ, such as those that spreadsheets cannot tell apart
            values[name] = value
        return values

    def _check_new(self) -> None:
        new = [outlook for outlook in self.outlooks if outlook.kind == "new"]
        names = Names(self.model, [outlook.values for outlook in new])
        taken = set(self.model._default_manager.values_list("slug", flat=True)) if new else set()
        for outlook in new:
            if "slug" not in outlook.values:
                outlook.values["slug"] = free_slug(outlook.name, taken)
            taken.add(outlook.values["slug"])
            blank = self.model(type=self.model.TYPE)
            blank.citation_count = 0
            for problem in several.problems_of(blank, outlook.values):
                self._complain(outlook, "", problem)
            outlook.differences = differences(self.model, {}, outlook.values, names)


def added(there: list[Any], more: list[Any]) -> list[Any]:
    """A list with what it lacks at its end; lists of keys stay in order, as states hold them."""
    if any(isinstance(each, int) for each in more):
        return sorted({*there, *more})
    known = {key(each) for each in there}
    return there + [each for each in more if key(each) not in known]


def slug_in(row: Row) -> str:
    """The address that a row gives, "" for none."""
    return row.cells.get("slug", "").casefold()


def names_in(row: Row) -> list[str]:
    """The names that a row gives."""
    return [row.cells[name] for name in NAMES if name in row.cells]


def name_in(row: Row) -> str:
    """What to call a row."""
    return next(iter(names_in(row)), slug_in(row))


def free_slug(name: str, taken: Iterable[str]) -> str:
    """An address for a name that no other entry of the type has: "mutual-aid-la", or else "mutual-aid-la-2"."""
    base = slugify(name)[: MOST_LETTERS - 5].strip("-") or "entry"
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
