"""What people do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry
from catalogue.models.fields import bilingual
from catalogue.models.history import EntryHistory


class Actor(models.Model):
    """Who can carry out a tactic: neighbours, students, lawyers … A fixed list, made by migration 0002."""

    # The same list for content files, which are checked without a database.
    SLUGS = (
        "neighbours",
        "workers",
        "students",
        "lawyers",
        "faith-communities",
        "artists",
        "businesses",
        "officials",
        "other-cities",
    )

    slug = models.SlugField(max_length=40, unique=True)
    name = bilingual(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("who can do it")
        verbose_name_plural = _("who can do it")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Tactic(Entry):
    """A way of acting, from preparing documents to marching: what it is, how it goes, why it worked, what it risks."""

    TYPE = "tactic"

    class Phase(models.TextChoices):
        """When it is used."""

        PREPARE = "prepare", _("prepare")
        WATCH_AND_WARN = "watch-and-warn", _("watch and warn")
        RESPOND = "respond", _("respond on the spot")
        IN_COURT = "in-court", _("in court")
        AT_WORK = "at-work", _("at work")
        CHANGE_POLICY = "change-policy", _("change policy")
        SUSTAIN = "sustain", _("sustain")

    phase = models.CharField(_("phase"), max_length=20, choices=Phase)
    actors = models.ManyToManyField(Actor, blank=True, related_name="tactics", verbose_name=_("who can do it"))
    how = bilingual(_("how it is done"))
    why_it_worked = bilingual(_("why it worked"))
    risks = bilingual(_("risks"))

    history = EntryHistory(m2m_fields=[actors])

    class Meta:
        verbose_name = _("tactic")
        verbose_name_plural = _("tactics")

    @property
    def drawing(self) -> str:
        """That of its phase."""
        return self.phase
