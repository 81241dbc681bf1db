"""tactics.pictures.when"""

import pytest

from catalogue.partial_dates import PartialDate
from tactics.pictures.when import is_one_day, stretches


def found(starts, ends=None):
    ends = PartialDate.parse(ends) if ends else None
    return [
        f"{each.first:%m-%d}/{each.last:%m-%d}{'' if each.known else '?'}"
        for each in stretches(PartialDate.parse(starts), ends)
    ]


@pytest.mark.parametrize(
    ("starts", "days"),
    [
        ("2025-06-08", ["06-08/06-08"]),
        ("2025-06", ["06-01/06-30?"]),
        ("2025-06-early", ["06-01/06-10?"]),
        ("2025-06-mid", ["06-11/06-20?"]),
        ("2025-06-late", ["06-21/06-30?"]),
        ("2025-summer", ["06-01/08-31?"]),
        ("2025-mid", ["05-01/08-31?"]),
        ("2025", ["01-01/12-31?"]),
    ],
)
def test_one_date_is_a_known_day_or_all_the_days_it_can_mean(starts, days):
    assert found(starts) == days


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        ("2025-06-08", "2025-06-10", ["06-08/06-10"]),
        ("2025-06-08", "2025-06-08", ["06-08/06-08"]),
        ("2025-06", "2025-08-15", ["06-01/06-29?", "06-30/08-15"]),
        ("2025-06-08", "2025-07", ["06-08/07-01", "07-02/07-31?"]),
        ("2025-06", "2025-08", ["06-01/06-29?", "06-30/08-01", "08-02/08-31?"]),
        ("2025-06", "2025-06-20", ["06-01/06-20?"]),
        ("2025-06", "2025-06-30", ["06-01/06-29?", "06-30/06-30"]),
        ("2025-06-08", "2025-06", ["06-08/06-30?"]),
        ("2025", "2025", ["01-01/12-31?"]),
    ],
)
def test_two_dates_are_known_from_the_last_beginning_to_the_first_end(starts, ends, days):
    assert found(starts, ends) == days


@pytest.mark.parametrize(("starts", "one"), [("2025-06-08", True), ("2025-06", False)])
def test_only_a_known_day_is_one_day(starts, one):
    assert is_one_day(stretches(PartialDate.parse(starts))) is one
