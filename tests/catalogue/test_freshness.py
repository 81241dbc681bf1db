"""catalogue.freshness"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue import freshness, registry
from catalogue.freshness import Freshness, Limits, check_of
from organisations.models import Organisation
from tactics.models import LegalTool
from tests.factories import make_organisation

TODAY = date(2026, 5, 3)
LIFE = timedelta(days=180)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-3, "fresh"), (0, "fresh"), (180, "fresh"), (181, "ageing"), (360, "ageing"), (361, "stale"), (9000, "stale")],
)
def test_state_follows_from_how_often_the_shelf_life_has_passed(days, state):
    assert Limits.of(LIFE, TODAY).state(TODAY - timedelta(days)) == state


def test_what_nobody_checked_is_in_a_state_of_its_own():
    assert Limits.of(LIFE, TODAY).state(None) == Freshness.NEVER


@pytest.mark.parametrize("entry_type", list(registry.all_types()), ids=lambda entry_type: entry_type.key)
def test_every_type_has_a_shelf_life(entry_type):
    assert timedelta(days=30) <= entry_type.shelf_life <= timedelta(days=3650)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 5, 4, 6, 59, tzinfo=UTC), date(2026, 5, 3)),
        (datetime(2026, 5, 4, 7, 0, tzinfo=UTC), date(2026, 5, 4)),
    ],
)
def test_the_day_begins_at_midnight_in_los_angeles(monkeypatch, now, day):
    monkeypatch.setattr(timezone, "now", lambda: now)

    with timezone.override("Asia/Tokyo"):
        assert freshness.today() == day


@pytest.mark.django_db
def test_database_and_page_agree_at_every_boundary():
    limits = Limits.of(LIFE, TODAY)
    checked = [None, *(TODAY - timedelta(days) for days in (0, 179, 180, 181, 359, 360, 361, 4000))]
    entries = [make_organisation(verified_on=day) for day in checked]

    for state in Freshness:
        found = set(Organisation.objects.filter(limits.condition(state)))
        assert found == {entry for entry in entries if limits.state(entry.verified_on) == state}


SENTENCES = [
    ("2026-05-01", "documents", "fresh", "Checked on 1 May 2026 against the documents."),
    ("2026-05-01", "public-record", "fresh", "Checked on 1 May 2026 in public records."),
    ("2026-05-01", "asked", "fresh", "Checked on 1 May 2026 with the people concerned."),
    ("2026-05-01", "", "fresh", "Checked on 1 May 2026."),
    (
        "2025-06-01",
        "documents",
        "ageing",
        "Checked on 1 June 2025 against the documents. Some of it may have changed since.",
    ),
    ("2025-05-03", "", "stale", "Last checked more than a year ago, on 3 May 2025: it may have changed."),
    ("2024-05-04", "", "stale", "Last checked more than a year ago, on 4 May 2024: it may have changed."),
    ("2024-05-03", "asked", "stale", "Last checked more than 2 years ago, on 3 May 2024: it may have changed."),
    (None, "", "never", "Nobody has checked this again since it was written."),
]


@pytest.mark.parametrize(("day", "how", "state", "sentence"), SENTENCES)
def test_page_says_it_in_words(day, how, state, sentence):
    entry = Organisation(verified_on=day and date.fromisoformat(day), verified_how=how)

    check = check_of(entry, TODAY)

    assert check.state == state
    said = check.sentence
    if day:
        before, _, rest = said.partition(f'<time datetime="{day}">')
        written, _, after = rest.partition("</time>")
        said = before + written + after
    assert said == sentence


def test_what_lasts_for_less_than_a_year_is_overdue_after_months():
    check = check_of(LegalTool(verified_on=date(2025, 10, 30)), TODAY)

    assert check.sentence.startswith("Last checked more than 6 months ago, on <time")


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from(["", "documents", "public-record", "asked"]))
def test_any_day_is_told_in_both_languages(day, how):
    for language in ("en", "es"):
        with translation.override(language):
            told = check_of(Organisation(verified_on=day, verified_how=how), TODAY).sentence

        assert f'<time datetime="{day.isoformat()}">' in told
        assert not set("{}%") & set(told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Nobody has checked this again since it was written."),
        ("es", "Nadie ha vuelto a revisar esta ficha desde que se escribió."),
    ],
)
def test_entry_page_tells_of_its_check_with_a_sign_beside_the_words(client, language, words):
    make_organisation(slug="group")

    html = client.get(f"/{language}/organisations/group/").content.decode()

    assert words in html
    assert "marks.svg#never" in html


@pytest.mark.django_db
def test_entry_page_says_tomorrow_what_is_true_tomorrow(client, monkeypatch):
    make_organisation(slug="group", verified_on="2026-01-01", verified_how="documents")
    pages = []

    for day in (date(2026, 6, 30), date(2026, 7, 1)):
        monkeypatch.setattr(freshness, "today", lambda day=day: day)
        pages.append(client.get("/en/organisations/group/").content.decode())

    assert ["Some of it may have changed since." in page for page in pages] == [False, True]
