"""Latitude and longitude on paper."""

from math import cos, radians

import pytest

from catalogue.maps.outlines import enlarged
from catalogue.maps.projection import CLOSE_UP, COUNTIES, MIDDLE


def test_corner_of_a_frame_is_the_corner_of_the_paper():
    assert COUNTIES.point(COUNTIES.north, COUNTIES.west) == (0, 0)
    assert COUNTIES.point(COUNTIES.south, COUNTIES.east) == pytest.approx((COUNTIES.width, COUNTIES.height))


def test_los_angeles_lies_where_its_coordinates_say():
    found = COUNTIES.point(34.05, -118.24)

    assert found == pytest.approx(((119.65 - 118.24) * 199 * cos(radians(MIDDLE)), (34.96 - 34.05) * 199))
    assert found == pytest.approx((232.48, 181.09), abs=0.01)


def test_step_east_and_step_north_are_equally_long_in_the_middle():
    """A degree of longitude at 34.05° is 0.8285 of a degree of latitude."""
    (x, y), (east, north) = COUNTIES.point(MIDDLE, -118), COUNTIES.point(MIDDLE + 0.8285, -117)

    assert east - x == pytest.approx(y - north, rel=1e-3)


def test_close_up_enlarges_the_outlines_by_the_same_measure():
    scale, rest = enlarged().removeprefix("scale(").split(") translate(")
    left, top = (float(each) for each in rest.rstrip(")").split())
    x, y = COUNTIES.point(34.0, -118.3)

    assert ((x + left) * float(scale), (y + top) * float(scale)) == pytest.approx(CLOSE_UP.point(34.0, -118.3), abs=0.1)


@pytest.mark.parametrize(
    ("at", "held"),
    [((34.05, -118.24), True), ((37.77, -122.42), False), ((40.71, -74.01), False), ((32.72, -117.16), False)],
    ids=["los-angeles", "san-francisco", "new-york", "san-diego"],
)
def test_frame_knows_what_it_holds(at, held):
    assert COUNTIES.holds(*at) is held
