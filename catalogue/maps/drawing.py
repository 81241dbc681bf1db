"""What stands on the map: which places, where, how large, with which names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from catalogue.maps.captions import SMALL, Lines, fitting, lines_of, nearest, spaced
from catalogue.maps.labels import Box, Label, Point, placed, standing
from catalogue.maps.outlines import County, outlines
from catalogue.maps.projection import CLOSE_UP, COUNTIES, HERE, Frame
from catalogue.models import Place

LARGEST, SMALLEST = 16.0, 4.5  # radii
FEW = 8  # entries: where no place has more, even its marker is not the largest
TARGET = 13.6  # the radius that a finger needs, on the narrowest phone
EDGE = 8.0  # of the paper, which has a border

DRAWN = frozenset({Place.Kind.NEIGHBOURHOOD, Place.Kind.CITY, Place.Kind.COUNTY, Place.Kind.REGION})

# Names that orient and lead nowhere: text, latitude, longitude of the middle. Where a place needs the room, they go.
SEA = gettext_lazy("Pacific Ocean")
COUNTIES_CAPTIONS = (
    (SEA, 33.75, -119.05),
    (gettext_lazy("San Gabriel Mountains"), 34.49, -117.95),
    ("Santa Catalina", 33.52, -118.43),
)
CLOSE_UP_CAPTIONS = (
    (gettext_lazy("Santa Monica Bay"), 33.865, -118.465),
    (gettext_lazy("Los Angeles River"), 34.158, -118.35),
)


class Bar(NamedTuple):
    """How long some miles are: where the bar begins, on the paper, and what it says."""

    x: float
    y: float
    length: float
    words: str | Promise

    @property
    def box(self) -> Box:
        """What it covers, with its words over it."""
        return Box(self.x - 4, self.y - 16, self.x + max(self.length, 60) + 4, self.y + 6)


MILE = 1 / 68.9  # degrees of latitude
COUNTIES_BAR = Bar(20, 318, round(20 * MILE * COUNTIES.scale, 1), gettext_lazy("20 miles"))
CLOSE_UP_BAR = Bar(150, 324, round(5 * MILE * CLOSE_UP.scale, 1), gettext_lazy("5 miles"))


@dataclass(frozen=True)
class Spot:
    """A place as a point: a marker whose area is the number of its entries, and its name where there is room."""

    place: Place
    count: int
    x: float
    y: float
    radius: float
    label: Label | None

    @property
    def words(self) -> str:
        """What it is called for those who do not see it."""
        return in_words(self.place, self.count)

    @property
    def name(self) -> str:
        """What is written beside it."""
        return short(self.place)

    @property
    def target(self) -> float:
        """The radius of what can be clicked."""
        return max(TARGET, self.radius)

    @property
    def corner(self) -> tuple[float, float, float]:
        """Of the square around the marker: left, top and how long its side is."""
        return round(self.x - self.radius, 1), round(self.y - self.radius, 1), round(2 * self.radius, 1)


@dataclass(frozen=True)
class Area:
    """A place as an area: a county."""

    place: Place
    count: int
    county: County
    lines: Lines

    @property
    def words(self) -> str:
        """What it is called for those who do not see it."""
        return in_words(self.place, self.count)


@dataclass(frozen=True)
class Away:
    """A place beyond the frame: which way, in degrees from north, and how far, in degrees of latitude."""

    place: Place
    count: int
    bearing: int
    distance: float


@dataclass(frozen=True)
class Sheet:
    """One of the two drawings."""

    frame: Frame
    bar: Bar
    spots: list[Spot]
    areas: list[Area]
    captions: Lines
    hills: list[tuple[float, float]]
    neighbours: Lines  # counties that are no place of the catalogue


@dataclass(frozen=True)
class Drawing:
    """The map: the counties, the close-up, and what lies beyond."""

    counties: Sheet
    close_up: Sheet
    away: list[Away]


def in_words(place: Place, count: int) -> str:
    """ "Boyle Heights: 12 entries"."""
    words = ngettext("%(place)s: %(n)s entry", "%(place)s: %(n)s entries", count)
    return words % {"place": place.name, "n": count}


def short(place: Place) -> str:
    """Its name without what stands in brackets: "Distrito de la Moda (Fashion District)"."""
    return place.name.partition(" (")[0]


def where(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude of a place that can be a point; none of states, countries and kinds of site."""
    if place.kind not in DRAWN or place.latitude is None or place.longitude is None:
        return None
    return float(place.latitude), float(place.longitude)


def drawing(places: Iterable[tuple[Place, int]]) -> Drawing:
    """The map of places, each with the number of its entries.

    A county that has an outline is an area. Every other place is a point on one of the two sheets: on the close-up
    when it lies there, unless something there is part of it (Los Angeles, around its neighbourhoods).
    """
    counted = sorted(places, key=lambda item: (-item[1], item[0].slug))
    areas = [(place, count) for place, count in counted if place.slug in outlines().counties]
    points = [
        (place, count, at) for place, count in counted if place.slug not in outlines().counties and (at := where(place))
    ]
    near = {place.pk for place, _count, at in points if CLOSE_UP.holds(*at, margin=EDGE)}
    around = {place.part_of_id for place, _count, _at in points if place.pk in near}
    close = [point for point in points if point[0].pk in near - around]
    wide = [point for point in points if point[0].pk not in near - around and COUNTIES.holds(*point[2], margin=EDGE)]
    beyond = [point for point in points if point[0].pk not in near and point not in wide]
    return Drawing(
        _sheet(COUNTIES, COUNTIES_BAR, wide, COUNTIES_CAPTIONS, outlines().hills, areas),
        _sheet(CLOSE_UP, CLOSE_UP_BAR, close, CLOSE_UP_CAPTIONS, outlines().low_hills),
        sorted((_away(*point) for point in beyond), key=lambda away: away.distance),
    )


def _sheet(
    frame: Frame,
    bar: Bar,
    points: list[tuple[Place, int, tuple[float, float]]],
    captions: Iterable[tuple[str | Promise, float, float]],
    hills: Iterable[tuple[float, float]],
    areas: list[tuple[Place, int]] | None = None,
) -> Sheet:
    paper = Box(EDGE, EDGE, frame.width - EDGE, frame.height - EDGE)
    most = max((count for _place, count, _at in points), default=0)
    marks = []
    for place, count, at in points:
        x, y = (round(each, 1) for each in frame.point(*at))
        marks.append(Point(x, y, radius(count, most), f"{short(place)} {count}"))
    full = [bar.box, *(mark.box for mark in marks)]
    named = []
    for place, count in areas or ():
        county, middle = outlines().counties[place.slug], where(place)
        x, y = frame.point(*middle) if middle and frame.holds(*middle) else county.middle
        named.append(Area(place, count, county, nearest(f"{place.name} {count}", x, y, paper, full)))
    labels = placed(marks, paper, full)
    full += [label.box for label in labels if label]
    spots = [
        Spot(place, count, mark.x, mark.y, mark.radius, label)
        for (place, count, _at), mark, label in zip(points, marks, labels, strict=True)
    ]
    others = outlines().counties.keys() - {area.county.slug for area in named} if areas is not None else set()
    counties = [outlines().counties[slug] for slug in sorted(others)]
    beside = [lines_of(county.name, county.middle[0], county.middle[1] + 0.3 * SMALL, spaced) for county in counties]
    neighbours = fitting(beside, paper, full)
    orienting = [lines_of(str(text), *frame.point(*at), standing) for text, *at in captions]
    names = fitting(orienting, paper, full)
    bare = [(x, y) for x, y in hills if not any(Box(x - 8, y - 7, x + 8, y + 5).meets(box) for box in full)]
    return Sheet(frame, bar, spots, named, names, bare, neighbours)


def radius(count: int, most: int) -> float:
    """Of a marker: its area is in proportion to the number, down to the smallest that is seen."""
    return round(max(SMALLEST, LARGEST * sqrt(count / max(most, FEW))), 1)


def _away(place: Place, count: int, at: tuple[float, float]) -> Away:
    """From Los Angeles along the great circle: the way one would set out."""
    here, there, east = radians(HERE[0]), radians(at[0]), radians(at[1] - HERE[1])
    bearing = atan2(cos(there) * sin(east), cos(here) * sin(there) - sin(here) * cos(there) * cos(east))
    return Away(place, count, round(degrees(bearing)) % 360, hypot(at[0] - HERE[0], degrees(east) * cos(here)))
