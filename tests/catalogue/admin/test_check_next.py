"""catalogue.admin.check_next"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from catalogue import freshness
from catalogue.admin.check_next import lasting, overdue
from catalogue.models import Entry
from catalogue.roles import Role
from catalogue.search.held import current
from tests.factories import (
    make_editor,
    make_event,
    make_guide,
    make_guide_step,
    make_legal_tool,
    make_organisation,
    make_tactic,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 3)


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr(freshness, "today", lambda: TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def names() -> list[str]:
    index = current()
    return [index.entries[entry].en for entry in overdue(index)]


def url(query: str = "") -> str:
    return reverse("admin:check_next") + query


def value(entry) -> str:
    return f"{entry.pk}-{entry.version}"


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_what_has_run_out_most_often_comes_first():
    make_organisation(name_en="fresh", verified_on=ago(180))
    make_organisation(name_en="once", verified_on=ago(181))
    make_organisation(name_en="five times", verified_on=ago(5 * 180))
    make_legal_tool(name_en="six times", verified_on=ago(6 * 90))
    make_event(name_en="old and fresh", verified_on=ago(1825))
    make_organisation(name_en="a draft", status="draft")

    assert names() == ["six times", "five times", "once"]


def test_what_nobody_checked_counts_from_the_day_it_was_written_and_at_least_twice():
    make_organisation(name_en="once", verified_on=ago(200))
    make_organisation(name_en="three times", verified_on=ago(3 * 180))
    make_organisation(name_en="never, written now")
    long_ago = make_organisation(name_en="never, written long ago")
    Entry.objects.filter(pk=long_ago.pk).update(created=datetime(2020, 1, 1, tzinfo=UTC))

    assert names() == ["never, written long ago", "three times", "never, written now", "once"]


def test_among_equals_what_guides_lead_to_comes_first():
    entries = [make_organisation(name_en=name, verified_on=ago(200)) for name in ("a", "b", "c")]
    older = make_organisation(name_en="d", verified_on=ago(300))
    make_guide_step(make_guide(), entries=[entries[2], entries[1]])
    make_guide_step(make_guide(), entries=[entries[2]])
    make_guide_step(make_guide(status="draft"), entries=[entries[0]])

    assert names() == ["c", "b", older.name_en, "a"]


def test_the_order_is_worked_out_once_a_day_for_each_version(monkeypatch, django_assert_num_queries):
    make_organisation(verified_on=ago(180))
    index = current()

    assert overdue(index) == []
    with django_assert_num_queries(0):
        overdue(index)
    monkeypatch.setattr(freshness, "today", lambda: TODAY + timedelta(1))
    assert len(overdue(index)) == 1


def test_page_tells_of_each_entry_and_its_documents(client):
    entry = make_organisation(name_en="The group", verified_on=ago(200), verified_how="documents")
    source = entry.citations.get().source

    html = " ".join(client.get(url()).content.decode().split())

    assert f'<label for="entry-{entry.pk}">The group</label>' in html
    assert "against the documents. Some of it may have changed since." in html
    assert "due since 13 April 2026" in html
    assert f'<a href="/en/sources/{source.slug}/">{source.title}</a>' in html
    assert 'aria-label="Edit The group"' in html


def test_ticked_entries_are_noted(client, editor):
    first, second = make_organisation(), make_tactic()
    left = make_tactic()

    response = client.post(url(), {"entry": [value(first), value(second)], "how": "asked"}, follow=True)

    for entry in (first, second):
        entry.refresh_from_db()
        assert (entry.verified_on, entry.verified_how, entry.verified_by) == (TODAY, "asked", editor)
    assert told(response) == ["2 entries are noted as checked."]
    assert [row.entry.pk for row in response.context["rows"]] == [left.pk]


def test_entry_that_somebody_saved_meanwhile_stays(client):
    entry = make_organisation(name_en="The group")
    seen = value(entry)
    entry.save()

    response = client.post(url(), {"entry": [seen], "how": "asked"}, follow=True)

    entry.refresh_from_db()
    assert entry.verified_on is None
    assert told(response) == [
        "“The group” stays as it is: Somebody saved this entry after you looked at it, so it stays as it is."
    ]


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"how": "asked"}, "Tick the entries that you checked."),
        ({"how": "asked", "entry": ["x", "1", "-", "1-", "9" * 30 + "-1"]}, "Tick the entries that you checked."),
        ({"entry": "VALUE"}, "Say how you checked."),
        ({"entry": "VALUE", "how": ""}, "Say how you checked."),
    ],
)
def test_what_is_missing_is_said_and_what_was_ticked_stays_ticked(client, sent, problem):
    entry = make_organisation()
    sent = {name: value(entry) if given == "VALUE" else given for name, given in sent.items()}

    response = client.post(url(), sent)

    html = response.content.decode()
    assert problem in html
    assert (" checked>" in html) == (sent.get("entry") == value(entry))
    entry.refresh_from_db()
    assert entry.verified_on is None


def test_one_type_alone(client):
    make_organisation()
    event = make_event()

    response = client.get(url("?type=event"))

    assert [row.entry.pk for row in response.context["rows"]] == [event.pk]
    assert "Organisations (1)" in response.content.decode()


@pytest.mark.parametrize(("query", "shown"), [("?page=2", 2), ("?page=99", 2), ("?page=x", 20), ("?type=x", 20)])
def test_pages(client, query, shown):
    for _ in range(22):
        make_organisation()

    assert len(client.get(url(query)).context["rows"]) == shown


def test_when_all_is_fresh_it_says_so(client):
    make_organisation(verified_on=TODAY)

    assert "Everything here was checked recently. Thank you." in client.get(url()).content.decode()


def test_only_those_who_may_change_what_others_made(client):
    entry = make_organisation()
    client.force_login(make_editor("carla", role=Role.CONTRIBUTOR))

    answers = [client.get(url()), client.post(url(), {"entry": [value(entry)], "how": "asked"})]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, count, django_assert_num_queries):
    for _ in range(count):
        make_guide_step(make_guide(), entries=[make_organisation(), make_tactic()])
    current()

    with django_assert_num_queries(7) as queries:
        response = client.get(url())

    assert len(response.context["rows"]) == 2 * count
    assert not [query for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])]


@pytest.mark.parametrize(
    ("days", "words"), [(90, "3 months"), (180, "6 months"), (365, "1 year"), (1825, "5 years"), (30, "1 month")]
)
def test_shelf_life_in_words(days, words):
    assert lasting(timedelta(days)) == words
