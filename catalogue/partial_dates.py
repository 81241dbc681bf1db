"""Dates of which only a part is known: "2025", "June 2025", "early June 2025", "summer 2025", "8 June 2025".

Written as in content files and forms: ``2025``, ``2025-early``, ``2025-summer``, ``2025-06``, ``2025-06-early``,
``2025-06-08``. Stored as the first and the last day it can mean and the written form
(``2025-06-01/2025-06-10/2025-06-early``), so that a database sorts and compares dates known to different degrees.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

FORM = re.compile(r"^(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?:-(?P<part>[a-z]+))?$")
# First and last month of each part of a year. There is no winter: it lies in two years.
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
NOT_UNDERSTOOD = _(
    "“%(value)s” is not a date we understand. Write 2025, 2025-06, 2025-06-08, 2025-06-early or 2025-summer."
)


@total_ordering
@dataclass(frozen=True, eq=True)
class PartialDate:
    """A date known to some degree: a year, perhaps a month, perhaps a day, perhaps only a part of the year or month."""

    year: int
    month: int | None = None
    day: int | None = None
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read the written form; raises ValueError when it is not one or names a day that does not exist."""
        match = FORM.match(text.strip())
        if not match:
            raise ValueError(text)
        month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
        found = cls(int(match["year"]), month, day, match["part"] or "")
        if 0 in (month, day):
            raise ValueError(text)
        if found.part and found.part not in (() if day else MONTH_PARTS if month else YEAR_PARTS):
            raise ValueError(text)
        found.first_day()
        found.last_day()
        return found

    def __str__(self) -> str:
        numbers = [f"{self.year:04d}", *(f"{number:02d}" for number in (self.month, self.day) if number)]
        return "-".join([*numbers, self.part] if self.part else numbers)

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.first_day(), self.last_day()) < (other.first_day(), other.last_day())

    def first_day(self) -> date:
        """The earliest day it can mean."""
        if self.day:
            return date(self.year, self.month or 1, self.day)
        if self.month:
            return date(self.year, self.month, MONTH_PARTS[self.part][0] if self.part else 1)
        return date(self.year, YEAR_PARTS[self.part][0] if self.part else 1, 1)

    def last_day(self) -> date:
        """The latest day it can mean."""
        if self.day:
            return self.first_day()
        month = self.month or (YEAR_PARTS[self.part][1] if self.part else 12)
        end_of_month = calendar.monthrange(self.year, month)[1]
        if self.month and self.part:
            return date(self.year, month, min(MONTH_PARTS[self.part][1], end_of_month))
        return date(self.year, month, end_of_month)

    def iso(self) -> str:
        """For ``<time datetime>``: the part that HTML can express."""
        return "-".join(f"{number:02d}" for number in (self.year, self.month, self.day) if number)

    def label(self) -> str:
        """As people write it in the active language: "early June 2025", "principios de junio de 2025"."""
        if self.day:
            return formats.date_format(self.first_day(), "DATE_FORMAT")
        whole = formats.date_format(self.first_day(), "YEAR_MONTH_FORMAT") if self.month else str(self.year)
        return str(PART_LABELS[self.part]) % {"date": whole} if self.part else whole


PART_LABELS = {
    "early": _("early %(date)s"),
    "mid": _("mid %(date)s"),
    "late": _("late %(date)s"),
    "spring": _("spring %(date)s"),
    "summer": _("summer %(date)s"),
    "autumn": _("autumn %(date)s"),
}


def _parse_or_complain(value: str) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise ValidationError(NOT_UNDERSTOOD, code="invalid", params={"value": value}) from error


class PartialDateFormField(forms.CharField):
    """A text box for a partial date."""

    def to_python(self, value):
        """The written form as a PartialDate; raises ValidationError with the forms that are understood."""
        text = super().to_python(str(value) if value else "")
        return _parse_or_complain(text) if text else None

    def has_changed(self, initial, data) -> bool:
        """Compare as text: "2025-06" typed over June 2025 is no change."""
        return str(initial or "") != str(data or "").strip()


class PartialDateField(models.CharField):
    """A column that holds a PartialDate or nothing, as its first day, last day and written form."""

    description = "A date of which only a part is known"

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=40, null=True, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Leave out what is the same for every partial date."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection) -> PartialDate | None:
        """The third part of the stored form is the written one."""
        return PartialDate.parse(value.split("/")[2]) if value else None

    def to_python(self, value) -> PartialDate | None:
        """Accept a PartialDate, its written or its stored form."""
        if isinstance(value, PartialDate) or value in (None, ""):
            return value or None
        return _parse_or_complain(value.rsplit("/", 1)[-1])

    def run_validators(self, value) -> None:
        """None: what can be read as a partial date fits. A text's validators would ask a PartialDate for its length."""

    def get_prep_value(self, value) -> str | None:
        """First day, last day, written form."""
        found = self.to_python(value)
        return f"{found.first_day()}/{found.last_day()}/{found}" if found else None

    def value_to_string(self, obj) -> str:
        """For fixtures: the written form."""
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs):
        """A text box that explains itself."""
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})


@PartialDateField.register_lookup
class Year(models.Transform):
    """``starts__year``: the year of the first day that a partial date can mean, as four figures."""

    lookup_name = "year"
    function = "SUBSTR"
    template = "%(function)s(%(expressions)s, 1, 4)"
    output_field = models.CharField()
