"""A change that somebody suggests and an editor decides on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalogue.models.entry import Entry


class Proposal(models.Model):
    """New values for some fields of an entry, or a reader's remark on it, waiting for a decision.

    A remark has no changes: its words are the note.
    """

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    entry = models.ForeignKey(
        Entry,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("entry"),
        help_text=_("Empty for a new entry."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("author"),
        help_text=_("Empty when a reader sent it."),
    )
    changes = models.JSONField(
        _("changes"),
        default=dict,
        blank=True,
        help_text=_("Field → proposed value, as catalogue.editing.state names and holds them."),
    )
    base_version = models.PositiveIntegerField(_("made on version"), default=0)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    about = models.CharField(
        _("what it is about"), max_length=60, blank=True, help_text=_("The part of the page that a reader chose.")
    )
    published_at = models.CharField(
        _("where it is published"), max_length=500, blank=True, help_text=_("As the reader wrote it.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decisions = models.JSONField(
        _("decisions"), default=dict, blank=True, help_text=_("Field → whether its proposed value was accepted.")
    )
    reason = models.TextField(
        _("reason"), blank=True, max_length=2000, help_text=_("Why it was accepted or refused, for its author.")
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created"]
        permissions = [("review_proposal", "Can accept and refuse proposals")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None)
                | Q(status__in=["accepted", "refused"], decided_at__isnull=False),
                name="proposal_is_open_or_decided_at_a_time",
                violation_error_message=_("A decided proposal says when it was decided."),
            ),
        ]

    def __str__(self) -> str:
        entry = self.entry or _("New entry")
        return f"{entry} · {self.get_status_display()}"
