"""The law people use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry
from catalogue.models.fields import bilingual
from catalogue.models.history import EntryHistory
from tactics.models.level import Level


class LegalTool(Entry):
    """A court order, a right, a fund, a contract clause: what it does, who can use it, what it does not do."""

    TYPE = "legal-tool"

    class Form(models.TextChoices):
        """What kind of tool it is."""

        COURT_ORDER = "court-order", _("court order")
        LITIGATION = "litigation", _("litigation")
        STATUTE = "statute", _("statute")
        RIGHT = "right", _("right")
        FUND = "fund", _("fund")
        REPRESENTATION = "representation", _("representation")
        MONITORING = "monitoring", _("monitoring")
        WORKPLACE_AGREEMENT = "workplace-agreement", _("workplace agreement")

    form = models.CharField(_("form"), max_length=20, choices=Form, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    who_can_use = bilingual(_("who can use it"))
    limits = bilingual(_("what it does not do"))

    history = EntryHistory()

    class Meta:
        verbose_name = _("legal tool")
        verbose_name_plural = _("legal tools")
