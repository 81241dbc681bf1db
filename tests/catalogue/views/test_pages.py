"""Every public page: in both languages, and with the same number of queries however many entries there are."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue import registry
from catalogue.guidance import help_guide
from catalogue.models import Status
from catalogue.search.held import current
from catalogue.terms import terms
from tests.factories import (
    MAKERS,
    make_citation,
    make_connection,
    make_place,
    make_source,
)

pytestmark = pytest.mark.django_db

# Queries of each page. They are the same at 1 and at 3 rows; a change here is a decision, not an accident.
QUERIES = {
    "organisations": 2,  # which index is true, and what the page shows of each entry
    "tactics": 2,
    "legal-tools": 2,
    "policies": 2,
    "events": 2,
    "search": 2,
    "home": 3,  # and the guides
    "sources": 1,
    "places": 2,
    "timeline": 2,
    "matrix": 2,
    "phases": 2,
    "glossary": 2,
    "source": 4,
    "place": 4,
    "about": 0,
}
ENTRY_QUERIES = 4  # which index, the entry, its evidence, its connections


def a_catalogue(count: int) -> None:
    """``count`` entries of each type, all in one place, each evidenced twice and connected with all others that fit."""
    place = make_place(slug="los-angeles")
    sources = [make_source(slug=f"source-{n}", title=f"Source {n}") for n in range(count)]
    made = {
        key: [make(slug=f"{key}-{n}", places=[place], cited=False) for n in range(count)]
        for key, make in MAKERS.items()
    }
    for entries in made.values():
        for entry in entries:
            make_citation(entry, source=sources[0])
            make_citation(entry, source=sources[-1], standing="disputes")
    for tactic in made["tactic"]:
        for event in made["event"]:
            make_connection(tactic, "used-in", event)
        for group in made["organisation"]:
            make_connection(group, "uses", tactic)


def address(name: str) -> str:
    arguments = {"about": ["method"], "source": ["source-0"], "place": ["los-angeles"]}.get(name)
    return reverse(name, args=arguments)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_page_asks_the_same_at_any_size(client, django_assert_num_queries, name, count):
    a_catalogue(count)
    help_guide(current())  # what changed was read before

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(address(name))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_filtered_list_asks_the_same_at_any_size(client, django_assert_num_queries, count):
    a_catalogue(count)

    current()

    with django_assert_num_queries(2):
        response = client.get(f"{reverse('organisations')}?sector=community&place=los-angeles")

    assert response.context["total"] == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key", MAKERS)
def test_entry_page_asks_the_same_at_any_size(client, django_assert_num_queries, key, count):
    a_catalogue(count)
    terms(current(), "en")  # what changed was read before

    with django_assert_num_queries(ENTRY_QUERIES):
        response = client.get(reverse(key, args=[f"{key}-0"]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", QUERIES)
def test_page_is_in_its_language_and_leads_to_the_other(client, name):
    a_catalogue(1)

    for language, other in (("en", "es"), ("es", "en")):
        with translation.override(language):
            html = client.get(address(name)).content.decode()

        assert f'<html lang="{language}"' in html
        switch = re.search(rf'<a class="language" href="([^"]+)" hreflang="{other}"', html)[1]
        with translation.override(other):
            assert switch == address(name)


def test_search_engines_are_told_the_whole_address_of_the_other_language(client):
    html = client.get("/es/search/?page=1", headers={"host": "testserver"}).content.decode()

    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/search/?page=1">' in html


@pytest.mark.parametrize(("path", "kept_out"), [("/en/search/", False), ("/en/search/?q=raid", True)])
def test_what_somebody_searched_is_kept_out_of_search_engines(client, path, kept_out):
    html = client.get(path).content.decode()

    assert ('<meta name="robots" content="noindex">' in html) is kept_out


def test_language_switch_keeps_filters_and_page(client):
    a_catalogue(1)

    html = client.get("/en/organisations/?sector=community&page=1").content.decode()

    assert 'href="/es/organisations/?sector=community&amp;page=1" hreflang="es"' in html


@pytest.mark.parametrize(
    ("wish", "home"), [("es-MX,es;q=0.9,en;q=0.8", "/es/"), ("fr", "/en/"), ("", "/en/"), ("en-US,en", "/en/")]
)
def test_bare_address_leads_to_the_readers_language(client, wish, home):
    response = client.get("/", headers={"accept-language": wish})

    assert (response.status_code, response["Location"], response["Vary"]) == (302, home, "Accept-Language")


@pytest.mark.parametrize("key", MAKERS)
def test_entries_that_are_not_public_are_nowhere(client, key):
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        entry = MAKERS[key](slug=f"hidden-{status}", name_en="Hidden thing", name_es="Cosa escondida", status=status)
        make_citation(entry, source=make_source(slug=f"of-{status}"))
        assert client.get(reverse(key, args=[entry.slug])).status_code == 404
        assert "Hidden thing" not in client.get(reverse("source", args=[f"of-{status}"])).content.decode()

    for name in ("home", "search", registry.get(key).folder, "timeline", "matrix", "phases"):
        assert "Hidden thing" not in client.get(reverse(name)).content.decode()


def test_readers_get_no_cookie_and_strict_headers(client):
    a_catalogue(1)

    for path in (reverse("home"), reverse("search"), "/en/organisations/organisation-0/", "/en/nowhere/"):
        response = client.get(path)

        assert not response.cookies
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Permissions-Policy"].startswith("camera=()")


def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(client):
    a_catalogue(1)

    for path in (reverse("home"), reverse("search"), "/en/tactics/", "/en/tactics/tactic-0/"):
        html = client.get(path).content.decode()

        assert not re.search(r'<script(?! src="/static/)|<style|\sstyle=|\son\w+=', html)
        assert not re.search(r'<(?:img|link|script|iframe)[^>]+(?:src|href)="(?:https?:)?//(?!testserver/)', html)


@pytest.mark.parametrize("path", ["/es/organisations/", "/es/search/?q=nada"])
def test_keyboards_get_past_the_filters(client, path):
    html = client.get(path).text

    way_past = html.index('<a class="skip" href="#results">Ir a los resultados</a>')
    assert way_past < html.index('<details class="filters">')
    assert html.count('<div class="results" id="results" tabindex="-1">') == 1
