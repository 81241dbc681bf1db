"""Home, search, sources, places, timeline, about: what each says."""

import pytest
from django.urls import reverse

from tests.factories import make_citation, make_event, make_organisation, make_place, make_source, make_tactic

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_home_counts_each_type_and_shows_the_best_of_the_newest(client):
    make_organisation()
    make_tactic()
    make_source()  # which nothing rests on
    best = make_tactic(name_en="Well evidenced")
    make_citation(best)

    response = client.get("/en/")

    doors = [(door["type"].key, door["url"], door["count"]) for door in response.context["doors"]]
    assert doors == [
        ("organisation", "/en/organisations/", 1),
        ("tactic", "/en/tactics/", 2),
        ("legal-tool", "/en/legal-tools/", 0),
        ("policy", "/en/policies/", 0),
        ("event", "/en/events/", 0),
    ]
    assert response.context["newest"][0].pk == best.pk
    assert response.context["source_count"] == 4


def test_words_at_the_bare_address_lead_to_the_search(client):
    to_home = client.get("/?q=red+card", headers={"accept-language": "es"})
    to_search = client.get(to_home["Location"])

    assert (to_home["Location"], to_search["Location"]) == ("/es/?q=red+card", "/es/search/?q=red+card")


@pytest.mark.parametrize("path", ["/", "/en/", "/en/tactics/", "/en/about/method/", "/en/search/"])
def test_pages_are_only_read(client, path):
    assert {client.generic(method, path).status_code for method in ("POST", "PUT", "DELETE", "TRACE")} == {405}


def test_search_finds_all_types_and_keeps_the_words_in_the_box(client):
    group, tactic = make_organisation(name_en="Night watch"), make_tactic(name_en="Watch at night")

    response = client.get("/en/search/?q=night+watch")

    assert [entry.pk for entry in response.context["entries"]] == [group.pk, tactic.pk]
    assert '<input id="q" type="search" name="q" value="night watch"' in response.content.decode()


def test_search_text_is_escaped_and_bounded(client):
    response = client.get("/en/search/", {"q": "<script>" + "x" * 5000})

    assert "<script>" not in response.content.decode()
    assert response.context["filter"].data["q"] == "<script>" + "x" * 192


def test_source_tells_what_it_supports_and_what_rests_on_it_alone(client):
    source = make_source(slug="essay", why_en="Because it is signed.")
    alone, shared = make_tactic(cited=False, name_en="Alone"), make_tactic(cited=False, name_en="Shared")
    for entry in (alone, shared):
        make_citation(entry, source=source, standing="recommends")
        make_citation(entry, source=source, standing="reports")
    make_citation(shared)

    response = client.get("/en/sources/essay/")

    groups = response.context["groups"]
    assert [(str(group["entry"]), group["alone"]) for group in groups] == [("Alone", True), ("Shared", False)]
    assert [citation.standing for citation in groups[0]["citations"]] == ["reports", "recommends"]
    assert response.context["alone_count"] == 1
    assert "Because it is signed." in text_of(response)


def test_source_that_was_only_seen_through_others_leads_to_them(client):
    whole = make_source(slug="whole")
    make_source(slug="part", title="The part", part_of=whole)

    text = text_of(client.get("/en/sources/whole/"))

    assert "No entry cites it directly." in text
    assert '<a href="/en/sources/part/" lang="en">The part</a>' in text


def test_sources_are_listed_with_how_much_rests_on_them(client):
    many, none = make_source(title="Z many"), make_source(title="A none")
    for _number in range(2):
        make_citation(make_tactic(cited=False), source=many)
    make_citation(make_tactic(cited=False, status="draft"), source=none)

    response = client.get(reverse("sources"))

    assert [(source.title, source.entry_count) for source in response.context["sources"]] == [
        ("Z many", 2),
        ("A none", 0),
    ]


def test_place_shows_what_is_around_in_and_at_it(client):
    county = make_place(slug="county", name_en="The county")
    city = make_place(slug="city", name_en="The city", part_of=county)
    barrio = make_place(slug="barrio", name_en="The barrio", part_of=city)
    entry = make_event(places=[barrio])

    response = client.get("/en/places/city/")

    assert (response.context["around"], response.context["inside"]) == ([county], [barrio])
    assert [found.pk for found in response.context["groups"]["event"]] == [entry.pk]


def test_places_count_what_is_part_of_them(client):
    city = make_place(slug="city")
    make_event(places=[make_place(slug="barrio", kind="neighbourhood", part_of=city)])

    response = client.get("/en/places/")

    counted = {place.slug: count for _kind, places in response.context["groups"] for place, count in places}
    assert counted == {"city": 1, "barrio": 1}


def test_timeline_goes_by_year_with_the_undated_last(client):
    for name, starts in (("June", "2025-06"), ("Early June", "2025-06-early"), ("Before", "2020"), ("Some day", None)):
        make_event(name_en=name, starts=starts)

    context = client.get("/en/timeline/").context

    years = {year: [str(event) for event in events] for year, events in context["years"].items()}
    assert years == {2020: ["Before"], 2025: ["Early June", "June"]}
    assert [str(event) for event in context["undated"]] == ["Some day"]


@pytest.mark.parametrize("page", ["about", "method", "privacy", "corrections"])
def test_about_pages_are_written_in_both_languages(client, page):
    english, spanish = (text_of(client.get(f"/{language}/about/{page}/")) for language in ("en", "es"))

    assert english.count("<h2>") == spanish.count("<h2>") > 0


def test_corrections_name_the_contact_when_there_is_one(client, settings):
    settings.CONTACT = "mailto:editors@example.org"

    assert '<a href="mailto:editors@example.org">editors@example.org</a>' in text_of(
        client.get("/es/about/corrections/")
    )
