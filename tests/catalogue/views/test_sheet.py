"""Picked entries on one sheet."""

import re

import pytest

from catalogue.search.held import current
from tests.factories import MAKERS, make_citation, make_event, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db

QUERIES = 3  # which index is true, the rows, and the entries: one for each type among them


def of(*entries) -> str:
    return "?" + "&".join(f"entry={entry.entry_type.folder}/{entry.slug}" for entry in entries)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key", MAKERS)
def test_sheet_asks_the_same_at_any_size(client, django_assert_num_queries, key, count):
    place = make_place()
    picked = [MAKERS[key](places=[place]) for _ in range(count)]
    for entry in picked:
        make_citation(entry)
    current()

    with django_assert_num_queries(QUERIES):
        response = client.get("/en/sheet/" + of(*picked))

    assert [line.name for line in response.context["lines"]] == [entry.name_en for entry in picked]


@pytest.mark.parametrize("count", [1, 3])
def test_search_on_the_sheet_asks_one_query_more(client, django_assert_num_queries, count):
    picked = make_tactic(name_en="Vigil")
    for number in range(count):
        make_tactic(name_en=f"Candle {number}")
    current()

    with django_assert_num_queries(QUERIES + 1):
        response = client.get(f"/en/sheet/{of(picked)}&q=candle")

    assert len(response.context["offers"]) == count


def test_sheet_says_each_entry_in_both_languages_the_readers_first(client):
    place = make_place(name_en="Echo Park", name_es="Parque del Eco")
    event = make_event(
        name_en="Raid",
        name_es="Redada",
        summary_en="It came.",
        summary_es="Llegó.",
        starts="2025-06-08",
        places=[place],
    )

    line = client.get("/en/sheet/" + of(event)).context["lines"][0]
    spanish_first = client.get("/es/sheet/" + of(event)).context["lines"][0]

    english, spanish = line.sides
    assert (english.language, english.name, english.summary) == ("en", "Raid", "It came.")
    assert english.facts == [("Form", "Raid"), ("Begins", "8 June 2025"), ("Where", "Echo Park")]
    assert english.known == "1 source · reported"
    assert (spanish.language, spanish.name, spanish.summary) == ("es", "Redada", "Llegó.")
    assert spanish.facts == [("Clase", "Redada"), ("Empieza", "8 de junio de 2025"), ("Dónde", "Parque del Eco")]
    assert spanish.url == f"/es/events/{event.slug}/"
    assert [side.language for side in spanish_first.sides] == ["es", "en"]


def test_entries_on_a_sheet_can_be_moved_and_removed(client):
    first, second = make_tactic(slug="a"), make_tactic(slug="b")

    lines = client.get("/en/sheet/" + of(first, second)).context["lines"]

    assert [(line.up, line.down, line.remove) for line in lines] == [
        ("", "?entry=tactics/b&entry=tactics/a", "?entry=tactics/b"),
        ("?entry=tactics/b&entry=tactics/a", "", "?entry=tactics/a"),
    ]


def test_search_keeps_the_picks_and_adds_to_them(client):
    picked, other = make_tactic(slug="a", name_en="Vigil"), make_tactic(slug="b", name_en="Candle")

    response = client.get(f"/en/sheet/{of(picked)}&q=candle")

    html = response.content.decode()
    assert '<input type="hidden" name="entry" value="tactics/a">' in html
    assert [(offer.slug, url) for offer, url in response.context["offers"]] == [
        (other.slug, "?entry=tactics/a&entry=tactics/b&q=candle")
    ]


def test_sheet_says_what_it_left_out(client):
    picked = [make_tactic() for _ in range(13)]

    response = client.get(f"/en/sheet/{of(*picked)}&entry=tactics/<b>")

    assert len(response.context["lines"]) == 12
    assert response.context["problems"] == [
        "We left out “tactics/<b>”: we have no such entry.",
        "There is room for 12 entries here. These are the first 12 of 13.",
    ]
    assert b"tactics/<b>" not in response.content


def test_sheet_names_its_own_address_without_the_search(client):
    picked = make_tactic(slug="a")

    response = client.get(f"/es/sheet/{of(picked)}&q=candle&utm=1")

    assert response.context["address"] == "http://testserver/es/sheet/?entry=tactics/a"
    assert 'aria-label="Código QR: http://testserver/es/sheet/?entry=tactics/a"' in response.content.decode()


def test_empty_sheet_says_how_to_begin(client):
    response = client.get("/en/sheet/")

    assert "Nothing is on the sheet yet." in text(response)
    assert response.context["lines"] == []


def test_sheet_of_one_type_can_be_compared(client):
    tactics = [make_tactic(slug=slug) for slug in "abcde"]
    group = make_organisation()

    assert client.get("/en/sheet/" + of(*tactics[:2])).context["compare"] == (
        "/en/compare/?entry=tactics/a&entry=tactics/b"
    )
    assert client.get("/en/sheet/" + of(tactics[0])).context["compare"] == ""
    assert client.get("/en/sheet/" + of(*tactics)).context["compare"] == ""
    assert client.get("/en/sheet/" + of(tactics[0], group)).context["compare"] == ""
