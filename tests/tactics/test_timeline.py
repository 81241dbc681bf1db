"""The page of the timeline."""

import re
from collections import Counter

import pytest

from catalogue.search.held import current
from tests.factories import make_event

pytestmark = pytest.mark.django_db

DATES = {"a": "2025-06-08", "b": "2025-06", "c": "2020", "d": None, "e": None}


def pictures(client, language="en"):
    """The drawings of the page, as HTML, and the page."""
    html = client.get(f"/{language}/timeline/").content.decode()
    return re.findall(r'<div class="time-drawing \w+">.*?</svg></div>', html, re.DOTALL), html


@pytest.mark.parametrize("count", [1, 3])
def test_timeline_asks_twice_at_any_size(client, django_assert_num_queries, count):
    for number in range(count):
        make_event(starts="2025-06", slug=f"event-{number}")
    current()

    with django_assert_num_queries(2):
        response = client.get("/en/timeline/")

    assert len(response.context["drawing"].pictures[0].moments) == count


def test_every_dated_event_is_linked_once_in_each_format(client):
    for slug, starts in DATES.items():
        make_event(slug=slug, starts=starts)

    broad, slim = pictures(client)[0]

    once = Counter({f"/en/events/{slug}/": 1 for slug in "abc"})
    assert Counter(re.findall(r'<a href="([^"]+)"', broad)) == once
    assert Counter(re.findall(r'<a href="([^"]+)"', slim)) == once


def test_undated_events_are_counted_beside_the_picture(client):
    for slug, starts in DATES.items():
        make_event(slug=slug, starts=starts)

    html = pictures(client)[1]

    assert '<a href="#undated">2 events without a date</a> are not in the picture.' in html


def test_links_say_name_and_date_in_spanish(client):
    make_event(slug="a", starts="2025-06-early", name_es="Redada «A» <1>")

    broad, slim = pictures(client, "es")[0]

    assert 'aria-label="Redada «A» &lt;1&gt;: principios de junio de 2025"' in broad
    assert 'aria-label="Redada «A» &lt;1&gt;: principios de junio de 2025"' in slim
    assert not re.search(r'"-?\d+,\d', broad + slim)  # numbers of a drawing have no comma in any language


def test_scales_and_what_is_left_out_are_said_in_words(client):
    for slug, starts in DATES.items():
        make_event(slug=slug, starts=starts)

    html = " ".join(pictures(client)[1].split())

    assert "Before June 2025 a column is a year. From then on it is a month." in html
    assert "no event with a date: 2021 to May 2025" in html


def test_without_dated_events_there_is_no_picture(client):
    make_event(starts=None)

    assert pictures(client)[0] == []


def test_page_says_so_when_there_are_more_events_than_a_picture_holds(client, monkeypatch):
    monkeypatch.setattr("tactics.pictures.timeline.MOST", 2)
    for number in range(3):
        make_event(slug=f"event-{number}", starts="2025")

    drawings, html = pictures(client)

    assert drawings == []
    assert "There are more events than one picture can show." in html
    assert html.count("<h3>") == 3


def test_page_without_dated_events_says_nothing_of_a_picture(client):
    make_event(starts=None)

    assert "one picture can show" not in pictures(client)[1]


def test_picture_measures_in_units_that_every_browser_knows_in_svg(client):
    """WebKit ignored what was said in rem, and iPhones showed an empty sheet."""
    make_event(slug="a", starts="2025-06")

    drawings = "".join(pictures(client)[0])

    lengths = re.findall(r' (?:x|y|x1|x2|y1|y2|width|height)="([^"]*)"', drawings)
    assert {re.sub(r"[-\d.]", "", length) for length in lengths} == {"", "%", "em"}
