"""Guides: ways through the catalogue for one kind of reader, put together by editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalogue import registry
from catalogue.models.entry import Entry
from catalogue.models.fields import Loaded, bilingual

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROOM = 10_000  # more than any position: those in use are moved up by it while new ones are given


def entry_types() -> list[tuple[str, str]]:
    """Types of entries; a function, because they are known only once Django runs."""
    return [(entry_type.key, entry_type.label_plural) for entry_type in registry.all_types()]


class GuideQuerySet(models.QuerySet):
    """Guides as pages ask for them."""

    def published(self):
        """What readers may see."""
        return self.filter(status=Guide.Status.PUBLISHED)

    def listed(self):
        """Those that readers choose among. One without a drawing is for a page of its own, such as the pocket card."""
        return self.published().exclude(drawing="")


class PlacedQuerySet(models.QuerySet):
    """Rows in an order, of which no two may have the same position."""

    def make_room(self) -> None:
        """Move all positions out of the way of those that are about to be given: databases compare row by row."""
        self.filter(position__lt=ROOM).update(position=F("position") + ROOM)


class Guide(Loaded):
    """A way through the catalogue for readers with one need: a few steps, each with entries and why they are there."""

    class Status(models.TextChoices):
        """Whether readers see it."""

        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    class Drawing(models.TextChoices):
        """The print beside its title."""

        HELP = "help", _("help")
        JOIN = "join", _("join in")
        START = "start", _("start")
        SAYS_WHO = "says-who", _("says who")

    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("The end of its web address."))
    title = bilingual(_("title"), max_length=120, help_text=_("In the reader's own words: “I want to help”."))
    lead = bilingual(_("lead"), max_length=400, help_text=_("One or two sentences: for whom it is, and what is in it."))
    position = models.PositiveSmallIntegerField(_("position"), default=1, help_text=_("Its place among the guides."))
    drawing = models.CharField(
        _("drawing"),
        max_length=20,
        choices=Drawing,
        blank=True,
        help_text=_("Without one the guide is not listed: only pages that are made of it show it."),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)

    history = HistoricalRecords(excluded_fields=["loaded_digest"])
    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"]),
                name="guide_status_is_known",
                violation_error_message=_("Choose the status from the list."),
            ),
            models.CheckConstraint(
                condition=Q(drawing__in=["", "help", "join", "start", "says-who"]),
                name="guide_drawing_is_known",
                violation_error_message=_("Choose the drawing from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | (~Q(title_en="") & ~Q(title_es="") & ~Q(lead_en="") & ~Q(lead_es="")),
                name="published_guide_has_title_and_lead_in_both_languages",
                violation_error_message=_(
                    "Before it is published, a guide needs its title and lead in English and in Spanish."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("guide", args=[self.slug])


class GuideStep(models.Model):
    """One step of a guide: a heading, a few sentences, entries and perhaps a list to go on with."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="steps", verbose_name=_("guide"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    heading = bilingual(_("heading"), max_length=120, help_text=_("What the reader does or asks here. Public."))
    text = bilingual(
        _("text"),
        help_text=_(
            "A few short sentences that say only what the entries say, or how to use this site; **bold**, *italics*, "
            "lists and links are understood. Public."
        ),
    )
    list_type = models.CharField(
        _("list to go on with"),
        max_length=20,
        blank=True,
        choices=entry_types,
        help_text=_("At the end of the step stands a link to this list, with the number of its entries."),
    )
    list_query = models.CharField(
        _("filters of that list"),
        max_length=300,
        blank=True,
        help_text=_("What its address says after the question mark, for example actor=neighbours. Empty: the whole."),
    )

    history = HistoricalRecords()
    objects = PlacedQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "position"],
                name="guide_step_has_a_position_of_its_own",
                violation_error_message=_("Another step has this position already."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="guide_steps_are_counted_from_1",
                violation_error_message=_("Count from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(heading_en="") & ~Q(heading_es=""),
                name="guide_step_has_a_heading_in_both_languages",
                violation_error_message=_("Give the step a heading in English and in Spanish."),
            ),
            models.CheckConstraint(
                condition=Q(text_en="", text_es="") | (~Q(text_en="") & ~Q(text_es="")),
                name="guide_step_has_its_text_in_both_languages_or_none",
                violation_error_message=_("Write the text in English and in Spanish."),
            ),
            models.CheckConstraint(
                condition=~Q(list_type="") | Q(list_query=""),
                name="guide_step_filters_belong_to_a_list",
                violation_error_message=_("Choose the list that these filters belong to."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"

    def clean(self) -> None:
        """Refuse a list that does not exist, and filters that it does not have."""
        if problems := list_problems(self.list_type, self.list_query):
            raise ValidationError({"list_query": problems})


class GuideEntry(models.Model):
    """An entry in a step of a guide, and why it is there."""

    step = models.ForeignKey(GuideStep, models.CASCADE, related_name="entries", verbose_name=_("step"))
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="in_guides", verbose_name=_("entry"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    note = bilingual(
        _("note"),
        max_length=300,
        help_text=_("Why this one is here, in a sentence or two. It stands where lists have the summary. Public."),
    )

    history = HistoricalRecords()
    objects = PlacedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a guide")
        verbose_name_plural = _("entries")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "position"],
                name="guide_entry_has_a_position_of_its_own",
                violation_error_message=_("Another entry of this step has this position already."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="guide_entries_are_counted_from_1",
                violation_error_message=_("Count from 1."),
            ),
            models.UniqueConstraint(
                fields=["step", "entry"],
                name="guide_entry_is_in_a_step_once",
                violation_error_message=_("This entry is in the step already."),
            ),
            models.CheckConstraint(
                condition=Q(note_en="", note_es="") | (~Q(note_en="") & ~Q(note_es="")),
                name="guide_entry_has_its_note_in_both_languages_or_none",
                violation_error_message=_("Write the note in English and in Spanish."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.entry}"


def guide_problems(*, status: str, step_count: int) -> list[StrOrPromise]:
    """What one row cannot see: a published guide leads somewhere. Admin and loader ask this; returns sentences."""
    if status == Guide.Status.PUBLISHED and not step_count:
        return [_("A published guide needs at least one step. Add one, or keep the guide as a draft.")]
    return []


def list_problems(list_type: str, query: str) -> list[StrOrPromise]:
    """What is wrong with a list to go on with (the key of a type and a query string), as sentences.

    Choices that only the database knows, such as slugs of places, are not looked at: where one is gone, the page
    leaves the link out.
    """
    if not list_type or not query:
        return []
    filters = registry.get(list_type).filterset.base_filters
    problems: list[StrOrPromise] = []
    for name, values in QueryDict(query).lists():
        if name not in filters:
            sentence = _("This list has no filter “%(name)s”. Its filters are: %(names)s.")
            problems.append(sentence % {"name": name, "names": ", ".join(filters)})
            continue
        facet: Any = filters[name]
        known = getattr(facet, "choices", None) or getattr(getattr(facet, "related", None), "SLUGS", None)
        problems += [
            _("“%(value)s” is not one of: %(choices)s.") % {"value": value, "choices": ", ".join(known)}
            for value in values
            if known and value not in known
        ]
    return problems
