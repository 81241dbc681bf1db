"""From latitude and longitude to the paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

HERE = 34.05, -118.24  # Los Angeles
MIDDLE = HERE[0]  # the latitude at which a step east and a step north are equally long


@dataclass(frozen=True)
class Frame:
    """A piece of the world and the paper it is drawn on.

    The projection is the plain (equirectangular) one, with degrees of longitude shortened by the cosine of MIDDLE:
    over two degrees of latitude nothing is out of place by more than the width of a line. ``west`` and ``north`` are
    the upper left corner, ``scale`` is units of the drawing for a degree of latitude.
    """

    west: float
    north: float
    scale: float
    width: int = 360
    height: int = 340

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where that lies on the paper: to the right and down from the corner."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.scale

    def holds(self, latitude: float, longitude: float, margin: float = 0) -> bool:
        """Whether that is on the paper, and ``margin`` units from its edge."""
        x, y = self.point(latitude, longitude)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @cached_property
    def across(self) -> float:
        """Units for a degree of longitude."""
        return self.scale * cos(radians(MIDDLE))

    @property
    def south(self) -> float:
        """The latitude of the lower edge."""
        return self.north - self.height / self.scale

    @property
    def east(self) -> float:
        """The longitude of the right edge."""
        return self.west + self.width / self.across


COUNTIES = Frame(west=-119.65, north=34.96, scale=199)  # Los Angeles and Ventura; the outlines are in its units
CLOSE_UP = Frame(west=-118.52, north=34.18, scale=960)  # the middle of Los Angeles, where places crowd
