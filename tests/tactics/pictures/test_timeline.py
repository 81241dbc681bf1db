"""tactics.pictures.timeline"""

from datetime import date
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.partial_dates import MONTH_PARTS, YEAR_PARTS, PartialDate
from catalogue.search.models import Document
from tactics.pictures import timeline
from tactics.pictures.timeline import FORMATS, date_in_words, drawn


def event(name, starts=None, ends=None):
    """What a list shows of an event, with a name in each language."""
    starts, ends = (PartialDate.parse(each) if isinstance(each, str) else each for each in (starts, ends))
    return Document(type="event", name_en=name, name_es=f"{name} (es)", starts=starts, ends=ends)


# Two scales whose places are easy to say: 2020 takes half a column, the tear a fifth, June 2025 a whole one.
JUNE = [event(name, "2025-06-08") for name in "ABCD"]
YEAR = event("Year", "2020")


def shapes(starts, ends=None):
    """How one event is drawn beside these: its bars and its sharp mark, in both formats alike."""
    drawing = drawn([event("It", starts, ends), YEAR, *JUNE])
    found = []
    for picture in drawing.pictures:
        [moment] = [moment for moment in picture.moments if moment.event.name == "It"]
        found.append(moment.sharp or [(bar.x1, bar.width, bar.known) for bar in moment.bars])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("starts", "drawing"),
    [
        ("2025-06-01", "42.16%"),  # (0.7 + 0.5 / 30) / 1.7
        ("2025-06-08", "55.88%"),  # (0.7 + 7.5 / 30) / 1.7
        ("2025-06-30", "99.02%"),
        ("2020-07-01", "14.67%"),  # 0.5 / 1.7 · 182.5 / 366
        ("2025-06", [("41.18%", "58.82%", False)]),
        ("2025-06-early", [("41.18%", "19.61%", False)]),
        ("2025-06-mid", [("60.78%", "19.61%", False)]),
        ("2025-06-late", [("80.39%", "19.61%", False)]),
        ("2020", [("0.00%", "29.41%", False)]),
        ("2020-early", [("0.00%", "9.72%", False)]),  # 121 of 366 days
        ("2020-summer", [("12.21%", "7.39%", False)]),  # from the 153rd, 92 days
    ],
)
def test_bar_is_as_long_as_what_is_not_known(starts, drawing):
    assert shapes(starts) == drawing


@pytest.mark.parametrize(
    ("starts", "ends", "bars"),
    [
        ("2025-06-08", "2025-06-10", [("54.90%", "5.88%", True)]),
        ("2025-06-early", "2025-06-20", [("41.18%", "17.65%", False), ("58.82%", "21.57%", True)]),
        ("2025-06-08", "2025-06-late", [("54.90%", "27.45%", True), ("82.35%", "17.65%", False)]),
        ("2025-06", "2025-06-20", [("41.18%", "39.22%", False)]),
    ],
)
def test_days_on_which_it_surely_was_are_solid(starts, ends, bars):
    assert shapes(starts, ends) == bars


def test_undated_events_are_not_drawn():
    drawing = drawn([event("Some day"), *JUNE])

    assert all({moment.event.name for moment in each.moments} == set("ABCD") for each in drawing.pictures)


@pytest.mark.parametrize("events", [[], [event("Some day")]])
def test_without_dates_there_is_no_picture(events):
    assert drawn(events) is None


def test_more_than_a_picture_holds_are_not_drawn(monkeypatch):
    monkeypatch.setattr(timeline, "MOST", 4)

    assert drawn(JUNE) is not None
    assert drawn([*JUNE, YEAR]) is None


def test_words_are_in_the_readers_language():
    march = event("March", "2025-06-early", "2025-08-15")

    with translation.override("es"):
        drawing = drawn([YEAR, march, *JUNE])
        [moment] = [moment for moment in drawing.pictures[0].moments if moment.event is march]

        assert moment.words == "March (es): principios de junio de 2025 a 15 de agosto de 2025"
        assert [label.text for label in drawing.pictures[0].labels] == ["2020", "2025", "Junio", "Julio", "Agosto"]
        assert drawing.left_out == ["2021 a mayo de 2025"]
        assert drawing.axis.close_from.label() == "junio de 2025"
    assert date_in_words(march) == "early June 2025 to 15 August 2025"


def test_long_names_are_broken_and_the_date_follows():
    long = event("A march of thousands of people from the church to the city hall", "2025-06-01")

    broad, slim = (picture.moments[0].lines for picture in drawn([long, *JUNE]).pictures)

    assert [(line.name, line.date) for line in broad] == [
        ("A march of thousands of people from the church to the city hall", ""),
        ("", "1 June 2025"),
    ]
    assert [(line.name, line.date) for line in slim] == [
        ("A march of thousands of people from", ""),
        ("the church to the city hall", ""),
        ("", "1 June 2025"),
    ]


def test_month_names_are_as_long_as_there_is_room_for():
    year = [event(f"E{month}", f"2025-{month:02}") for month in range(1, 13)]

    broad, slim = ([label.text for label in picture.labels][1:] for picture in drawn(year).pictures)

    assert broad[:3] == ["Jan", "Feb", "Mar"]
    assert slim[:3] == ["J", "F", "M"]


def test_years_that_are_near_each_other_stand_in_rows():
    decades = [event(f"E{year}", str(year)) for year in range(1960, 2020, 4)]

    broad, slim = ({label.y for label in each.labels if label.text.isdigit()} for each in drawn(decades).pictures)

    assert len(broad) == 1
    assert len(slim) == 3


years = st.integers(1960, 2030)
whole_days = st.dates(date(1960, 1, 1), date(2030, 12, 31)).map(lambda day: PartialDate(day.year, day.month, day.day))
partial_dates = st.one_of(
    whole_days,
    st.builds(PartialDate, years),
    st.builds(lambda year, part: PartialDate(year, part=part), years, st.sampled_from(sorted(YEAR_PARTS))),
    st.builds(
        lambda year, month, part: PartialDate(year, month, part=part),
        years,
        st.integers(1, 12),
        st.sampled_from(["", *sorted(MONTH_PARTS)]),
    ),
)
names = st.text("abc defghi", min_size=1, max_size=120).map(str.strip).filter(bool)


@st.composite
def events(draw):
    starts, other = draw(partial_dates), draw(st.none() | partial_dates)
    ends = other if other and other.last_day() >= starts.first_day() else None
    return event(draw(names), starts, ends)


def number(length):
    return float(length.removesuffix("%").removesuffix("em"))


def extent(moment, width):
    """From where to where an event is drawn on paper of a width, in em."""
    name = number(moment.x) / 100 * width
    bars = [(bar.start * width, bar.end * width) for bar in moment.bars]
    return min(name, *(start for start, _ in bars)), max(name + number(moment.names_width), *(end for _, end in bars))


@settings(deadline=None)
@given(st.lists(events(), min_size=1, max_size=12), st.sampled_from([1, 1.3, 2]))
def test_nothing_in_a_lane_overlaps_on_its_paper_or_anything_wider(given_events, wider):
    for picture, paper in zip(drawn(given_events).pictures, FORMATS, strict=True):
        placed = [(moment.bar_y, *extent(moment, paper.width * wider)) for moment in picture.moments]

        for (lane, start, end), (other_lane, other_start, other_end) in combinations(placed, 2):
            assert lane != other_lane or end <= other_start + 0.01 or other_end <= start + 0.01
        assert all(start >= 0 and end <= paper.width * wider + 0.01 for _lane, start, end in placed)


@settings(deadline=None)
@given(st.lists(events(), min_size=1, max_size=12))
def test_every_event_is_drawn_once_earliest_first(given_events):
    for picture in drawn(given_events).pictures:
        shown = [moment.event for moment in picture.moments]

        assert len(shown) == len(given_events)
        assert {id(each) for each in shown} == {id(each) for each in given_events}
        assert [each.starts.first_day() for each in shown] == sorted(each.starts.first_day() for each in given_events)
