"""The Entry: what every organisation, tactic, legal tool, policy and event of the catalogue is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from catalogue import registry
from catalogue.models.fields import Loaded, bilingual
from catalogue.models.place import Place

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Status(models.TextChoices):
    """Where an entry stands on its way to readers."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class VerifiedHow(models.TextChoices):
    """How an entry was last checked."""

    DOCUMENTS = "documents", _("read again against the documents")
    PUBLIC_RECORD = "public-record", _("checked in public records")
    ASKED = "asked", _("asked the people concerned")


class EntryQuerySet(models.QuerySet):
    """Entries as pages and editors ask for them."""

    def published(self):
        """What readers may see."""
        return self.filter(status=Status.PUBLISHED)

    def with_evidence_counts(self):
        """Each with ``citation_count`` and ``source_count`` (distinct ones), by subquery: joins would multiply."""
        citations: Any = self.model._meta.get_field("citations").related_model
        of_entry = citations.objects.filter(entry=models.OuterRef("pk")).order_by()

        def count(expression):
            rows = of_entry.values("entry").annotate(n=expression).values("n")
            return models.functions.Coalesce(models.Subquery(rows, output_field=models.IntegerField()), 0)

        return self.annotate(citation_count=count(Count("pk")), source_count=count(Count("source", distinct=True)))


class Entry(Loaded):
    """Something that can be cited, connected, placed and found. It is always also one of the registered types."""

    TYPE = ""  # the registry key; each type sets its own
    citation_count: int  # given by EntryQuerySet.with_evidence_counts, like
    source_count: int
    _stored_slug: str | None = None

    type = models.CharField(_("type"), max_length=20, editable=False)
    slug = models.SlugField(
        _("address"), max_length=100, help_text=_("The end of its web address. Changing it leaves a redirect behind.")
    )
    name = bilingual(_("name"), max_length=200)
    aliases = models.JSONField(
        _("also known as"),
        default=list,
        blank=True,
        help_text=_(
            "Acronyms, other spellings, names of apps, songs and hashtags that people will search for. One a line."
        ),
    )
    summary = bilingual(_("summary"), help_text=_("One or two plain sentences. Public."))
    body = bilingual(_("text"), help_text=_("Paragraphs; **bold**, *italics*, lists and links are understood. Public."))
    places = models.ManyToManyField(Place, blank=True, related_name="entries", verbose_name=_("places"))
    image = models.ImageField(
        _("picture"), upload_to="entries/", blank=True, width_field="image_width", height_field="image_height"
    )
    image_width = models.PositiveIntegerField(_("width of the picture"), null=True, editable=False)
    image_height = models.PositiveIntegerField(_("height of the picture"), null=True, editable=False)
    image_alt = bilingual(_("what the picture shows"), max_length=300)
    image_credit = models.CharField(_("credit"), max_length=200, blank=True)
    image_licence = models.CharField(_("licence"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
        help_text=_("Never shown to readers."),
    )
    verified_how = models.CharField(_("how it was verified"), max_length=20, choices=VerifiedHow, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("changed"), auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["name_en", "pk"]
        permissions = [
            ("publish_entry", "Can publish and withdraw entries"),
            ("merge_entry", "Can merge entries"),
            ("undo_account", "Can undo what an account did"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "slug"],
                name="one_slug_one_entry_within_a_type",
                violation_error_message=_("Another entry of this type has this address already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="entry_status_is_known",
                violation_error_message=_("Choose the status from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | (~Q(name_en="") & ~Q(name_es="") & ~Q(summary_en="") & ~Q(summary_es="")),
                name="published_entry_has_name_and_summary_in_both_languages",
                violation_error_message=_(
                    "Before it is published, an entry needs its name and summary in English and in Spanish."
                ),
            ),
            models.CheckConstraint(
                condition=Q(image="") | (~Q(image_alt_en="") & ~Q(image_alt_es="")),
                name="picture_is_described_in_both_languages",
                violation_error_message=_("Say what the picture shows, in English and in Spanish."),
            ),
            models.CheckConstraint(
                condition=Q(image="") | (~Q(image_credit="") & ~Q(image_licence="")),
                name="picture_has_credit_and_licence",
                violation_error_message=_("Say who made the picture, and under which licence it may be shown."),
            ),
        ]
        indexes = [models.Index(fields=["status", "type"], name="entry_status_type")]

    def __str__(self) -> str:
        return self.name or self.slug

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        """Remember the stored slug, so that a change of it can leave a redirect."""
        entry = super().from_db(db, field_names, values, **kwargs)
        entry._stored_slug = entry.__dict__.get("slug")
        return entry

    def save(self, *args, **kwargs) -> None:
        """Store a typed entry: raise its version and leave a redirect when its slug changed.

        Raises TypeError for a bare Entry: only the types write history.
        """
        if not self.TYPE:
            raise TypeError("Save an entry through its type (Organisation, Tactic …), else its history is not written.")
        self.type = self.TYPE
        self.version += 1
        super().save(*args, **kwargs)
        self._leave_redirect()

    def _leave_redirect(self) -> None:
        stored, self._stored_slug = self._stored_slug, self.slug
        if not stored or stored == self.slug:
            return
        # Related objects are reached through the relation: the model's module imports this one.
        redirects = self.old_slugs.model.objects.filter(type=self.type)
        if not self._is_readers_way(redirects, self.slug):
            redirects.filter(old_slug=self.slug).delete()
        if not self._is_readers_way(redirects, stored):
            redirects.update_or_create(type=self.type, old_slug=stored, defaults={"entry": self})

    def _is_readers_way(self, redirects: Any, slug: str) -> bool:
        """Whether an old address leads readers to another entry, and this one, which nobody can read, must leave it."""
        others = redirects.filter(old_slug=slug, entry__status=Status.PUBLISHED).exclude(entry=self.pk)
        return self.status != Status.PUBLISHED and others.exists()

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return registry.get(self.type).address(self.slug)

    @property
    def entry_type(self) -> registry.EntryType:
        """What the registry knows about its type."""
        return registry.get(self.type or self.TYPE)

    @property
    def drawing(self) -> str:
        """The block print of its page (catalogue.templatetags.drawings): that of its type."""
        return self.type

    def typed(self) -> Entry:
        """The same entry as its own model, with that model's columns."""
        return self if self.TYPE else self.entry_type.model.objects.get(pk=self.pk)

    def clean(self) -> None:
        """Refuse aliases that are not a list of texts."""
        if not isinstance(self.aliases, list) or not all(
            isinstance(alias, str) and alias.strip() for alias in self.aliases
        ):
            raise ValidationError({"aliases": _("Write one name a line.")})


def publishing_problems(*, status: str, citation_count: int) -> list[StrOrPromise]:
    """What one row cannot see: a published entry rests on at least one citation. Admin and loader ask this.

    ``status`` is a Status value, ``citation_count`` how many citations the entry will have. Returns sentences.
    """
    if status == Status.PUBLISHED and not citation_count:
        return [_("A published entry needs at least one citation. Add the evidence, or keep it as a draft.")]
    return []
