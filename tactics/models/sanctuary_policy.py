"""The policies people win."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry, Place
from catalogue.models.fields import bilingual
from catalogue.models.history import EntryHistory
from tactics.models.level import Level


class SanctuaryPolicy(Entry):
    """A law, designation, programme or commission that shelters immigrants: what it restricts, what critics miss."""

    TYPE = "policy"

    class Form(models.TextChoices):
        """What kind of policy it is."""

        STATUTE = "statute", _("statute")
        ORDINANCE = "ordinance", _("ordinance")
        DESIGNATION = "designation", _("designation")
        PROGRAMME = "programme", _("programme")
        COMMISSION = "commission", _("commission")

    class LegalStanding(models.TextChoices):
        """Whether it is law, as the documents tell it."""

        IN_FORCE = "in-force", _("in force")
        SOUGHT = "sought", _("sought")
        UNCLEAR = "unclear", _("unclear")

    form = models.CharField(_("form"), max_length=20, choices=Form, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    jurisdiction = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("jurisdiction")
    )
    legal_standing = models.CharField(
        _("standing in law"), max_length=12, choices=LegalStanding, default=LegalStanding.UNCLEAR
    )
    restricts = bilingual(_("what it restricts"))
    gaps = bilingual(_("what critics say is missing"))

    history = EntryHistory()

    class Meta:
        verbose_name = _("sanctuary policy")
        verbose_name_plural = _("sanctuary policies")
