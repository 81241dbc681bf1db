"""Home, search, sources, places, timeline, about: what each says."""

import re

import pytest
from django.urls import reverse

from catalogue.partial_dates import PartialDate
from tests.factories import make_citation, make_event, make_guide, make_organisation, make_source, make_tactic

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

    (part,) = response.context["types"]
    groups = part["groups"]
    assert [(str(group.entry), group.alone) for group in groups] == [("Alone", True), ("Shared", False)]
    assert [citation.standing for citation in groups[0].citations] == ["reports", "recommends"]
    assert response.context["alone_count"] == 1
    assert "Because it is signed." in text_of(response)


def test_what_a_source_supports_stands_by_type_with_a_way_to_each(client):
    source = make_source(slug="essay")
    for number in range(2):
        make_citation(make_tactic(cited=False, name_es=f"Táctica {number}"), source=source)
    make_citation(make_organisation(cited=False), source=source)

    response = client.get("/es/sources/essay/")

    assert [(part["type"].key, len(part["groups"])) for part in response.context["types"]] == [
        ("organisation", 1),
        ("tactic", 2),
    ]
    assert response.context["entry_count"] == 3
    assert "<dt>Qué se apoya en ella</dt><dd>3 fichas</dd>" in response.text
    assert '<li><a href="#tactics">Tácticas</a> 2</li>' in response.text
    assert '<h3 id="tactics">' in response.text


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


def test_home_shows_the_events_that_began_last_and_no_undated_one(client):
    for number in range(1, 7):
        make_event(slug=f"march-{number}", starts=PartialDate(2020 + number))
    make_event(slug="some-time")

    response = client.get("/en/")

    assert [event.slug for event in response.context["latest"]] == ["march-6", "march-5", "march-4", "march-3"]


def test_home_has_a_door_for_each_listed_guide_in_their_order(client):
    make_guide(slug="join-in", position=2, drawing="join")
    make_guide(slug="help-now", position=1, drawing="help")
    make_guide(slug="pocket-card", position=3, drawing="")
    make_guide(slug="unfinished", position=4, status="draft")

    response = client.get("/es/")

    doors = re.findall(r'<li class="([a-z-]+)"><a href="(/es/guides/[^"]+)">', response.content.decode())
    assert doors == [("legal-tool", "/es/guides/help-now/"), ("tactic", "/es/guides/join-in/")]
