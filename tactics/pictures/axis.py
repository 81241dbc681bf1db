"""Time from left to right, at two scales: a narrow column a year, then, where much happened, a wide one a month.

One scale from first to last would press a crowded summer into a line. Years and months in which nothing is drawn are
left out, and the paper is torn there, as it is where the scale changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby, pairwise

from catalogue.partial_dates import PartialDate

CROWDED = 4  # short events that begin in one year: from there on a column is a month
SHORT = 200  # days: less than most of a year
MONTHLY = 3  # years at most that are drawn by months
DRAWN_EMPTY = 1  # months between others that are drawn although they are empty

Span = tuple[date, date]  # first and last day


class Scale(Enum):
    """What one column stands for, and how wide it is beside the others."""

    YEAR = 0.5
    MONTH = 1.0
    TORN = 0.2  # days that are left out, or none, where only the scale changes


@dataclass(frozen=True)
class Column:
    """A stretch of time at one scale. Places and widths are shares of the whole width."""

    scale: Scale
    first: PartialDate
    last: PartialDate  # the same year or month, except where the paper is torn
    start: float
    width: float
    empty: bool = False  # a seam: nothing is left out, only the scale changes

    @property
    def end(self) -> float:
        """Where the next one starts."""
        return self.start + self.width


@dataclass(frozen=True)
class Axis:
    """The columns, earliest first."""

    columns: tuple[Column, ...]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> Axis:
        """With room for all of the spans; raises ValueError when there are none."""
        if not spans:
            raise ValueError("nothing to draw")
        pieces = list(_pieces(spans))
        total = sum(scale.value for scale, _first, _last, _empty in pieces)
        columns, start = [], 0.0
        for scale, first, last, empty in pieces:
            columns.append(Column(scale, first, last, start, scale.value / total, empty))
            start = columns[-1].end
        return cls(tuple(columns))

    def start_of(self, day: date) -> float:
        """Where a day begins."""
        return self._place(day, 0)

    def end_of(self, day: date) -> float:
        """Where it ends."""
        return self._place(day, 1)

    def middle_of(self, day: date) -> float:
        """Its noon."""
        return self._place(day, 0.5)

    def _place(self, day: date, share: float) -> float:
        days = [column for column in self.columns if not column.empty]
        column = days[bisect_right(days, day, key=lambda each: each.first.first_day()) - 1]
        first, last = column.first.first_day(), column.last.last_day()
        return column.start + column.width * ((day - first).days + share) / ((last - first).days + 1)

    @property
    def torn(self) -> list[Column]:
        """Where something is left out."""
        return [column for column in self.columns if column.scale is Scale.TORN and not column.empty]

    @property
    def sheets(self) -> list[tuple[float, float]]:
        """From where to where the paper is whole."""
        runs = groupby(self.columns, key=lambda column: column.scale is Scale.TORN)
        whole = [list(run) for torn, run in runs if not torn]
        return [(run[0].start, run[-1].end) for run in whole]

    @property
    def close_from(self) -> PartialDate | None:
        """The first month that has a column of its own, where years stand before it."""
        months = [column.first for column in self.columns if column.scale is Scale.MONTH]
        return months[0] if self.columns[0].scale is Scale.YEAR and months else None


Piece = tuple[Scale, PartialDate, PartialDate, bool]  # as in a column


def _pieces(spans: Sequence[Span]) -> Iterator[Piece]:
    """Columns without their places."""
    close = _first_close_year(spans)
    previous: PartialDate | None = None
    for scale, units in groupby(_units(spans, close), key=lambda unit: Scale.MONTH if unit.month else Scale.YEAR):
        for number, unit in enumerate(units):
            left_out = previous and _between(previous, unit)
            if left_out:
                yield Scale.TORN, *left_out, False
            elif previous and number == 0:
                yield Scale.TORN, previous, unit, True
            yield scale, unit, unit, False
            previous = unit


def _first_close_year(spans: Sequence[Span]) -> int:
    """The year from which on a column is a month: the first crowded one, else the last of which more is known.

    Of years in which nothing is known more exactly, months would show nothing.
    """
    known = Counter(first.year for first, last in spans if (last - first).days < SHORT)
    end = max(last.year for _first, last in spans)
    crowded = [year for year, count in known.items() if count >= CROWDED]
    return max(min(crowded, default=max(known)), end - MONTHLY + 1) if known else end + 1


def _units(spans: Sequence[Span], close: int) -> list[PartialDate]:
    """The years before, and the months from then on, in which anything is drawn, and short empty times between."""
    touched: set[PartialDate] = set()
    for first, last in spans:
        touched |= {PartialDate(year) for year in range(first.year, min(last.year, close - 1) + 1)}
        touched |= set(_months(max(first, date(close, 1, 1)), last))
    months = sorted(unit for unit in touched if unit.month)
    short = [
        month
        for before, after in pairwise(months)
        if len(empty := list(_months(_next(before), after.first_day() - timedelta(1)))) <= DRAWN_EMPTY
        for month in empty
    ]
    return sorted(touched.union(short), key=lambda unit: unit.first_day())


def _months(first: date, last: date) -> Iterable[PartialDate]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return (PartialDate(number // 12, number % 12 + 1) for number in numbers)


def _next(unit: PartialDate) -> date:
    return unit.last_day() + timedelta(1)


def _between(before: PartialDate, after: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    """What is left out between two columns: whole years where it can be said so."""
    first, last = _next(before), after.first_day() - timedelta(1)
    if first > last:
        return None
    whole_start, whole_end = (first.month, first.day) == (1, 1), (last.month, last.day) == (12, 31)
    begin = PartialDate(first.year) if whole_start and (whole_end or last.year > first.year) else _month(first)
    end = PartialDate(last.year) if whole_end and (whole_start or last.year > first.year) else _month(last)
    return begin, end


def _month(day: date) -> PartialDate:
    return PartialDate(day.year, day.month)
