"""Words explained to readers."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import RecordAdmin
from catalogue.admin.fields import LinesField
from catalogue.models import Term


def _lines(name: str) -> LinesField:
    field: Any = Term._meta.get_field(name)
    return LinesField(label=capfirst(field.verbose_name), help_text=field.help_text)


class TermForm(forms.ModelForm):
    """A term, its other forms written one a line."""

    forms_en = _lines("forms_en")
    forms_es = _lines("forms_es")


@admin.register(Term)
class TermAdmin(RecordAdmin):
    """A legal or political word and what it means."""

    form = TermForm
    list_display = ["name", "explanation", "entry", "source"]
    list_select_related = ["entry", "source"]
    list_filter = [("source", admin.EmptyFieldListFilter)]
    search_fields = ["name_en", "name_es", "explanation_en", "explanation_es", "slug"]
    ordering = ["name_en", "pk"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["entry", "source"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The first time that the page of an entry uses one of these forms, it leads to the explanation at "
                    "the end of the page. Whole words are found, in the language of the page; the longest form wins."
                ),
                "fields": [("name_en", "name_es"), "slug", ("forms_en", "forms_es")],
            },
        ),
        (
            _("What it means"),
            {
                "description": _(
                    "Plain and general: what the word means, not what somebody should do. The shorter the sentences, "
                    "the more people understand them."
                ),
                "fields": [("explanation_en", "explanation_es"), "entry"],
            },
        ),
        (
            _("Who explains it so"),
            {
                "description": _("If left empty, the page says that the explanation is ours."),
                "fields": ["source", ("section", "paragraph")],
            },
        ),
    ]

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, term: Term) -> str:
        """In the editor's language."""
        return term.name

    @admin.display(description=_("explanation"))
    def explanation(self, term: Term) -> str:
        """In the editor's language."""
        return term.explanation
