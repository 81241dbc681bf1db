"""Two entries that turned out to be one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.entry import Entry


class Merge(models.Model):
    """That one entry took up another, and what was done to both, so that it can be undone.

    The entry that went stays in the database, withdrawn, with its history; its address leads to the one that is kept.
    """

    kept = models.ForeignKey(Entry, models.CASCADE, related_name="merges", verbose_name=_("kept"))
    gone = models.ForeignKey(Entry, models.CASCADE, related_name="merged_into", verbose_name=_("merged into it"))
    done = models.JSONField(
        _("what was done"), default=dict, editable=False, help_text=_("States before and rows that moved.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("merged by")
    )
    at = models.DateTimeField(_("merged at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
