"""Who organises."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry, Place
from catalogue.models.history import EntryHistory
from catalogue.partial_dates import PartialDateField


class Organisation(Entry):
    """A group that acts in public: a neighbourhood network, a union, a legal group, a publisher, a public body."""

    TYPE = "organisation"

    class Sector(models.TextChoices):
        """The field it comes from."""

        COMMUNITY = "community", _("community group")
        IMMIGRANT_RIGHTS = "immigrant-rights", _("immigrant rights")
        LEGAL = "legal", _("legal")
        YOUTH = "youth", _("youth and students")
        WORKER_CENTRE = "worker-centre", _("worker centre")
        UNION = "union", _("union")
        FAITH = "faith", _("faith")
        POLITICAL = "political", _("political")
        COALITION = "coalition", _("coalition")
        ARTS = "arts", _("arts")
        MEDIA = "media", _("media")
        PUBLIC_BODY = "public-body", _("public body")

    class Reach(models.TextChoices):
        """How far it works."""

        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        REGION = "region", _("region")
        STATE = "state", _("state")
        NATIONAL = "national", _("national")
        INTERNATIONAL = "international", _("international")

    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    reach = models.CharField(_("reach"), max_length=20, choices=Reach, blank=True)
    based_in = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("based in")
    )
    founded = PartialDateField(_("founded"))
    website = models.URLField(_("website"), max_length=300, blank=True, help_text=_("Only where a document gives it."))

    history = EntryHistory()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
