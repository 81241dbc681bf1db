"""tactics.pictures.axis"""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.partial_dates import PartialDate
from tactics.pictures.axis import Axis, Scale

JUNE = [(date(2025, 6, day), date(2025, 6, day)) for day in (1, 2, 3, 8)]
JANUARY = [(date(2025, 1, day), date(2025, 1, day)) for day in (1, 2, 3, 4)]
YEAR_2020 = (date(2020, 1, 1), date(2020, 12, 31))


def columns(axis):
    """Scale, first and last of each; "seam" where nothing is left out."""
    return [
        f"{column.scale.name.lower()} {column.first}"
        if column.first == column.last and column.scale is not Scale.TORN
        else "seam"
        if column.empty
        else f"torn {column.first}/{column.last}"
        for column in axis.columns
    ]


def test_years_then_a_tear_then_months():
    axis = Axis.of([YEAR_2020, *JUNE])

    assert columns(axis) == ["year 2020", "torn 2021/2025-05", "month 2025-06"]
    assert [column.width for column in axis.columns] == pytest.approx([0.5 / 1.7, 0.2 / 1.7, 1 / 1.7])
    assert str(axis.close_from) == "2025-06"
    assert [edge for sheet in axis.sheets for edge in sheet] == pytest.approx([0, 0.5 / 1.7, 0.7 / 1.7, 1])


def test_day_and_month_and_year_lie_where_they_should():
    axis = Axis.of([YEAR_2020, *JUNE])
    june, day = 0.7 / 1.7, 1 / 1.7 / 30

    assert (axis.start_of(date(2020, 1, 1)), axis.end_of(date(2020, 12, 31))) == pytest.approx((0, 0.5 / 1.7))
    assert axis.start_of(date(2020, 7, 1)) == pytest.approx(0.5 / 1.7 * 182 / 366)
    assert axis.middle_of(date(2025, 6, 8)) == pytest.approx(june + 7.5 * day)
    assert (axis.start_of(date(2025, 6, 1)), axis.end_of(date(2025, 6, 10))) == pytest.approx((june, june + 10 * day))
    assert axis.end_of(date(2025, 6, 30)) == pytest.approx(1)


def test_years_next_to_months_are_parted_by_a_seam():
    axis = Axis.of([(date(2024, 3, 1), date(2024, 3, 1)), *JANUARY])

    assert columns(axis) == ["year 2024", "seam", "month 2025-01"]
    assert axis.torn == []


def test_one_empty_month_is_drawn_and_two_are_left_out():
    axis = Axis.of([*JUNE, (date(2025, 8, 1), date(2025, 8, 31)), (date(2025, 11, 5), date(2025, 11, 5))])

    months = ["month 2025-06", "month 2025-07", "month 2025-08", "torn 2025-09/2025-10", "month 2025-11"]
    assert columns(axis) == months
    assert axis.close_from is None


def test_without_a_crowded_year_the_last_one_is_drawn_by_months():
    axis = Axis.of([(date(1994, 11, 8), date(1994, 11, 8)), (date(2006, 5, 1), date(2006, 5, 1))])

    assert columns(axis) == ["year 1994", "torn 1995/2006-04", "month 2006-05"]


def test_years_of_which_no_more_is_known_have_no_months():
    axis = Axis.of([YEAR_2020, (date(2022, 1, 1), date(2022, 12, 31))])

    assert columns(axis) == ["year 2020", "torn 2021/2021", "year 2022"]
    assert axis.close_from is None


def test_event_over_years_leaves_none_out():
    axis = Axis.of([(date(2018, 6, 1), date(2025, 6, 30)), *JUNE])

    assert columns(axis)[:7] == [f"year {year}" for year in range(2018, 2025)]
    assert columns(axis)[7:] == ["seam", *[f"month 2025-{month:02}" for month in range(1, 7)]]


def test_a_crowded_decade_ends_in_three_years_of_months():
    days = [date(year, 6, day) for year in range(2015, 2026) for day in (1, 2, 3, 4)]

    axis = Axis.of([(day, day) for day in days])

    assert str(axis.close_from) == "2023-06"


def test_nothing_to_draw_is_an_error():
    with pytest.raises(ValueError, match="nothing to draw"):
        Axis.of([])


days = st.dates(date(1940, 1, 1), date(2035, 12, 31))
spans = st.lists(st.tuples(days, days).map(sorted).map(tuple), min_size=1, max_size=12)


@settings(deadline=None)
@given(spans)
def test_later_days_never_lie_further_left_and_the_width_is_full(given_spans):
    axis = Axis.of(given_spans)

    edges = sorted({day for span in given_spans for day in span})
    places = [round(place, 9) for day in edges for place in (axis.start_of(day), axis.end_of(day))]
    assert places == sorted(places)
    assert all(axis.start_of(day) < axis.end_of(day) for day in edges)
    assert axis.columns[0].start == 0
    assert axis.columns[-1].end == pytest.approx(1)
    assert all(after.start == before.end for before, after in pairwise(axis.columns))


def test_what_is_left_out_is_named_by_whole_years_where_it_can_be():
    axis = Axis.of([YEAR_2020, *JANUARY])

    [tear] = axis.torn
    assert (tear.first, tear.last) == (PartialDate(2021), PartialDate(2024))
