from datetime import timedelta

import pytest

from catalogue.freshness import Freshness, today
from organisations.models import Organisation
from tactics.models import Tactic
from tests.catalogue.admin.pages import chosen, list_url
from tests.factories import make_citation, make_organisation, make_source, make_tactic


def test_no_citation_yet(client):
    found = make_organisation(cited=False, status="draft")
    make_organisation()

    assert chosen(client.get(list_url(Organisation), {"evidence": "none"})) == {found}


def test_single_source(client):
    found, source = make_organisation(cited=False), make_source()
    make_citation(found, source=source)
    make_citation(found, source=source, paragraph=2)
    make_citation(make_organisation())
    make_organisation(cited=False, status="draft")

    assert chosen(client.get(list_url(Organisation), {"evidence": "single-source"})) == {found}


def test_only_recommended(client):
    found, mixed = make_organisation(cited=False), make_organisation()
    for entry in (found, found, mixed):
        make_citation(entry, standing="recommends")
    make_organisation()
    make_organisation(cited=False, status="draft")

    assert chosen(client.get(list_url(Organisation), {"evidence": "only-recommended"})) == {found}


@pytest.mark.parametrize("column", ["name", "summary", "body", "how", "why_it_worked", "risks"])
def test_spanish_missing_in_any_text_of_the_type(client, column):
    found = make_tactic(status="draft", **{f"{column}_en": "Words.", f"{column}_es": ""})
    make_tactic()
    make_tactic(how_en="Words.", how_es="Palabras.")

    assert chosen(client.get(list_url(Tactic), {"spanish": "missing"})) == {found}


def test_only_sources_of_low_reliability(client):
    found, mixed = make_organisation(cited=False), make_organisation()
    for entry in (found, mixed):
        make_citation(entry, source=make_source(reliability="low"))
    make_organisation(cited=False, status="draft")

    assert chosen(client.get(list_url(Organisation), {"evidence": "only-weak"})) == {found}


def test_paragraph_no_longer_in_its_source(client):
    source = make_source(outline=[{"heading": None, "paragraphs": 5}])
    found, kept = make_organisation(cited=False), make_organisation(cited=False)
    make_citation(found, source=source, paragraph=4)
    make_citation(kept, source=source, paragraph=3)
    source.outline = [{"heading": None, "paragraphs": 3}]
    source.save()

    assert chosen(client.get(list_url(Organisation), {"evidence": "lost"})) == {found}


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, "never"), (0, "fresh"), (180, "fresh"), (181, "ageing"), (360, "ageing"), (361, "stale")],
)
def test_last_check_by_the_shelf_life_of_the_type(client, days, state):
    entry = make_organisation(verified_on=None if days is None else today() - timedelta(days))

    found = {one: chosen(client.get(list_url(Organisation), {"checked": one})) for one in Freshness.values}

    assert found == {one: {entry} if one == state else set() for one in Freshness.values}


def test_status_and_facts_are_filters_too(client):
    found = make_organisation(status="draft", sector="legal")
    make_organisation(status="draft", sector="union")
    make_organisation(sector="legal")

    response = client.get(list_url(Organisation), {"status__exact": "draft", "sector__exact": "legal"})

    assert chosen(response) == {found}


@pytest.mark.parametrize("query", [{"evidence": "x"}, {"spanish": "x"}, {"checked": "x"}])
def test_value_that_is_no_answer_filters_nothing(client, query):
    shown = {make_organisation(), make_organisation(cited=False, status="draft")}

    assert chosen(client.get(list_url(Organisation), query)) == shown


def test_filters_count_what_they_would_find(client):
    make_organisation(cited=False, status="draft", summary_es="")
    make_organisation()

    page = client.get(list_url(Organisation), {"_facets": "True"}).content.decode()

    counted = ["No citation yet (1)", "Single source (1)", "Only recommended (0)", "Spanish missing (1)"]
    assert all(choice in page for choice in [*counted, "not checked yet (2)", "published (1)"])
