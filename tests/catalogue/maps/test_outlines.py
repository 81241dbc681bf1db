"""The outlines as they were drawn, and how they are drawn."""

import re

import pytest

from catalogue.maps import outlines as module
from catalogue.maps.outlines import framed, outlines
from catalogue.maps.projection import COUNTIES
from setup.outlines import MARGIN, clipped, joined, path, simplified

PIECE = re.compile(r"M(?P<start>[^lz]+)l(?P<steps>[^z]+)z")
NUMBER = re.compile(r"-?\d*\.?\d+")


def points(data: str) -> list[tuple[float, float]]:
    """All corners of a path."""
    found = []
    for piece in PIECE.finditer(data):
        x, y = (float(each) for each in NUMBER.findall(piece["start"]))
        found.append((x, y))
        steps = [float(each) for each in NUMBER.findall(piece["steps"])]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def test_outlines_are_those_of_the_counties_in_the_frame():
    assert list(outlines().counties) == [
        *("kern-county", "los-angeles-county", "orange-county", "riverside-county", "san-bernardino-county"),
        *("san-diego-county", "san-luis-obispo-county", "santa-barbara-county", "ventura-county"),
    ]


def test_outlines_lie_within_the_frame_and_its_margin():
    for county in outlines().counties.values():
        corners = points(county.path)

        assert len(corners) > 4, county.slug
        assert all(-MARGIN - 1 <= x <= COUNTIES.width + MARGIN + 1 for x, _y in corners), county.slug
        assert all(-MARGIN - 1 <= y <= COUNTIES.height + MARGIN + 1 for _x, y in corners), county.slug


def test_outlines_are_small():
    assert (module.Path(module.__file__).with_name("outlines.json")).stat().st_size < 8_000


def test_los_angeles_county_holds_its_city_and_the_sea_does_not():
    def inside(county: str, latitude: float, longitude: float) -> bool:
        x, y = COUNTIES.point(latitude, longitude)
        corners = points(outlines().counties[county].path)
        return (
            sum(
                (by > y) != (ay > y) and x < (ax - bx) * (y - by) / (ay - by) + bx
                for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True)
            )
            % 2
            == 1
        )

    assert inside("los-angeles-county", 34.05, -118.24)
    assert inside("ventura-county", 34.45, -119.08)
    assert not inside("los-angeles-county", 33.75, -119.05)
    assert not inside("ventura-county", 33.75, -119.05)


def test_frame_of_the_close_up_lies_on_the_map():
    left, top, right, bottom = (float(each) for each in re.findall(r"[\d.]+", framed())[:4])

    assert 0 < left < right < COUNTIES.width
    assert 0 < top < bottom < COUNTIES.height


def test_line_without_the_points_it_does_not_need():
    assert simplified([(0, 0), (5, 0.1), (10, 0), (10, 10)]) == [(0, 0), (10, 0), (10, 10)]


def test_ring_runs_through_its_arcs_in_both_directions():
    arcs = [[(0.0, 0.0), (1.0, 0.0)], [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)]]

    assert joined(arcs, [0, ~1]) == [(0, 0), (1, 0), (0, 1)]


def test_ring_is_cut_at_the_margin():
    ring = [(-100.0, 10.0), (20.0, 10.0), (20.0, 20.0), (-100.0, 20.0)]

    assert sorted(clipped(ring)) == [(-MARGIN, 10), (-MARGIN, 20), (20, 10), (20, 20)]
    assert clipped([(-100.0, 0.0), (-90.0, 0.0), (-90.0, 9.0)]) == []


@pytest.mark.parametrize(
    ("corners", "data"),
    [
        ([(10.5, 0.5), (0.0, 0.5), (0.0, 10.25)], "M10.5 .5l-10.5 0 0 9.7z"),
        ([(1.0, -2.0), (1.0, -2.04), (2.0, 8.0)], "M1-2l1 10z"),
    ],
    ids=["tenths", "no step that is none"],
)
def test_path_is_written_short_and_exactly(corners, data):
    assert path(corners) == data
