"""What the map is printed from: the outlines that setup/outlines.py drew."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalogue.maps.projection import CLOSE_UP, COUNTIES


class County(NamedTuple):
    """A county as far as the frame shows it."""

    slug: str  # of its place, which need not exist
    name: str
    path: str
    middle: tuple[float, float]


class Outlines(NamedTuple):
    """Everything on the paper before any place is."""

    counties: dict[str, County]
    river: str
    hills: list[tuple[float, float]]
    low_hills: list[tuple[float, float]]  # of the close-up, in its units


@cache
def outlines() -> Outlines:
    """Read once."""
    read = json.loads(Path(__file__).with_name("outlines.json").read_text())
    counties = {
        slug: County(slug, county["name"], county["path"], tuple(county["middle"]))
        for slug, county in read["counties"].items()
    }
    return Outlines(counties, read["river"], read["hills"], read["low_hills"])


def enlarged() -> str:
    """The transformation from the units of the outlines to those of the close-up."""
    x, y = COUNTIES.point(CLOSE_UP.north, CLOSE_UP.west)
    return f"scale({CLOSE_UP.scale / COUNTIES.scale:.4f}) translate({-x:.2f} {-y:.2f})"


def framed() -> str:
    """The edge of the close-up on the map of the counties, as the data of a path."""
    left, top = COUNTIES.point(CLOSE_UP.north, CLOSE_UP.west)
    right, bottom = COUNTIES.point(CLOSE_UP.south, CLOSE_UP.east)
    return f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}z"
