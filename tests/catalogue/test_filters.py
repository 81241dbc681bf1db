"""catalogue.filters and catalogue.search.facets"""

import pytest
from django.http import QueryDict
from django.utils import translation

from catalogue.filters import EntryFilterSet
from catalogue.models import Entry, Status
from catalogue.search import facets
from organisations.filters import OrganisationFilterSet
from organisations.models import Organisation
from tactics.filters import EventFilterSet, TacticFilterSet
from tactics.models import Actor, Event, Tactic
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def organisations(query: str) -> OrganisationFilterSet:
    return OrganisationFilterSet(QueryDict(query), Organisation.objects.published())


def counts(filterset, name: str) -> dict[str, int]:
    return {option.value: option.count for option in filterset.options(name)}


def test_values_of_one_filter_widen_and_filters_narrow():
    legal = make_organisation(sector="legal", reach="city")
    youth = make_organisation(sector="youth", reach="city")
    make_organisation(sector="youth", reach="state")
    make_organisation(sector="faith", reach="city")

    found = organisations("sector=legal&sector=youth&reach=city").qs

    assert set(found) == {legal, youth}


def test_counts_ignore_their_own_choice_but_no_other():
    make_organisation(sector="legal", reach="city")
    make_organisation(sector="youth", reach="city")
    make_organisation(sector="youth", reach="state")

    filterset = organisations("sector=legal&reach=city")

    assert counts(filterset, "sector") == {"legal": 1, "youth": 1}
    assert counts(filterset, "reach") == {"city": 1}


def test_counts_are_those_of_the_lists_they_lead_to():
    place = make_place()
    for sector in ("legal", "youth", "youth"):
        entry = make_organisation(sector=sector, places=[place])
        make_citation(entry, standing="recommends")

    for facet in organisations("").facets():
        for option in facet.options:
            assert len(organisations(option.url.removeprefix("?")).matches) == option.count


def test_place_includes_what_is_part_of_it():
    city = make_place(slug="los-angeles")
    barrio = make_place(slug="boyle-heights", part_of=city)
    entry = make_organisation(places=[barrio, city])
    other = make_organisation(places=[city])

    filterset = organisations("place=los-angeles")

    assert set(filterset.qs) == {entry, other}
    assert counts(filterset, "place") == {"los-angeles": 2, "boyle-heights": 1}


def test_places_in_a_circle_do_not_hang():
    first = make_place(slug="first")
    second = make_place(slug="second", part_of=first)
    first.part_of = second
    first.save()
    entry = make_organisation(places=[first])

    assert list(organisations("place=second").qs) == [entry]


def test_tactic_filter_finds_the_groups_that_use_it():
    group, tactic = make_organisation(), make_tactic(slug="mutual-aid")
    make_connection(group, "uses", tactic)
    make_organisation()

    filterset = organisations("tactic=mutual-aid")

    assert list(filterset.qs) == [group]
    assert counts(filterset, "tactic") == {"mutual-aid": 1}


def test_of_two_tactics_the_groups_that_do_both():
    march, vigil, mural = (make_tactic(slug=slug) for slug in ("march", "vigil", "mural"))
    both, one = make_organisation(), make_organisation()
    for group, tactic in ((both, march), (both, vigil), (both, mural), (one, march)):
        make_connection(group, "uses", tactic)

    filterset = organisations("tactic=march&tactic=vigil")
    [facet] = [facet for facet in filterset.facets() if facet.name == "tactic"]

    assert list(filterset.qs) == [both]
    assert counts(filterset, "tactic") == {"march": 1, "mural": 1, "vigil": 1}
    assert facet.together


def test_advice_is_no_practice():
    group = make_organisation(cited=False)
    make_connection(
        group, "recommends", make_tactic(slug="march"), citation=make_citation(group, standing="recommends")
    )

    assert len(organisations("tactic=march").matches) == 0


def test_search_is_filtered_by_tactic_group_and_year_whatever_the_type():
    group, tactic, event = make_organisation(slug="group"), make_tactic(slug="march"), make_event(starts="2025")
    make_connection(group, "uses", tactic)
    make_connection(tactic, "used-in", event)

    def found(query):
        return {entry.pk for entry in EntryFilterSet(QueryDict(query), Entry.objects.published()).qs}

    assert found("tactic=march") == {group.pk, event.pk}
    assert found("organisation=group") == {tactic.pk}
    assert found("year=2025") == {event.pk}
    assert found("tactic=march&year=2025") == {event.pk}


def test_only_the_most_frequent_choices_are_offered_and_what_is_chosen(monkeypatch):
    monkeypatch.setattr(facets, "MOST_CHOICES", 2)
    groups = [make_organisation() for _ in range(3)]
    for number in range(3):
        tactic = make_tactic(slug=f"tactic-{number}")
        for group in groups[number:]:
            make_connection(group, "uses", tactic)

    assert counts(organisations(""), "tactic") == {"tactic-0": 3, "tactic-1": 2}
    assert counts(organisations("tactic=tactic-2"), "tactic") == {"tactic-0": 1, "tactic-1": 1, "tactic-2": 1}


@pytest.mark.parametrize("query", ["", "sector=legal", "q=name&reach=city&sector=youth&sort=newest"])
def test_choices_lead_where_adding_or_removing_them_leads(query):
    make_organisation(sector="legal", reach="city")
    make_organisation(sector="youth", reach="city", places=[make_place()])

    filterset = organisations(query)

    for facet in filterset.facets():
        for option in facet.options:
            assert option.url == filterset.address(toggle=(facet.name, option.value))


def test_slug_of_another_type_is_no_choice():
    make_organisation(slug="aclu")

    with translation.override("en"):
        filterset = organisations("tactic=aclu")

    assert filterset.problems == ["“aclu” is not a choice for “tactic it uses”, so we left it out."]


def test_reader_is_told_what_was_looked_for_instead():
    make_organisation(name_en="Murals")
    filterset = organisations("q=murrals")

    list(filterset.qs)

    with translation.override("es"):
        assert filterset.readings() == ["Ninguna ficha dice “murrals”, así que buscamos “murals”."]


def test_reader_is_told_of_words_that_nobody_says():
    make_organisation(name_en="Murals")

    with translation.override("en"):
        assert organisations("q=murals zzqqxx").readings() == ["No entry says “zzqqxx”."]


def test_empty_list_offers_each_choice_that_would_help_when_taken_away():
    make_organisation(name_en="Murals", sector="arts", reach="city")
    make_organisation(name_en="Choirs", sector="faith", reach="city")

    with translation.override("en"):
        ways = organisations("q=murals&sector=faith&reach=city").ways_out()

    assert [(way["label"], way["text"], way["url"], way["count"]) for way in ways] == [
        ("words", "“murals”", "?reach=city&sector=faith", 1),
        ("sector", "faith", "?q=murals&reach=city", 1),
    ]


def test_a_single_choice_has_no_way_out():
    make_organisation(name_en="Murals")

    assert organisations("q=zzqqxx").ways_out() == []


def test_facets_do_not_name_drafts():
    draft = make_tactic(slug="secret", status=Status.DRAFT)
    make_connection(make_organisation(), "uses", draft)

    filterset = organisations("tactic=secret")

    assert len(filterset.matches) == 1
    assert counts(filterset, "tactic") == {}
    assert len(filterset.problems) == 1


def test_tactics_by_actor_and_events_by_year_and_tactic():
    tactic = make_tactic(actors=[Actor.objects.get(slug="students")])
    event = make_event(starts="2025-06-early")
    make_event(starts="2024")
    make_connection(tactic, "used-in", event)

    by_actor = TacticFilterSet(QueryDict("actor=students"), Tactic.objects.published())
    by_year = EventFilterSet(QueryDict(f"year=2025&tactic={tactic.slug}"), Event.objects.published())

    assert (list(by_actor.qs), list(by_year.qs)) == ([tactic], [event])
    assert counts(by_year, "year") == {"2025": 1}


def test_source_and_standing_are_filters_of_every_type():
    source = make_source(slug="essay")
    entry = make_event(cited=False)
    make_citation(entry, source=source, standing="disputes")
    make_tactic()

    filterset = EntryFilterSet(
        QueryDict("source=essay&standing=disputes&type=event&type=tactic"), Entry.objects.published()
    )

    assert [found.pk for found in filterset.qs] == [entry.pk]
    assert counts(filterset, "type") == {"event": 1, "tactic": 0}


def test_value_that_is_no_choice_is_named_and_left_out():
    entry = make_organisation(sector="legal")

    with translation.override("en"):
        filterset = organisations("sector=tacos&sector=legal&sort=loudest&unknown=1")

    assert list(filterset.qs) == [entry]
    assert filterset.problems == [
        "“tacos” is not a choice for “sector”, so we left it out.",
        "“loudest” is not a choice for “order”, so we left it out.",
    ]


def test_chip_takes_its_own_choice_away():
    make_organisation(sector="legal")

    chips = organisations("q=name&sector=legal&sector=youth&sort=newest").chips()

    assert [(chip["text"], chip["url"]) for chip in chips] == [
        ("“name”", "?sector=legal&sector=youth&sort=newest"),
        ("legal", "?q=name&sector=youth&sort=newest"),
        ("youth and students", "?q=name&sector=legal&sort=newest"),
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", ["Ana", "Beto", "Carla"]), ("newest", ["Beto", "Carla", "Ana"]), ("evidence", ["Carla", "Ana", "Beto"])],
)
def test_orders(sort, order):
    for name in ("Ana", "Carla", "Beto"):
        entry = make_organisation(name_en=name)
        if name == "Carla":
            make_citation(entry)

    with translation.override("en"):
        assert [entry.name for entry in organisations(f"sort={sort}").qs] == order


@pytest.mark.parametrize(
    ("sort", "order"), [("date", ["May", "June", "Some day"]), ("-date", ["June", "May", "Some day"])]
)
def test_undated_events_come_last_in_either_order(sort, order):
    for name, starts in (("Some day", None), ("June", "2025-06"), ("May", "2025-05-late")):
        make_event(name_en=name, starts=starts)

    with translation.override("en"):
        found = EventFilterSet(QueryDict(f"sort={sort}"), Event.objects.published()).qs
        assert [event.name for event in found] == order


def test_words_and_filters_combine():
    entry = make_organisation(name_en="Rapid response", sector="legal")
    make_organisation(name_en="Rapid response too", sector="youth")

    assert list(organisations("q=rapid&sector=legal").qs) == [entry]


@pytest.mark.parametrize(
    "query", ["q=%00", "sector=%00", "place=" + "x" * 5000, "&".join(f"sector={n}" for n in range(900))]
)
def test_hostile_values_are_left_out(query):
    entry = make_organisation()

    assert list(organisations(query).qs) == [entry]
