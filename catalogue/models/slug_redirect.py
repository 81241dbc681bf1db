"""Old addresses keep working."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalogue.models.entry import Entry


class SlugRedirect(models.Model):
    """An address that an entry used to have: links in leaflets still lead to it."""

    type = models.CharField(_("type"), max_length=20)
    old_slug = models.SlugField(_("old address"), max_length=100)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="old_slugs", verbose_name=_("entry"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["type", "old_slug"]
        constraints = [
            models.UniqueConstraint(fields=["type", "old_slug"], name="slug_redirect_leads_to_one_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.old_slug} → {self.entry_id}"
