"""Which places are drawn, where and how large."""

from itertools import combinations

import pytest
from django.utils import translation

from catalogue.maps.drawing import LARGEST, SMALLEST, drawing, radius
from catalogue.maps.locator import locator
from catalogue.maps.projection import CLOSE_UP, COUNTIES
from catalogue.models import Place
from tests.factories import make_place

pytestmark = pytest.mark.django_db


def at(latitude: float, longitude: float, **values) -> Place:
    """A place there, as read from the database."""
    return Place.objects.get(pk=make_place(latitude=latitude, longitude=longitude, **values).pk)


@pytest.fixture
def places() -> dict[str, tuple[Place, int]]:
    """A county, a city with a neighbourhood, another city nearby, cities far away, and what has no point."""
    county = at(34.32, -118.22, slug="los-angeles-county", kind="county", name_en="Los Angeles County")
    city = at(34.05, -118.24, slug="los-angeles", part_of=county)
    found = [
        (county, 30),
        (city, 20),
        (at(34.03, -118.21, slug="boyle-heights", kind="neighbourhood", part_of=city), 12),
        (at(33.9, -118.22, slug="compton"), 3),
        (at(34.28, -119.29, slug="ventura"), 2),
        (at(32.72, -117.16, slug="san-diego"), 9),
        (at(40.71, -74.01, slug="new-york-city"), 5),
        (at(36.78, -119.42, slug="california", kind="state"), 50),
        (make_place(slug="farms", kind="site"), 4),
    ]
    return {place.slug: (place, count) for place, count in found}


def test_each_place_is_drawn_once_where_it_is_read_best(places):
    drawn = drawing(places.values())

    assert [area.place.slug for area in drawn.counties.areas] == ["los-angeles-county"]
    assert [spot.place.slug for spot in drawn.counties.spots] == ["los-angeles", "ventura"]
    assert [spot.place.slug for spot in drawn.close_up.spots] == ["boyle-heights", "compton"]
    assert [away.place.slug for away in drawn.away] == ["san-diego", "new-york-city"]


def test_points_lie_where_their_places_do(places):
    drawn = drawing(places.values())

    spots = {spot.place.slug: (spot.x, spot.y) for sheet in (drawn.counties, drawn.close_up) for spot in sheet.spots}
    assert spots["los-angeles"] == pytest.approx(COUNTIES.point(34.05, -118.24), abs=0.1)
    assert spots["boyle-heights"] == pytest.approx(CLOSE_UP.point(34.03, -118.21), abs=0.1)


def test_arrows_point_the_way(places):
    bearings = {away.place.slug: away.bearing for away in drawing(places.values()).away}

    assert bearings == {"san-diego": 146, "new-york-city": 66}


def test_nothing_written_overlaps(places):
    for sheet in (drawing(places.values()).counties, drawing(places.values()).close_up):
        boxes = [spot.label.box for spot in sheet.spots if spot.label]
        boxes += [label.box for area in sheet.areas for _line, label in area.lines]
        boxes += [label.box for _line, label in (*sheet.captions, *sheet.neighbours)] + [sheet.bar.box]

        assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_words_say_the_number_in_the_language_of_the_reader():
    place = at(34.03, -118.21, slug="fashion", name_en="Fashion District", name_es="Distrito de la Moda (Fashion)")

    found = {}
    for language in ("en", "es"):
        with translation.override(language):
            (spot,) = drawing([(place, 1)]).close_up.spots
            found[language] = (spot.name, spot.words)

    assert found == {
        "en": ("Fashion District", "Fashion District: 1 entry"),
        "es": ("Distrito de la Moda", "Distrito de la Moda (Fashion): 1 ficha"),
    }


def test_area_of_a_marker_is_in_proportion_to_its_entries():
    assert radius(100, 100) == LARGEST
    assert radius(25, 100) == LARGEST / 2
    assert radius(0, 100) == radius(1, 10_000) == SMALLEST


def test_target_is_never_smaller_than_a_finger_needs():
    (spot,) = drawing([(at(34.03, -118.21), 0)]).close_up.spots

    assert spot.target >= 12


def test_map_of_no_places_is_a_map():
    drawn = drawing([])

    assert (drawn.counties.spots, drawn.counties.areas, drawn.close_up.spots, drawn.away) == ([], [], [], [])
    assert "Orange" in [name for name, _label in drawn.counties.neighbours]


def test_locator_marks_the_point_and_the_county_around_it(places):
    county, city = places["los-angeles-county"][0], places["los-angeles"][0]

    found = locator(city, [county])

    assert (found.county.slug, found.at) == ("los-angeles-county", (232.5, 181.1))


def test_locator_of_a_county_is_the_county(places):
    found = locator(places["los-angeles-county"][0], [])

    assert (found.county.slug, found.at) == ("los-angeles-county", None)


@pytest.mark.parametrize("slug", ["san-diego", "california", "farms"])
def test_place_beyond_the_frame_or_without_a_point_has_no_locator(places, slug):
    assert locator(places[slug][0], [places["los-angeles-county"][0]]) is None
