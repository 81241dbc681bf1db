"""Who says it, and where: the evidence for an entry."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.models import HistoricalRecords

from catalogue.models.entry import Entry
from catalogue.models.fields import bilingual
from catalogue.models.source import Source


class Standing(models.TextChoices):
    """In which way a source stands behind a claim."""

    REPORTS = "reports", _("reports")  # that it was done
    ASSERTS = "asserts", _("asserts")  # in general, without an instance
    RECOMMENDS = "recommends", _("recommends")  # as advice to others
    DISPUTES = "disputes", _("disputes")  # what another source says


class Citation(models.Model):
    """One claim about an entry and the paragraph of a source that makes it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="citations", verbose_name=_("entry"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    section = models.CharField(
        _("section"),
        max_length=300,
        blank=True,
        help_text=_("The heading above the paragraph, exactly as printed; empty before the first heading."),
    )
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), help_text=_("Counted from 1 under that heading; 0 is the heading, title or byline itself.")
    )
    standing = models.CharField(
        _("standing"),
        max_length=12,
        choices=Standing,
        help_text=_(
            "Reports: it was done. Recommends: advice to others. Asserts: a general statement. "
            "Disputes: contradicts or doubts."
        ),
    )
    claim = bilingual(_("claim"), help_text=_("What the source says, in our own plain words. Public."))
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Its number in the list of evidence.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("evidence")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values),
                name="citation_standing_is_known",
                violation_error_message=_("Choose the standing from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(claim_en="") & ~Q(claim_es=""),
                name="citation_has_a_claim_in_both_languages",
                violation_error_message=_("Write the claim in English and in Spanish."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.claim}"

    def clean(self) -> None:
        """Refuse a section or paragraph that the source's outline does not have."""
        if not self.source_id or self.paragraph is None:
            return
        count = self.source.paragraphs_under(self.section)
        if count is None:
            raise ValidationError(
                {"section": _("The source has no such section. Its sections are listed on its page.")}
            )
        if self.paragraph > count:
            raise ValidationError(
                {
                    "paragraph": ngettext(
                        "That section has %(count)d paragraph.", "That section has %(count)d paragraphs.", count
                    )
                    % {"count": count}
                }
            )

    @property
    def place_in_source(self) -> str:
        """Where in the source to look, as HTML: "section “Key players”, paragraph 2 of 5"."""
        if not self.paragraph:
            where = str(_("heading") if self.section else _("title or byline"))
        else:
            where = str(_("paragraph %(number)d of %(count)d")) % {
                "number": self.paragraph,
                "count": self.source.paragraphs_under(self.section) or self.paragraph,
            }
        if not self.section:
            return where
        heading = format_html('<span lang="{}">{}</span>', self.source.language, self.section)
        return format_html(str(_("section “{section}”, {where}")), section=heading, where=where)
