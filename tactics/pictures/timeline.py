"""Events in time: a sharp mark for a known day, a striped bar over the days that an event can have been in.

Places along the width are percentages and heights are in em, so that the drawing fits its page and grows with the
reader's letters (not in rem, which WebKit does not know in SVG's attributes). What is laid out for a width holds on
anything wider: distances grow, words do not.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext

from catalogue.search.models import Document
from tactics.pictures.axis import Axis, Column, Scale
from tactics.pictures.lanes import in_lanes
from tactics.pictures.when import Stretch, is_one_day, stretches

MOST = 300  # events in one picture: more would be a wall of paper

# In em.
LETTER = 0.54  # an average one of a name, rather more than it takes
CAPITAL = 0.6  # an average one of the words above the columns
LINE = 1.2  # of a name
BAR = 1.0
SHARP = 0.5  # half of the mark of a day
LANE_GAP = 0.7  # between the bars of one lane and the names of the next
NAME_GAP = 1.0  # between things in one lane
TIER = 1.2  # a row of words above the columns


class Format(NamedTuple):
    """The least width that a drawing is laid out for, and how long and how short a line of a name may be, in em.

    ``static/css/timeline.css`` knows the widths, too, and takes smaller letters below the least.
    """

    name: str
    width: float
    longest: float
    shortest: float


FORMATS = (Format("broad", 58, 40, 14), Format("slim", 20.5, 20.5, 11))


def percent(share: float) -> str:
    """A share of the width as SVG has it. In no language with a comma."""
    return f"{share * 100:.2f}%"


def em(length: float) -> str:
    """A length that grows with the letters."""
    return f"{length:.2f}em"


@dataclass(frozen=True)
class Bar:
    """A stretch on the axis, as shares of the width."""

    start: float
    end: float
    known: bool

    x1 = property(lambda self: percent(self.start))
    x2 = property(lambda self: percent(self.end))
    width = property(lambda self: percent(self.end - self.start))


@dataclass(frozen=True)
class Line:
    """A line of a name, perhaps with the date after it, and where its letters stand."""

    y: str
    name: str
    date: str


@dataclass(frozen=True)
class Moment:
    """An event in the picture: a link with its name, its date and its marks."""

    event: Document
    words: str  # name and date, for who does not see it
    x: str
    top: str
    lines: list[Line]
    names_height: str
    names_width: str
    bars: list[Bar]
    sharp: str  # where the mark of a known day is, or ""
    bar_y: str


@dataclass(frozen=True)
class Label:
    """Words above a column."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Tear:
    """Where the paper is torn."""

    x: str
    width: str
    teeth: int

    @property
    def left(self) -> str:
        """The edge of the paper on the left, as a path: ten across and one down a tooth."""
        return "M0 0" + "l3 .5l-3 .5" * self.teeth

    @property
    def right(self) -> str:
        """The edge on the right."""
        return "M10 0" + "l-3 .5l3 .5" * self.teeth


@dataclass(frozen=True)
class Picture:
    """The drawing for one format."""

    format: Format
    height: str
    top: str  # where the columns begin
    bottom: str  # where they end
    depth: str  # from there to there
    labels: list[Label]
    rules: list[str]  # lines between columns
    sheets: list[tuple[str, str]]  # where the paper is whole: from, width
    tears: list[Tear]
    moments: list[Moment]


@dataclass(frozen=True)
class Drawing:
    """Both drawings of the events, and what they leave out."""

    axis: Axis
    pictures: list[Picture]

    @property
    def has_sure(self) -> bool:
        """Whether any event is known to have gone on for days."""
        return any(bar.known for moment in self.pictures[0].moments if not moment.sharp for bar in moment.bars)

    @property
    def left_out(self) -> list[str]:
        """The times at which the paper is torn, in words."""
        return [_left_out(column) for column in self.axis.torn]


def drawn(events: Sequence[Document]) -> Drawing | None:
    """The dated ones of the events, each once in every format; None when there is none, or more than a picture holds.

    The words are in the active language.
    """
    dated = sorted((event for event in events if event.starts), key=lambda event: (_span(event), event.name))
    if not 0 < len(dated) <= MOST:
        return None
    axis = Axis.of([_span(event) for event in dated])
    return Drawing(axis, [_picture(axis, dated, each) for each in FORMATS])


def _span(event: Document) -> tuple[date, date]:
    found = stretches(event.starts, event.ends)
    return found[0].first, found[-1].last


def date_in_words(event: Document) -> str:
    """When it was, as exactly as it is known."""
    if not event.ends:
        return event.starts.label()
    return gettext("%(start)s to %(end)s") % {"start": event.starts.label(), "end": event.ends.label()}


def bars_of(axis: Axis, found: Iterable[Stretch]) -> list[Bar]:
    """Where stretches lie."""
    return [Bar(axis.start_of(each.first), axis.end_of(each.last), each.known) for each in found]


class _Sketch(NamedTuple):
    """An event before its lane is known."""

    event: Document
    lines: list[tuple[str, str]]
    start: float  # where the name begins, as a share of the width
    length: float  # of the name, in em
    bars: list[Bar]
    sharp: float | None

    def extent(self, width: float) -> tuple[float, float]:
        """From where to where it needs its lane, in em."""
        begin = min(self.start, *(bar.start for bar in self.bars)) * width
        end = max(self.start * width + self.length, *(bar.end * width for bar in self.bars))
        return begin - NAME_GAP / 2, end + NAME_GAP / 2


def _sketch(axis: Axis, event: Document, paper: Format) -> _Sketch:
    found = stretches(event.starts, event.ends)
    bars = bars_of(axis, found)
    sharp = axis.middle_of(found[0].first) if is_one_day(found) else None
    at = sharp - SHARP / paper.width if sharp is not None else bars[0].start
    room = max(min(paper.longest, (1 - at) * paper.width), paper.shortest)
    lines = _lines(event.name, date_in_words(event), int(room / LETTER))
    length = max(len(_joined(name, when)) for name, when in lines) * LETTER
    start = max(0.0, min(at, 1 - length / paper.width))
    return _Sketch(event, lines, start, length, bars, sharp)


def _lines(name: str, when: str, letters: int) -> list[tuple[str, str]]:
    """A name broken into lines, the date on the last of them or below."""
    lines = [(line, "") for line in textwrap.wrap(name, letters)] or [("", "")]
    last = lines[-1][0]
    if len(_joined(last, when)) <= letters:
        return [*lines[:-1], (last, when)]
    return [*lines, *(("", line) for line in textwrap.wrap(when, letters))]


def _joined(name: str, when: str) -> str:
    return " · ".join(filter(None, (name, when)))


def _picture(axis: Axis, events: Sequence[Document], paper: Format) -> Picture:
    sketches = [_sketch(axis, event, paper) for event in events]
    lanes = in_lanes(sketch.extent(paper.width) for sketch in sketches)
    labels, top = _labels(axis, paper)
    tops, bottom = _tops(sketches, lanes, top + LANE_GAP)
    return Picture(
        format=paper,
        height=em(bottom),
        top=em(top),
        bottom=em(bottom),
        depth=em(bottom - top),
        labels=labels,
        rules=[percent(column.start) for column in axis.columns if column.scale is not Scale.TORN],
        sheets=[(percent(start), percent(end - start)) for start, end in axis.sheets],
        tears=[
            Tear(percent(column.start), percent(column.width), round(bottom - top))
            for column in axis.columns
            if column.scale is Scale.TORN
        ],
        moments=[_moment(sketch, *tops[lane]) for sketch, lane in zip(sketches, lanes, strict=True)],
    )


def _tops(sketches: Sequence[_Sketch], lanes: Sequence[int], top: float) -> tuple[list[tuple[float, float]], float]:
    """Of each lane where it begins and how high its names are; and where the last one ends."""
    tops = []
    for lane in range(max(lanes) + 1):
        names = LINE * max(len(sketch.lines) for sketch, its in zip(sketches, lanes, strict=True) if its == lane)
        tops.append((top, names))
        top += names + BAR + LANE_GAP
    return tops, top


def _moment(sketch: _Sketch, top: float, names: float) -> Moment:
    """Names stand on their bar: in a lane where another has more lines, a short one begins lower."""
    own = LINE * len(sketch.lines)
    begin = top + names - own
    middle = top + names + BAR / 2
    lines = [Line(em(begin + LINE * (number + 0.75)), name, when) for number, (name, when) in enumerate(sketch.lines)]
    when = date_in_words(sketch.event)
    return Moment(
        event=sketch.event,
        words=gettext("%(name)s: %(date)s") % {"name": sketch.event.name, "date": when},
        x=percent(sketch.start),
        top=em(begin),
        lines=lines,
        names_height=em(own),
        names_width=em(sketch.length),
        bars=sketch.bars,
        sharp=percent(sketch.sharp) if sketch.sharp is not None else "",
        bar_y=em(middle),
    )


def _labels(axis: Axis, paper: Format) -> tuple[list[Label], float]:
    """The years, in as many rows as they need, and the months below them; and how high that is."""
    years = [column for number, column in enumerate(axis.columns) if _begins_a_year(axis.columns, number)]
    tiers = in_lanes(
        (column.start * paper.width, column.start * paper.width + CAPITAL * len("2025 ")) for column in years
    )
    rows = max(tiers) + 1
    labels = [
        Label(percent(column.start), em((tier + 0.8) * TIER), str(column.first.year))
        for column, tier in zip(years, tiers, strict=True)
    ]
    months = [column for column in axis.columns if column.scale is Scale.MONTH]
    names = [(percent(each.start), _month(each, months, paper)) for each in months]
    labels += [Label(x, em((rows + 0.8) * TIER), name) for x, name in names]
    return labels, (rows + bool(months)) * TIER + 0.2


def _begins_a_year(columns: Sequence[Column], number: int) -> bool:
    column = columns[number]
    before = [other for other in columns[:number] if other.scale is not Scale.TORN]
    return column.scale is not Scale.TORN and (not before or before[-1].first.year != column.first.year)


def _month(column: Column, months: Sequence[Column], paper: Format) -> str:
    """The longest form of a month's name for which its column, and every other month's, has room."""
    forms = ("F", "M")
    for form in forms:
        names = [formats.date_format(month.first.first_day(), form) for month in months]
        if max(map(len, names)) * CAPITAL < column.width * paper.width:
            return capfirst(formats.date_format(column.first.first_day(), form))
    return capfirst(formats.date_format(column.first.first_day(), "F")[0])


def _left_out(column: Column) -> str:
    first, last = column.first, column.last
    if first == last:
        return first.label()
    return gettext("%(start)s to %(end)s") % {"start": first.label(), "end": last.label()}
