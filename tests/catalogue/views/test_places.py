"""The map of places with its table, and the page of one place."""

import re
from xml.etree import ElementTree

import pytest

from catalogue.search.held import current
from catalogue.views.places import MANY, SOME, Count
from tests.factories import make_citation, make_event, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db

SVG = re.compile(r'<svg class="map(?: enlarged)?" .*?</svg>', re.DOTALL)


def drawn_links(response) -> list[tuple[str, str]]:
    """Address and accessible name of every link in the drawings."""
    return re.findall(
        r'<a class="(?:area|spot)" href="([^"]+)" aria-label="([^"]+)"', "".join(SVG.findall(response.content.decode()))
    )


@pytest.fixture
def places():
    """A county, its city, a neighbourhood of it with two entries, a city far away, a kind of site."""
    county = make_place(
        slug="los-angeles-county", kind="county", name_en="LA County", latitude=34.32, longitude=-118.22
    )
    city = make_place(slug="los-angeles", name_en="Los Angeles", part_of=county, latitude=34.05, longitude=-118.24)
    barrio = make_place(
        slug="boyle-heights",
        kind="neighbourhood",
        name_en="Boyle Heights",
        name_es="Boyle Heights (barrio)",
        part_of=city,
        latitude=34.03,
        longitude=-118.21,
    )
    make_place(slug="chicago", name_en="Chicago", latitude=41.88, longitude=-87.63)
    farms = make_place(slug="farms", kind="site", name_en="Farms")
    make_event(places=[barrio])
    make_tactic(places=[barrio, farms])
    make_organisation(places=[city])
    return city


def test_every_place_in_the_frame_is_one_link_with_its_name_and_number(client, places):
    response = client.get("/en/places/")

    assert drawn_links(response) == [
        ("/en/places/los-angeles-county/", "LA County: 3 entries"),
        ("/en/places/los-angeles/", "Los Angeles: 3 entries"),
        ("/en/places/boyle-heights/", "Boyle Heights: 2 entries"),
    ]


def test_map_speaks_spanish(client, places):
    response = client.get("/es/places/")

    assert ("/es/places/boyle-heights/", "Boyle Heights (barrio): 2 fichas") in drawn_links(response)
    assert "Océano Pacífico" in response.content.decode()


def test_drawings_are_well_formed_and_named_by_their_own_words(client, places):
    html = client.get("/en/places/").content.decode()

    for svg in SVG.findall(html):
        root = ElementTree.fromstring(svg)  # noqa: S314 (our own page)
        told_by = [root.attrib["aria-labelledby"], root.attrib["aria-describedby"]]
        assert [child.attrib.get("id") for child in root][:2] == told_by
        assert root.attrib["role"] == "group"
    assert html.count('id="counties-title"') == html.count('id="close-up-title"') == 1
    assert not re.search(r'(?:="|[ ,(])\d+,\d', "".join(SVG.findall(client.get("/es/places/").content.decode())))


def test_table_counts_as_the_map_does_and_each_number_leads_to_its_list(client, places):
    response = client.get("/en/places/")

    rows = {row.place.slug: row for table in response.context["tables"] for _kind, found in table for row in found}
    assert {slug: row.all.count for slug, row in rows.items()} == {
        **{"boyle-heights": 2, "los-angeles": 3, "chicago": 0, "los-angeles-county": 3, "farms": 1},
    }
    spots = [
        spot for sheet in (response.context["map"].counties, response.context["map"].close_up) for spot in sheet.spots
    ]
    assert {spot.place.slug: spot.count for spot in spots} == {"los-angeles": 3, "boyle-heights": 2}
    assert [(each.count, each.url) for each in rows["los-angeles"].types][:2] == [
        (1, "/en/organisations/?place=los-angeles"),
        (1, "/en/tactics/?place=los-angeles"),
    ]
    assert client.get(rows["los-angeles"].all.url).context["total"] == 3
    for each in rows["los-angeles"].types:
        assert client.get(each.url).context["total"] == each.count


def test_table_has_every_place_by_kind_nearest_first_and_sites_apart(client, places):
    tables = client.get("/en/places/").context["tables"]

    shown = [[(str(kind), [row.place.slug for row in rows]) for kind, rows in table] for table in tables]
    assert shown == [
        [
            ("Neighbourhoods", ["boyle-heights"]),
            ("Cities", ["chicago", "los-angeles"]),
            ("Counties", ["los-angeles-county"]),
        ],
        [("Kinds of site", ["farms"])],
    ]


def test_places_further_away_are_pointed_at(client, places):
    response = client.get("/en/places/")

    assert [away.place.slug for away in response.context["map"].away] == ["chicago"]
    assert "/en/places/chicago/" not in dict(drawn_links(response))


def test_place_without_a_point_has_no_map(client, places):
    assert not SVG.search(client.get("/en/places/farms/").content.decode())
    assert not SVG.search(client.get("/en/places/chicago/").content.decode())


def test_place_has_a_small_map_with_a_name(client, places):
    (svg,) = SVG.findall(client.get("/en/places/boyle-heights/").content.decode())

    assert 'role="img" aria-labelledby="locator-title"' in svg
    assert '<title id="locator-title">Map: where Boyle Heights lies</title>' in svg


def test_place_shows_what_is_around_in_and_at_it(client, places):
    context = client.get("/en/places/los-angeles/").context

    assert [str(other) for other in context["around"]] == ["LA County"]
    assert [(str(other), count) for other, count in context["inside"]] == [("Boyle Heights", 2)]
    assert context["total"] == Count(3, "/en/search/?place=los-angeles")
    assert [(group.type.key, group.all.count, group.cut) for group in context["groups"]] == [
        ("organisation", 1, False),
        ("tactic", 1, False),
        ("event", 1, False),
    ]


def test_place_with_many_entries_shows_the_best_evidenced_of_each_type(client, places):
    tactics = [make_tactic(places=[places], name_en=f"Tactic {n:03}") for n in range(MANY)]
    make_citation(tactics[-1])

    response = client.get("/en/places/los-angeles/")

    (group,) = (group for group in response.context["groups"] if group.type.key == "tactic")
    assert (len(group.entries), group.all.count, group.entries[0].pk) == (SOME, MANY + 1, tactics[-1].pk)
    link = f'<a rel="nofollow" href="/en/tactics/?place=los-angeles">All {MANY + 1} tactics in Los Angeles</a>'
    assert link in response.content.decode()


def test_place_with_few_entries_shows_all_by_name(client, places):
    for name in ("Zeta", "Alpha"):
        make_tactic(places=[places], name_en=name)

    context = client.get("/en/places/los-angeles/").context

    (group,) = (group for group in context["groups"] if group.type.key == "tactic")
    names = [str(entry) for entry in group.entries]
    assert (names[0], names[-1], group.cut) == ("Alpha", "Zeta", False)


@pytest.mark.parametrize("count", [1, 3])
def test_map_asks_the_same_at_any_size(client, django_assert_num_queries, count):
    for number in range(count):
        make_event(places=[make_place(latitude=34.0 + number / 100, longitude=-118.2, kind="neighbourhood")])
    current()

    with django_assert_num_queries(2):
        response = client.get("/en/places/")

    assert len(drawn_links(response)) == count
