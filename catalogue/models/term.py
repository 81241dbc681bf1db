"""Words that not everybody knows, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalogue.models.citation import Citation
from catalogue.models.entry import Entry
from catalogue.models.fields import Loaded, bilingual
from catalogue.models.source import Source

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _forms(label: StrOrPromise) -> models.JSONField:
    return models.JSONField(
        label,
        default=list,
        blank=True,
        help_text=_("Other ways in which texts write it: plurals, acronyms. Capitals do not matter. One a line."),
    )


class Term(Loaded):
    """A legal or political word that texts use, with what it means in plain words."""

    name_en: str  # columns of ``name``
    name_es: str

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("Where it stands on the page of words.")
    )
    name = bilingual(_("name"), max_length=120, help_text=_("As it stands within a sentence. Public."))
    forms_en = _forms(_("other forms in English"))
    forms_es = _forms(_("other forms in Spanish"))
    explanation = bilingual(
        _("explanation"),
        help_text=_("What it means, in one to three short sentences for somebody who never heard it. Public."),
    )
    entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entry"),
        help_text=_("The entry about it, when the catalogue has one."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
        help_text=_("The document that explains it this way. Empty: the explanation is ours, and the page says so."),
    )
    section = models.CharField(
        _("section"),
        max_length=300,
        blank=True,
        help_text=_("The heading above the paragraph, exactly as printed; empty before the first heading."),
    )
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"),
        null=True,
        blank=True,
        help_text=_("Counted from 1 under that heading; 0 is the heading, title or byline itself."),
    )

    history = HistoricalRecords(excluded_fields=["loaded_digest"])

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["name_en", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_en="") & ~Q(name_es=""),
                name="term_has_a_name_in_both_languages",
                violation_error_message=_("Give the term a name in English and in Spanish."),
            ),
            models.CheckConstraint(
                condition=~Q(explanation_en="") & ~Q(explanation_es=""),
                name="term_is_explained_in_both_languages",
                violation_error_message=_("Explain the term in English and in Spanish."),
            ),
            models.CheckConstraint(
                condition=Q(source=None, section="", paragraph=None) | Q(source__isnull=False, paragraph__isnull=False),
                name="term_names_source_and_paragraph_or_neither",
                violation_error_message=_("Name the source and the paragraph that explain it, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        """Its place on the page of words, in the reader's language."""
        return f"{reverse('glossary')}#{self.slug}"

    def clean(self) -> None:
        """Refuse forms that are no list of texts, and a paragraph that the source does not have."""
        for name in ("forms_en", "forms_es"):
            forms: Any = getattr(self, name)
            if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
                raise ValidationError({name: _("Write one form a line.")})
        if self.source and self.paragraph is not None:
            self.citation.clean()

    @property
    def citation(self) -> Citation:
        """Where the source explains it, as evidence of entries says where it stands; it is not stored as such."""
        return Citation(source=self.source, section=self.section, paragraph=self.paragraph or 0)

    @property
    def forms(self) -> list[str]:
        """Its other written forms in the reader's language."""
        return self.forms_in(get_language())

    def forms_in(self, language: str | None) -> list[str]:
        """Its other written forms in English or in Spanish."""
        return self.forms_es if language == "es" else self.forms_en

    def name_in(self, language: str | None) -> str:
        """Its name in English or in Spanish."""
        return self.name_es if language == "es" else self.name_en
