"""Days of changes. Readers are told the day, never the hour: hours tell when somebody sits at the catalogue."""

from datetime import date, datetime, time

from django.utils import timezone


def day_of(moment: datetime) -> date:
    """The day in Los Angeles on which something was changed."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def start_of(day: date) -> datetime:
    """The first moment of a day in Los Angeles, for formats that know moments only."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())
