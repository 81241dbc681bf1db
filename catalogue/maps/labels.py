"""Where names stand on the map: beside their points, never over one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalogue.lettering import width

SIZE = 13.0  # of a name on a phone, in units of the drawing: on a wider page it is smaller and lies within the same box
GAP = 3.0  # between a point and its name


class Box(NamedTuple):
    """A piece of the paper: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether some of it lies over the other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether all of it lies in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Point(NamedTuple):
    """A marker on the paper and what to write beside it."""

    x: float
    y: float
    radius: float
    text: str

    @property
    def box(self) -> Box:
        """What the marker covers."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


class Label(NamedTuple):
    """Where a text stands: its baseline, and which part of it is at x ("start", "middle", "end")."""

    x: float
    y: float
    anchor: str
    box: Box


def standing(text: str, x: float, y: float, anchor: str, size: float = SIZE) -> Label:
    """The label with its baseline there."""
    room = width(text, size)
    left = x - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
    return Label(x, y, anchor, Box(left, y - 0.8 * size, left + room, y + 0.28 * size))


def around(point: Point) -> Iterable[Label]:
    """The places for its name, best first: to its right, under it, to its left, over it, and a little off these."""
    x, y, radius, away = point.x, point.y, point.radius, point.radius + GAP
    middle, under, over = y + 0.3 * SIZE, y + away + 0.8 * SIZE, y - away - 0.28 * SIZE
    yield standing(point.text, x + away, middle, "start")
    yield standing(point.text, x, under, "middle")
    yield standing(point.text, x - away, middle, "end")
    yield standing(point.text, x, over, "middle")
    for baseline in (under, over):
        yield standing(point.text, x - radius, baseline, "start")
        yield standing(point.text, x + radius, baseline, "end")
    for baseline in (middle + SIZE, middle - SIZE):
        yield standing(point.text, x + away, baseline, "start")
        yield standing(point.text, x - away, baseline, "end")


def placed(points: Sequence[Point], paper: Box, taken: Iterable[Box] = ()) -> list[Label | None]:
    """For each point the place of its name; None where there is no room for it.

    Those that come first choose first. No name lies over another, over any point, over what is ``taken`` or over the
    edge of the ``paper``; the same points always give the same map.
    """
    full = [*taken, *(point.box for point in points)]
    labels: list[Label | None] = []
    for point in points:
        free = (
            label
            for label in around(point)
            if label.box.within(paper) and not any(label.box.meets(box) for box in full)
        )
        label = next(free, None)
        if label:
            full.append(label.box)
        labels.append(label)
    return labels
