"""catalogue.search.checked: the state of a check hangs on the day, and the index does not."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from catalogue import freshness, registry
from catalogue.filters import EntryFilterSet
from catalogue.freshness import Freshness, Limits
from catalogue.models import Entry
from catalogue.search import fields, triggers
from catalogue.search.checked import states
from catalogue.search.held import current
from catalogue.search.verify import differences
from organisations.filters import OrganisationFilterSet
from organisations.models import Organisation
from tests.factories import MAKERS, make_event, make_legal_tool, make_organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 3)
AGES = [None, 0, 89, 90, 91, 180, 181, 360, 361, 730, 731, 1825, 1826, 3651]


@pytest.fixture
def on(monkeypatch):
    """Makes it another day."""

    def set_day(day: date) -> None:
        monkeypatch.setattr(freshness, "today", lambda: day)

    set_day(TODAY)
    return set_day


def counts(query: str = "") -> dict[str, int]:
    filterset = EntryFilterSet(QueryDict(query), Entry.objects.published())
    return {option.value: option.count for option in filterset.options("checked")}


def by_database(day: date) -> dict[str, set[int]]:
    """The same, asked of the entries themselves."""
    found: dict[str, set[int]] = {state.value: set() for state in Freshness}
    for entry_type in registry.all_types():
        limits = Limits.of(entry_type.shelf_life, day)
        for state in Freshness:
            entries = entry_type.model.objects.published().filter(limits.condition(state))
            found[state.value] |= set(entries.values_list("pk", flat=True))
    return found


def test_index_and_database_agree_for_every_type_age_and_day(on):
    for make in MAKERS.values():
        for age in AGES:
            make(verified_on=None if age is None else TODAY - timedelta(age))
    make_organisation(verified_on=TODAY, status="draft")

    for later in (0, 1, 90, 91, 400, 4000):
        day = TODAY + timedelta(later)
        on(day)
        found = {state: set(entries) for state, entries in states(current()).items()}
        assert found == by_database(day)
        assert sum(map(len, found.values())) == len(current().everything)
    assert list(differences()) == []


def test_at_midnight_the_counts_change_and_the_index_does_not(on):
    make_legal_tool(verified_on=TODAY - timedelta(90))
    held = current()
    before = counts()

    on(TODAY + timedelta(1))

    assert (before, counts()) == ({"fresh": 1}, {"ageing": 1})
    assert current() is held


def test_an_edit_reaches_the_counts_at_once(on):
    entry = make_organisation(verified_on=TODAY - timedelta(1000))
    before = counts()

    entry.verified_on = TODAY
    entry.save()
    after = counts()
    Organisation.objects.update(verified_on=None)

    assert (before, after, counts()) == ({"stale": 1}, {"fresh": 1}, {"never": 1})
    assert list(differences()) == []


def test_list_is_narrowed_and_its_counts_ignore_their_own_choice(on):
    fresh = make_organisation(verified_on=TODAY, sector="legal")
    never = make_organisation(sector="legal")
    make_organisation(verified_on=TODAY, sector="youth")

    filterset = OrganisationFilterSet(QueryDict("checked=fresh&sector=legal"), Organisation.objects.published())

    assert list(filterset.qs) == [fresh]
    assert {option.value: option.count for option in filterset.options("checked")} == {"fresh": 1, "never": 1}
    both = OrganisationFilterSet(
        QueryDict("checked=fresh&checked=never&sector=legal"), Organisation.objects.published()
    )
    assert set(both.qs) == {fresh, never}


def test_states_stand_in_their_own_order(on):
    for days in (0, 0, 200, 400):
        make_organisation(verified_on=TODAY - timedelta(days))
    make_organisation()

    assert list(counts().items()) == [("fresh", 2), ("ageing", 1), ("stale", 1), ("never", 1)]


def test_what_is_no_state_is_named(client):
    html = client.get("/en/organisations/?checked=yesterday").content.decode()

    assert "“yesterday” is not a choice for “last check”, so we left it out." in html


@pytest.mark.parametrize("count", [1, 3])
def test_filtered_list_takes_two_queries(client, django_assert_num_queries, count, on):
    for _ in range(count):
        make_organisation(verified_on=TODAY)
    current()

    with django_assert_num_queries(2):
        response = client.get("/en/organisations/?checked=fresh&sort=newest")

    assert response.context["total"] == count


@pytest.mark.parametrize("format", ["csv", "json", "atom"])
def test_filtered_list_is_the_same_as_a_file(client, format, on):
    make_organisation(name_en="Checked today", verified_on=TODAY)
    make_organisation(name_en="Checked never")

    text = client.get(f"/en/organisations/?checked=never&format={format}").content.decode()

    assert "Checked never" in text
    assert "Checked today" not in text


def test_programs_ask_for_the_same(client, on):
    make_organisation(slug="old", verified_on=TODAY - timedelta(1000))
    make_event(slug="march", verified_on=TODAY - timedelta(1000))

    def slugs(address):
        return [entry["slug"] for entry in client.get(address).json()["results"]]

    assert slugs("/api/v1/entries/?checked=stale") == ["old"]
    assert slugs("/api/v1/events/?checked=fresh") == ["march"]
    refused = client.get("/api/v1/entries/?checked=soon")
    assert refused.status_code == 400
    assert refused.json() == {
        "checked": ["“soon” is not understood. Choose from: fresh, ageing, stale, never."],
    }


def test_a_new_facet_has_everything_read_again(monkeypatch):
    def names() -> set[str]:
        return {name for name, _table, _created in triggers.statements("sqlite")}

    before, held = names(), fields.held()
    monkeypatch.setattr(fields, "held", lambda: held | {"another"})

    assert not before & names()
