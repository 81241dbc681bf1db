"""catalogue.page_cache.wsgi: what a page says of today is not shown tomorrow."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.catalogue.page_cache.test_wsgi import (  # noqa: F401 (fixtures)
    ask,
    cache,
    connection_stays_open,
    django_asked,
)
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

# Los Angeles is seven hours behind in summer.
BEFORE_MIDNIGHT = datetime(2026, 7, 1, 6, 59, 59, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 7, 1, 7, 0, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.mark.parametrize(
    ("address", "yesterday", "today"),
    [
        (
            "/en/organisations/group/",
            "1 January 2026</time> against the documents.</span>",
            "Some of it may have changed since.",
        ),
        ("/en/organisations/", "Checked recently", "Due for a new check"),
        ("/en/organisations/?checked=fresh", '"status">1 entry<', '"status">0 entries<'),
        ("/en/search/?checked=ageing&q=group", '"status">0 entries<', '"status">1 entry<'),
    ],
)
def test_page_kept_yesterday_is_not_shown_today(cache, at, address, yesterday, today):  # noqa: F811
    at(BEFORE_MIDNIGHT)
    make_organisation(slug="group", name_en="The group", verified_on="2026-01-01", verified_how="documents")
    kept = ask(cache, address)[2].decode()

    at(AFTER_MIDNIGHT)
    new = ask(cache, address)[2].decode()

    assert yesterday in kept
    assert today in new
    assert today not in kept


def test_on_one_day_the_page_stays(cache, django_asked, at):  # noqa: F811
    at(AFTER_MIDNIGHT)
    make_organisation(slug="group", verified_on="2026-01-01")
    first = ask(cache, "/en/organisations/group/")

    at(datetime(2026, 7, 2, 6, 59, tzinfo=UTC))
    last = ask(cache, "/en/organisations/group/")

    assert first == last
    assert django_asked.count == 1


def test_browser_that_asks_whether_its_copy_is_still_true_is_told_after_midnight(cache, at):  # noqa: F811
    at(BEFORE_MIDNIGHT)
    make_organisation(slug="group", verified_on="2026-01-01")
    tag = ask(cache, "/en/organisations/group/")[1]["ETag"]

    at(AFTER_MIDNIGHT)
    status = ask(cache, "/en/organisations/group/", HTTP_IF_NONE_MATCH=tag)[0]

    assert status == "200 OK"
