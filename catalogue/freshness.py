"""How long ago an entry was checked, measured by how long a check of its type stays good.

The state hangs on the day it is, and changes without anybody's doing. So it is stored nowhere: pages, lists and the
admin work it out from the day of the last check, by the one rule of ``Limits``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Entry, VerifiedHow


class Freshness(models.TextChoices):
    """How good the last check of an entry still is. The words are those of filters."""

    FRESH = "fresh", gettext_lazy("checked recently")
    AGEING = "ageing", gettext_lazy("due for a new check")
    STALE = "stale", gettext_lazy("overdue for a check")
    NEVER = "never", gettext_lazy("not checked yet")


CHECKED = {
    "": gettext_lazy("Checked on {date}."),
    VerifiedHow.DOCUMENTS.value: gettext_lazy("Checked on {date} against the documents."),
    VerifiedHow.PUBLIC_RECORD.value: gettext_lazy("Checked on {date} in public records."),
    VerifiedHow.ASKED.value: gettext_lazy("Checked on {date} with the people concerned."),
}


def today() -> date:
    """The day it is in Los Angeles, whatever the clock of the machine says."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


@dataclass(frozen=True)
class Limits:
    """The days that part the states of one type: within its shelf life a check is fresh, within twice that it ages."""

    fresh_since: date
    ageing_since: date

    @classmethod
    def of(cls, shelf_life: timedelta, on: date) -> Limits:
        """Those of one day."""
        return cls(on - shelf_life, on - 2 * shelf_life)

    def state(self, checked: date | None) -> Freshness:
        """Of an entry that was last checked on that day, or never."""
        if checked is None:
            return Freshness.NEVER
        if checked >= self.fresh_since:
            return Freshness.FRESH
        return Freshness.AGEING if checked >= self.ageing_since else Freshness.STALE

    def condition(self, state: Freshness) -> Q:
        """The same rule for the database: which entries of the type are in a state."""
        return {
            Freshness.FRESH: Q(verified_on__gte=self.fresh_since),
            Freshness.AGEING: Q(verified_on__lt=self.fresh_since, verified_on__gte=self.ageing_since),
            Freshness.STALE: Q(verified_on__lt=self.ageing_since),
            Freshness.NEVER: Q(verified_on=None),
        }[state]


@dataclass(frozen=True)
class Check:
    """The last check of an entry as its page tells of it."""

    state: str  # the value of a Freshness, and the name of its sign
    sentence: SafeString  # HTML


def check_of(entry: Entry, on: date | None = None) -> Check:
    """What the page of an entry says today, or said on another day."""
    on = on or today()
    state = Limits.of(entry.entry_type.shelf_life, on).state(entry.verified_on)
    if entry.verified_on is None:
        return Check(state.value, format_html("{}", _("Nobody has checked this again since it was written.")))
    sentence = _long_ago(entry.verified_on, on) if state == Freshness.STALE else CHECKED[entry.verified_how]
    day = entry.verified_on
    written = format_html('<time datetime="{}">{}</time>', day.isoformat(), formats.date_format(day))
    told = format_html(str(sentence), date=written)
    if state == Freshness.AGEING:
        told = format_html("{} {}", told, _("Some of it may have changed since."))
    return Check(state.value, told)


def _long_ago(day: date, on: date) -> str:
    months = 12 * (on.year - day.year) + on.month - day.month - (on.day < day.day)
    if months < 12:
        return _("Last checked more than %(count)d months ago, on {date}: it may have changed.") % {"count": months}
    if months < 24:
        return _("Last checked more than a year ago, on {date}: it may have changed.")
    return _("Last checked more than %(count)d years ago, on {date}: it may have changed.") % {"count": months // 12}
