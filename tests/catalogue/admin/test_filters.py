from datetime import timedelta

import pytest
from django.utils import timezone

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


@pytest.mark.parametrize(("days", "is_found"), [(None, True), (91, True), (90, False), (0, False)])
def test_not_verified_for_90_days(client, days, is_found):
    entry = make_organisation(verified_on=None if days is None else timezone.localdate() - timedelta(days))

    assert chosen(client.get(list_url(Organisation), {"verified": "stale"})) == ({entry} if is_found else set())


def test_status_and_facts_are_filters_too(client):
    found = make_organisation(status="draft", sector="legal")
    make_organisation(status="draft", sector="union")
    make_organisation(sector="legal")

    response = client.get(list_url(Organisation), {"status__exact": "draft", "sector__exact": "legal"})

    assert chosen(response) == {found}


@pytest.mark.parametrize("query", [{"evidence": "x"}, {"spanish": "x"}, {"verified": "x"}])
def test_value_that_is_no_answer_filters_nothing(client, query):
    shown = {make_organisation(), make_organisation(cited=False, status="draft")}

    assert chosen(client.get(list_url(Organisation), query)) == shown


def test_filters_count_what_they_would_find(client):
    make_organisation(cited=False, status="draft", summary_es="")
    make_organisation()

    page = client.get(list_url(Organisation), {"_facets": "True"}).content.decode()

    counted = ["No citation yet (1)", "Single source (1)", "Only recommended (0)", "Spanish missing (1)"]
    assert all(choice in page for choice in [*counted, "Not verified for 90 days (2)", "published (1)"])
