"""Entries of one type side by side."""

import pytest

from catalogue.search.held import current
from tests.factories import MAKERS, make_connection, make_event, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db

QUERIES = 4  # which index is true, the rows, the entries, their connections


def of(*entries) -> str:
    return "?" + "&".join(f"entry={entry.entry_type.folder}/{entry.slug}" for entry in entries)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key", MAKERS)
def test_comparison_asks_the_same_at_any_size(client, django_assert_num_queries, key, count):
    place = make_place()
    picked = [MAKERS[key](places=[place]) for _ in range(count)]
    for entry in picked[1:]:
        make_connection(picked[0], "part-of", entry)
    current()

    with django_assert_num_queries(QUERIES):
        response = client.get("/en/compare/" + of(*picked))

    assert [entry.name for entry, _remove in response.context["columns"]] == [entry.name_en for entry in picked]


def test_entries_of_other_types_are_left_out_in_words(client):
    tactic, other, event = make_tactic(), make_tactic(), make_event()

    response = client.get("/en/compare/" + of(tactic, event, other))

    assert [entry.pk for entry, _remove in response.context["columns"]] == [tactic.pk, other.pk]
    assert response.context["problems"] == ["Only entries of one type can stand side by side. We kept the tactics."]


def test_more_than_four_are_left_out_in_words(client):
    picked = [make_tactic() for _ in range(5)]

    response = client.get("/en/compare/" + of(*picked))

    assert [entry.pk for entry, _remove in response.context["columns"]] == [entry.pk for entry in picked[:4]]
    assert response.context["problems"] == ["There is room for 4 entries here. These are the first 4 of 5."]


def test_unknown_entry_is_named(client):
    response = client.get("/en/compare/?entry=tactics/nothing")

    assert response.context["problems"] == ["We left out “tactics/nothing”: we have no such entry."]
    assert response.context["columns"] == []


def test_search_offers_only_the_type_that_is_compared(client):
    picked = make_tactic(slug="a", name_en="Vigil")
    make_tactic(slug="b", name_en="Candle march")
    make_organisation(name_en="Candle makers")

    response = client.get(f"/en/compare/{of(picked)}&q=candle")

    assert [(offer.slug, url) for offer, url in response.context["offers"]] == [
        ("b", "?entry=tactics/a&entry=tactics/b&q=candle")
    ]


def test_each_entry_can_be_taken_away(client):
    first, second = make_tactic(slug="a"), make_tactic(slug="b")

    response = client.get("/en/compare/" + of(first, second))

    assert [remove for _entry, remove in response.context["columns"]] == ["?entry=tactics/b", "?entry=tactics/a"]
    assert response.context["sheet"] == "/en/sheet/?entry=tactics/a&entry=tactics/b"
