"""catalogue.partial_dates"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalogue.partial_dates import PartialDate, PartialDateField, PartialDateFormField

WRITTEN = [
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025", "2025", "2025"),
    ("2025-summer", date(2025, 6, 1), date(2025, 8, 31), "2025", "summer 2025", "verano de 2025"),
    ("2025-late", date(2025, 9, 1), date(2025, 12, 31), "2025", "late 2025", "fines de 2025"),
    ("2025-06", date(2025, 6, 1), date(2025, 6, 30), "2025-06", "June 2025", "junio de 2025"),
    ("2025-06-early", date(2025, 6, 1), date(2025, 6, 10), "2025-06", "early June 2025", "principios de junio de 2025"),
    ("2024-02-late", date(2024, 2, 21), date(2024, 2, 29), "2024-02", "late February 2024", "fines de febrero de 2024"),
    ("2025-06-08", date(2025, 6, 8), date(2025, 6, 8), "2025-06-08", "8 June 2025", "8 de junio de 2025"),
]


@pytest.mark.parametrize(("text", "first", "last", "iso", "english", "spanish"), WRITTEN)
def test_partial_date_knows_its_days_and_words(text, first, last, iso, english, spanish):
    found = PartialDate.parse(text)

    assert (found.first_day(), found.last_day(), found.iso(), str(found)) == (first, last, iso, text)
    with translation.override("en"):
        assert found.label() == english
    with translation.override("es"):
        assert found.label() == spanish


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-13",
        "2025-00",
        "2025-00-08",
        "2025-06-00",
        "2025-02-30",
        "2025-06-08-early",
        "2025-06-summer",
        "2025-winter",
        "June 2025",
        "0000",
    ],
)
def test_partial_date_that_is_none_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the text of the error is for programmers only
        PartialDate.parse(text)


def test_partial_dates_sort_by_first_then_last_day():
    texts = ["2025-06-08", "2025-06", "2025", "2024-late", "2025-06-early"]

    ordered = sorted(PartialDate.parse(text) for text in texts)

    assert [str(found) for found in ordered] == ["2024-late", "2025", "2025-06-early", "2025-06", "2025-06-08"]


def test_field_stores_first_day_last_day_and_written_form():
    stored = PartialDateField().get_prep_value("2025-06-early")

    assert stored == "2025-06-01/2025-06-10/2025-06-early"
    assert PartialDateField().from_db_value(stored, None, None) == PartialDate(2025, 6, part="early")


def test_form_field_explains_which_dates_it_understands():
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        PartialDateFormField().clean("last Thursday")

    assert caught.value.messages == [
        "“last Thursday” is not a date we understand. Write 2025, 2025-06, 2025-06-08, 2025-06-early or 2025-summer."
    ]


def test_form_field_left_as_it_was_has_not_changed():
    assert not PartialDateFormField().has_changed(PartialDate(2025, 6), " 2025-06 ")
