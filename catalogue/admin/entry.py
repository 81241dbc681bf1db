"""How entries of any type are edited. A type adds its columns, its filters and what it links to."""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue import registry
from catalogue.admin import actions, filters
from catalogue.admin.base import RecordAdmin, SearchesAliases
from catalogue.admin.bulk import BulkEdit
from catalogue.admin.citations import CitationInline
from catalogue.admin.connections import ConnectionInline, IncomingConnectionInline
from catalogue.admin.deleting import DeletesWithItsParts
from catalogue.admin.entry_form import EntryForm
from catalogue.admin.history import EntryHistoryPages
from catalogue.admin.merge import MergePages, merge_the_two
from catalogue.admin.picture import PictureMixin
from catalogue.admin.preview import PreviewMixin
from catalogue.admin.proposing import Proposing
from catalogue.admin.status import StatusByRole
from catalogue.admin.verified import verified_today
from catalogue.admin.why import SaysWhy
from catalogue.models import Entry, EntryQuerySet, Status
from catalogue.models.fields import both


class EntryAdmin(
    PictureMixin,
    PreviewMixin,
    SaysWhy,
    Proposing,
    StatusByRole,
    BulkEdit,
    MergePages,
    EntryHistoryPages,
    DeletesWithItsParts,
    SearchesAliases,
    RecordAdmin,
):
    """Base of the admins of organisations, tactics, legal tools, policies and events."""

    form = EntryForm
    list_facts: tuple[str, ...] = ()  # columns of the type that its list shows
    search_fields = ["name_en", "name_es", "aliases", "summary_en", "summary_es"]
    list_filter = [filters.Evidence, filters.SpanishMissing, filters.LastCheck, "status"]
    ordering = ["name_en", "pk"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["places"]
    readonly_fields = ["verified_by"]
    inlines = [CitationInline, ConnectionInline, IncomingConnectionInline]
    actions = ["change_several", actions.publish, actions.withdraw, verified_today, merge_the_two]

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Name, what is particular to the type, how far along it is, what it rests on."""
        return ("name", *self.list_facts, "status", "evidence", "verified_on")

    def get_fieldsets(self, request: HttpRequest, obj: Entry | None = None) -> list[tuple]:
        """The same order for every type; its facts and texts are those that it registered."""
        entry_type = registry.get(self.model.TYPE)
        texts = [both(name) for name in ("body", *entry_type.sections)]
        return [
            (
                None,
                {
                    "description": _(
                        "English and Spanish stand side by side. A draft may have gaps; before it is published, name "
                        "and summary are needed in both languages, and at least one piece of evidence."
                    ),
                    "fields": [both("name"), "slug", both("summary"), "aliases", "status", "seen_version"],
                },
            ),
            (
                _("Facts"),
                {
                    "description": _("Only what a document says. Leave empty what none of them tells."),
                    "fields": [*entry_type.facts, "places"],
                },
            ),
            (
                _("Text"),
                {
                    "description": _("An empty line makes a new paragraph. **bold**, *italics*, lists and links work."),
                    "fields": texts,
                },
            ),
            self.picture_fieldset(request, obj),
            (
                _("Last check"),
                {
                    "description": _("When somebody last made sure that all of this is still right, and how."),
                    "fields": [("verified_on", "verified_how"), "verified_by"],
                },
            ),
        ]

    def get_inlines(self, request: HttpRequest, obj: Entry | None) -> list:
        """What leads here is only shown when something does."""
        if obj and obj.connections_to.exists():
            return self.inlines
        return [inline for inline in self.inlines if inline is not IncomingConnectionInline]

    def get_queryset(self, request: HttpRequest):
        """With the numbers that the list shows and its filters ask for."""
        return cast(EntryQuerySet, super().get_queryset(request)).with_evidence_counts()

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, entry: Entry) -> str:
        """In the editor's language, or else in the other, or the address."""
        return str(entry)

    @admin.display(description=_("evidence"), ordering="citation_count")
    def evidence(self, entry: Entry) -> int:
        """How many citations it rests on."""
        return entry.citation_count

    def action_checkbox(self, obj: Entry) -> SafeString:
        """Django's box, with the version of the entry that the list shows (see catalogue.admin.actions)."""
        seen = format_html('<input type="hidden" name="version-{}" value="{}">', obj.pk, obj.version)
        return super().action_checkbox(obj) + seen

    def view_on_site(self, entry: Entry) -> str | None:
        """Readers only see what is published."""
        return entry.get_absolute_url() if entry.status == Status.PUBLISHED else None

    def _create_formsets(self, request: HttpRequest, obj: Entry, change: bool):
        """Introduce the formsets to each other: a new connection may rest on a citation of the same form."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        by_prefix = {formset.prefix: formset for formset in formsets}
        if {"citations", "connections"} <= by_prefix.keys():
            by_prefix["connections"].citations = by_prefix["citations"]
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Entry, form, change: bool) -> None:
        """Note who verified it, if somebody did just now."""
        if "verified_on" in form.changed_data:
            obj.verified_by_id = request.user.pk if obj.verified_on else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        """Save citations, then connections; only then let go of citations, which connections may have rested on."""
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.prefix == "citations":
                formset.finish()
