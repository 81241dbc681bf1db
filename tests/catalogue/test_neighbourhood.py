"""catalogue.neighbourhood"""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from catalogue.neighbourhood import ADVICE, DOUBT, MOST, PLAIN, neighbourhood
from catalogue.neighbours import Neighbour, connections_of
from catalogue.search.held import current
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_legal_tool,
    make_organisation,
    make_policy,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def drawn(entry):
    """The drawing for an entry's page."""
    index = current()
    here = Neighbour(entry.type, entry.slug, entry.name)
    return neighbourhood(index, here, connections_of(index, entry.pk, list(entry.citations.all())))


def connected(organisation, *, tactics: int = 0, events: int = 0):
    """The same organisation, which uses tactics and took part in events."""
    for kind, make, count in (("uses", make_tactic, tactics), ("took-part-in", make_event, events)):
        for number in range(count):
            make_connection(organisation, kind, make(name_en=f"{kind} {number:02d}"))
    return organisation


def tree(picture):
    """The drawing as elements: it is well-formed."""
    return ElementTree.fromstring(picture.svg)  # noqa: S314 (our own)


def leaves(picture):
    return {branch.heading: [leaf.entry.name for leaf in branch.leaves] for branch in picture.left + picture.right}


@pytest.mark.parametrize(("tactics", "there"), [(0, False), (2, False), (3, True)])
def test_drawing_is_there_from_three_neighbours_on(tactics, there):
    assert (drawn(connected(make_organisation(), tactics=tactics)) is not None) == there


def test_one_neighbour_connected_three_times_is_too_few_to_draw():
    organisation, tactic = make_organisation(), make_tactic()
    for kind in ("uses", "recommends"):
        make_connection(organisation, kind, tactic)
    make_connection(organisation, "took-part-in", make_event())

    assert drawn(organisation) is None


def test_every_kind_is_drawn_and_what_is_left_out_is_counted():
    picture = drawn(connected(make_organisation(), tactics=30, events=2))

    assert leaves(picture) == {
        "Uses": [f"uses {number:02d}" for number in range(MOST - 2)],
        "Took part in": ["took-part-in 00", "took-part-in 01"],
    }
    assert picture.rest == "And 18 more in the list below."
    assert "Uses · 12 of 30" in picture.svg


def test_best_evidenced_come_first():
    organisation = connected(make_organisation(), tactics=MOST)
    known = make_tactic(name_en="Zealously documented")
    make_citation(known)
    make_connection(organisation, "uses", known)

    assert "Zealously documented" in leaves(drawn(organisation))["Uses"]
    assert f"uses {MOST - 1:02d}" not in leaves(drawn(organisation))["Uses"]


def test_what_is_only_advised_or_doubted_has_lines_of_its_own():
    organisation = make_organisation()
    advice = make_citation(organisation, standing="recommends")
    doubt = make_citation(organisation, standing="disputes")
    make_connection(organisation, "uses", make_tactic(name_en="Done"))
    make_connection(organisation, "recommends", make_tactic(name_en="Advised"))
    make_connection(organisation, "opposes", make_policy(name_en="Meant"), citation=advice)
    make_connection(organisation, "secured", make_legal_tool(name_en="Doubted"), citation=doubt)

    picture = drawn(organisation)

    strokes = {leaf.entry.name: leaf.stroke for branch in picture.left + picture.right for leaf in branch.leaves}
    assert strokes == {"Done": PLAIN, "Advised": ADVICE, "Meant": ADVICE, "Doubted": DOUBT}
    assert "<title>Advised (advice)</title>" in picture.svg
    html = render_to_string("catalogue/_neighbourhood.html", {"picture": picture})
    assert "Advice: it does not say that it was done." in html
    assert "A document doubts it." in html


def test_legend_explains_only_what_is_drawn():
    html = render_to_string(
        "catalogue/_neighbourhood.html", {"picture": drawn(connected(make_organisation(), tactics=3))}
    )

    assert "A document says so." in html
    assert "Advice" not in html
    assert "Organisation" in html
    assert "Event" not in html
    assert "more in the list" not in html


def test_drawing_is_well_formed_whatever_the_names_are():
    hostile = '"><script>alert(1)</script> & \u202eזדון'
    organisation = connected(make_organisation(name_en=hostile), tactics=3)
    make_connection(organisation, "uses", make_tactic(name_en=hostile))

    picture = drawn(organisation)

    root = tree(picture)
    links = [each for each in root.iter() if each.tag.endswith("a")]
    assert root[0].text == f"What {hostile} is connected with, as a drawing"
    assert sum(each.find("title").text == hostile for each in links) == 1
    assert "<script" not in picture.svg
    assert "style=" not in picture.svg


def test_each_neighbour_is_a_link_to_its_page_in_the_readers_language():
    organisation = connected(make_organisation(), tactics=3)
    event = make_event(name_es="Día sin inmigrantes")
    make_connection(organisation, "took-part-in", event)

    with translation.override("es"):
        root = tree(drawn(organisation))

    link = next(a for a in root.iter() if a.get("href") == f"/es/events/{event.slug}/")
    assert link.find("title").text == "Día sin inmigrantes"
    assert float(link.find("rect").get("height")) >= 24


def test_no_name_leaves_the_drawing_and_no_link_lies_on_another():
    organisation = connected(make_organisation(), tactics=7, events=7)

    root = tree(drawn(organisation))

    _x, _y, wide, high = map(float, root.get("viewBox").split())
    boxes = [[float(each.get(name)) for name in ("x", "y", "width", "height")] for each in root.iter("rect")]
    assert all(x >= 0 and y >= 0 and x + w <= wide and y + h <= high for x, y, w, h in boxes)
    assert not any(
        x < a + c and a < x + w and y < b + d and b < y + h
        for n, (x, y, w, h) in enumerate(boxes)
        for a, b, c, d in boxes[:n]
    )


def test_same_connections_give_the_same_drawing_without_a_query(django_assert_num_queries):
    organisation = connected(make_organisation(), tactics=20, events=3)
    index = current()
    groups = connections_of(index, organisation.pk, list(organisation.citations.all()))
    here = Neighbour(organisation.type, organisation.slug, organisation.name)

    with django_assert_num_queries(0):
        first = neighbourhood(index, here, groups).svg
    backwards = [replace(group, lines=group.lines[::-1]) for group in groups]

    assert neighbourhood(index, here, backwards).svg == first
