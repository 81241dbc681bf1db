"""Guides with their steps, and each step with its entries."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import RecordAdmin
from catalogue.admin.deleting import DeletesWithItsParts
from catalogue.admin.entry_lookup import EntryChoiceField
from catalogue.admin.filters import SpanishMissing
from catalogue.admin.placed import PlacedForm, PlacedFormSet
from catalogue.admin.status import NOT_YOURS, WHO_PUBLISHES
from catalogue.models import Guide, GuideEntry, GuideStep
from catalogue.models.guide import guide_problems
from catalogue.roles import may_publish


class GuideForm(forms.ModelForm):
    """A guide, with room for its lead."""

    class Meta:
        widgets = {name: AdminTextareaWidget(attrs={"rows": 3}) for name in Guide.lead.fields}


class GuideEntryForm(PlacedForm):
    """An entry of a step, with room for its note."""

    class Meta:
        widgets = {name: AdminTextareaWidget(attrs={"rows": 2}) for name in GuideEntry.note.fields}


class StepFormSet(PlacedFormSet):
    """The steps of one guide."""

    def clean(self) -> None:
        """Refuse to leave a published guide without steps."""
        super().clean()
        if problems := guide_problems(status=self.instance.status, step_count=len(self.remaining())):
            raise ValidationError(problems)


class GuideStepInline(admin.StackedInline):
    """The steps on a guide's page; the entries of a step are on its own page, which "Change" opens."""

    model = GuideStep
    form = PlacedForm
    formset = StepFormSet
    fields = ["place", ("heading_en", "heading_es"), ("text_en", "text_es"), ("list_type", "list_query")]
    show_change_link = True

    def get_extra(self, request: HttpRequest, obj=None, **kwargs) -> int:
        """A new guide needs a step: one empty form is ready."""
        return 0 if obj else 1


class GuideEntryInline(admin.StackedInline):
    """The entries on a step's page."""

    model = GuideEntry
    form = GuideEntryForm
    formset = PlacedFormSet
    fields = [("entry", "place"), ("note_en", "note_es")]
    autocomplete_fields = ["entry"]
    extra = 0

    def get_queryset(self, request: HttpRequest):
        """With the entries, which every form names."""
        return super().get_queryset(request).select_related("entry")

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        """Entries are named together with their type."""
        if db_field.name == "entry":
            kwargs["form_class"] = EntryChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Guide)
class GuideAdmin(DeletesWithItsParts, RecordAdmin):
    """A way through the catalogue for one kind of reader."""

    form = GuideForm
    list_display = ["title", "position", "status", "steps"]
    list_filter = [SpanishMissing, "status"]
    search_fields = ["title_en", "title_es", "lead_en", "lead_es"]
    ordering = ["position", "slug"]
    prepopulated_fields = {"slug": ["title_en"]}
    inlines = [GuideStepInline]
    below_rows = {"steps": (GuideEntry, "step_id")}
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "English and Spanish stand side by side. A draft may have gaps; before it is published, a guide "
                    "needs title and lead in both languages, and at least one step."
                ),
                "fields": [
                    ("title_en", "title_es"),
                    "slug",
                    ("lead_en", "lead_es"),
                    ("position", "drawing"),
                    "status",
                ],
            },
        ),
    ]

    def get_form(self, request: HttpRequest, obj: Guide | None = None, change: bool = False, **kwargs: Any) -> Any:
        """A form in which only those who may publish change the status."""
        form = super().get_form(request, obj, change, **kwargs)
        field: Any = form.base_fields.get("status")
        if field and not may_publish(request.user):
            now = Guide.Status(obj.status if obj else Guide.Status.DRAFT)
            field.choices = [(now.value, now.label)]
            field.error_messages = {**field.error_messages, "invalid_choice": NOT_YOURS}
            field.help_text = WHO_PUBLISHES
            _hold_drawing(form.base_fields["drawing"], obj)
        return form

    def get_queryset(self, request: HttpRequest):
        """With the number of steps."""
        return super().get_queryset(request).annotate(step_count=Count("steps"))

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, guide: Guide) -> str:
        """In the editor's language, or else in the other, or the address."""
        return str(guide)

    @admin.display(description=_("steps"), ordering="step_count")
    def steps(self, guide: Guide) -> int:
        """How many it has."""
        return guide.step_count  # type: ignore[attr-defined]  # counted in get_queryset

    def view_on_site(self, guide: Guide) -> str | None:
        """Readers only see what is published and listed."""
        return guide.get_absolute_url() if Guide.objects.listed().filter(pk=guide.pk).exists() else None


def _hold_drawing(field: Any, guide: Guide | None) -> None:
    """A guide without a drawing is not listed: who may not withdraw a guide does not take its drawing either."""
    if guide and guide.status == Guide.Status.PUBLISHED:
        field.required = bool(guide.drawing)
        field.disabled = not guide.drawing


@admin.register(GuideStep)
class GuideStepAdmin(RecordAdmin):
    """One step with its entries and its history. It is made and deleted on the page of its guide."""

    fields = ["guide", ("heading_en", "heading_es"), ("text_en", "text_es"), ("list_type", "list_query")]
    readonly_fields = ["guide"]
    inlines = [GuideEntryInline]
    belongs_to = "guide"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached from its guide."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of its guide."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: GuideStep | None = None) -> bool:
        """On the page of its guide."""
        return False
