"""The small map on the page of a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.maps.drawing import EDGE, where
from catalogue.maps.outlines import County, outlines
from catalogue.maps.projection import COUNTIES
from catalogue.models import Place


@dataclass(frozen=True)
class Locator:
    """The small map on a place's page: the county that it is or lies in, and its point."""

    county: County | None
    at: tuple[float, float] | None


def locator(place: Place, around: Iterable[Place]) -> Locator | None:
    """Where a place lies, with all that is around it, nearest first; None where there is nothing to draw."""
    slugs = (each.slug for each in (place, *around))
    county = next((outlines().counties[slug] for slug in slugs if slug in outlines().counties), None)
    at = where(place)
    if at is None or not COUNTIES.holds(*at, margin=EDGE):
        return None
    x, y = COUNTIES.point(*at)
    return Locator(county, None if county and county.slug == place.slug else (round(x, 1), round(y, 1)))
