"""What two half-known dates say of each day: that it was surely going on, or that it may have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.partial_dates import PartialDate

DAY = timedelta(1)


@dataclass(frozen=True)
class Stretch:
    """Days from the first to the last. Not ``known``: it was at some time in these days, or for some part of them."""

    first: date
    last: date
    known: bool


def stretches(starts: PartialDate, ends: PartialDate | None = None) -> list[Stretch]:
    """The days that an event can have taken, earliest first.

    "June 2025" alone is thirty days that are not known. From June 2025 to 15 August it went on for sure from 30 June
    to 15 August; when in June it began is not known.
    """
    first, sure, last = starts.first_day(), starts.last_day(), starts.last_day()
    end = starts.first_day()
    if ends:
        end, last = ends.first_day(), ends.last_day()
    if sure > end:
        return [Stretch(first, last, known=False)]
    beginning = [Stretch(first, sure - DAY, known=False)] if first < sure else []
    ending = [Stretch(end + DAY, last, known=False)] if end < last else []
    return [*beginning, Stretch(sure, end, known=True), *ending]


def is_one_day(found: list[Stretch]) -> bool:
    """Whether the very day is known."""
    return len(found) == 1 and found[0].known and found[0].first == found[0].last
