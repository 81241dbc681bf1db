"""The documents that the catalogue rests on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalogue.models.fields import Loaded, bilingual, refuse_circle
from catalogue.partial_dates import PartialDateField


class Source(Loaded):
    """One voice in one document: an essay, a statement, a news report, a text written by a machine."""

    class Kind(models.TextChoices):
        """What kind of voice speaks."""

        NEWS_REPORT = "news-report", _("news report")
        ESSAY = "essay", _("opinion essay")
        STATEMENT = "statement", _("movement statement")
        INTRODUCTION = "introduction", _("introduction by a host")
        MACHINE_WRITTEN = "machine-written", _("machine-written summary")
        PROMOTIONAL = "promotional", _("unsigned promotional post")
        REPOST = "repost", _("social-media repost")
        PODCAST = "podcast", _("podcast episode")
        WEB_PAGE = "web-page", _("web page")

    class Reliability(models.TextChoices):
        """How far a reader should trust it; the reason is in ``why``."""

        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("The end of its web address."))
    title = models.CharField(_("title"), max_length=300, help_text=_("As printed, in its own language."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    author = models.CharField(_("author"), max_length=200, blank=True, help_text=_("As the byline gives it."))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published = PartialDateField(_("publication date"))
    url = models.URLField(
        _("web address"), max_length=500, blank=True, help_text=_("Only when the document itself gives it.")
    )
    archive_url = models.URLField(_("archived copy"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en", help_text=_("Two letters: en, es."))
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of or drawn from"),
        help_text=_("The page, series or work that this text belongs to or sums up."),
    )
    reliability = models.CharField(_("reliability"), max_length=10, choices=Reliability)
    why = bilingual(_("why"), help_text=_("Why it can be trusted that far, in a sentence or two. Public."))
    about = bilingual(_("about"), help_text=_("What kind of text this is and what it covers. Public."))
    outline = models.JSONField(
        _("outline"),
        default=list,
        blank=True,
        help_text=_('Its headings in order, each with its number of paragraphs: [{"heading": null, "paragraphs": 5}].'),
    )

    history = HistoricalRecords(excluded_fields=["loaded_digest"])

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why_en="") & ~Q(why_es="") & ~Q(about_en="") & ~Q(about_es=""),
                name="source_is_described_in_both_languages",
                violation_error_message=_(
                    "Say in both languages what the source is and why it can be trusted that far."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "news-report",
                        "essay",
                        "statement",
                        "introduction",
                        "machine-written",
                        "promotional",
                        "repost",
                        "podcast",
                        "web-page",
                    ]
                ),
                name="source_kind_is_known",
                violation_error_message=_("Choose the kind from the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("source", args=[self.slug])

    def clean(self) -> None:
        """Refuse a source that is part of itself, and an outline of another shape."""
        refuse_circle(self)
        if not _is_outline(self.outline):
            message = _(
                'Write the outline as [{"heading": null, "paragraphs": 5}, {"heading": "A title", "paragraphs": 2}].'
            )
            raise ValidationError({"outline": message})

    def paragraphs_under(self, section: str) -> int | None:
        """How many paragraphs stand under a heading ("" is the text before any); None when there is no such heading."""
        counts = {item["heading"] or "": item["paragraphs"] for item in self.outline}
        return counts.get(section)


def _is_outline(outline) -> bool:
    return isinstance(outline, list) and all(
        isinstance(item, dict)
        and set(item) == {"heading", "paragraphs"}
        and (item["heading"] is None or isinstance(item["heading"], str))
        and type(item["paragraphs"]) is int
        and item["paragraphs"] >= 0
        for item in outline
    )
