"""Where and when it happened."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry
from catalogue.models.fields import bilingual
from catalogue.models.history import EntryHistory
from catalogue.partial_dates import PartialDateField

# A stored partial date is "first day/last day/written form" (catalogue.partial_dates).
LAST_DAY_OF_END = Substr("ends", 12, 10)
FIRST_DAY_OF_START = Substr("starts", 1, 10)


class Event(Entry):
    """A raid, a protest, a ruling, a campaign: what happened, where, when, and how it ended."""

    TYPE = "event"

    class Form(models.TextChoices):
        """What kind of event it is."""

        RAID = "raid", _("raid")
        ARREST = "arrest", _("arrest")
        PROTEST = "protest", _("protest")
        STAND_OFF = "stand-off", _("stand-off")
        DEPLOYMENT = "deployment", _("deployment")
        COURT_RULING = "court-ruling", _("court ruling")
        CAMPAIGN = "campaign", _("campaign")

    form = models.CharField(_("form"), max_length=20, choices=Form, blank=True)
    starts = PartialDateField(
        _("begins"), help_text=_("As much as is known: 2025, 2025-06, 2025-06-08, 2025-06-early or 2025-summer.")
    )
    ends = PartialDateField(_("ends"), help_text=_("Empty when it took one day or nobody says."))
    outcome = bilingual(_("outcome"))

    history = EntryHistory()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(Q(GreaterThanOrEqual(LAST_DAY_OF_END, FIRST_DAY_OF_START))),
                name="event_does_not_end_before_it_begins",
                violation_error_message=_("The event ends before it begins."),
            ),
        ]
