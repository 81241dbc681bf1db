"""Sources: the documents, and how far to trust them."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import RecordAdmin
from catalogue.admin.fields import OutlineField
from catalogue.models import Source


class SourceForm(forms.ModelForm):
    """A source, its outline written as JSON."""

    outline = OutlineField(
        required=False,
        label=capfirst(Source._meta.get_field("outline").verbose_name),
        help_text=Source._meta.get_field("outline").help_text,
    )

    def clean_outline(self) -> list:
        """An empty box is an empty outline."""
        return self.cleaned_data["outline"] or []


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """One voice in one document."""

    form = SourceForm
    list_display = ["title", "kind", "author", "published", "reliability", "claims"]
    list_filter = ["kind", "reliability"]
    search_fields = ["title", "author", "publisher", "about_en", "about_es"]
    ordering = ["title", "pk"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["part_of"]
    readonly_fields = ["claims"]
    fieldsets = [
        (
            None,
            {
                "description": _("The document as it is printed. Where it names no author or date, leave them empty."),
                "fields": ["title", "slug", ("kind", "language"), ("author", "publisher"), "published", "part_of"],
            },
        ),
        (
            _("Where to find it"),
            {
                "description": _("Only addresses that the document itself gives."),
                "fields": ["url", "archive_url"],
            },
        ),
        (
            _("How far to trust it"),
            {
                "description": _("Readers see this next to every claim that rests on it."),
                "fields": ["reliability", ("why_en", "why_es"), ("about_en", "about_es")],
            },
        ),
        (
            _("What is in it"),
            {
                "description": _("Citations name a heading and a paragraph; they are checked against this outline."),
                "fields": ["outline", "claims"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest):
        """With the number of claims."""
        return super().get_queryset(request).annotate(claim_count=Count("citations"))

    @admin.display(description=_("claims that rest on it"), ordering="claim_count", empty_value="0")
    def claims(self, source: Source) -> int | None:
        """How many citations name it; none for one that is not stored yet."""
        return getattr(source, "claim_count", None)
