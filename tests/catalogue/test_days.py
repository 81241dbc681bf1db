"""catalogue.days: the day of a change, where the catalogue is at home."""

from datetime import UTC, date, datetime

from django.utils import timezone

from catalogue.days import day_of, start_of

EVENING = datetime(2025, 6, 9, 3, 30, tzinfo=UTC)  # half past eight on 8 June in Los Angeles


def test_day_is_that_of_los_angeles_whatever_the_reader_s_clock_says():
    with timezone.override("Asia/Tokyo"):
        assert day_of(EVENING) == date(2025, 6, 8)


def test_start_of_a_day_tells_no_hour():
    assert start_of(day_of(EVENING)).isoformat() == "2025-06-08T00:00:00-07:00"
