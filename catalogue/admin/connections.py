"""Connections from an entry, edited on its page, and those that lead to it."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.citations import CitationFormSet
from catalogue.admin.entry_lookup import EntryChoiceField, edit_url
from catalogue.models import Citation, Connection, ConnectionKind

RESTS_ON_DELETED = _("This rests on the evidence you are deleting. Name other evidence, or delete the connection too.")


class ConnectionForm(forms.ModelForm):
    """One connection. Its evidence is named by number, so that it may be a citation of the same form."""

    evidence = forms.IntegerField(
        label=_("Evidence no."),
        min_value=1,
        help_text=_("The number of the citation above that says so."),
        error_messages={"required": _("Name the evidence by its number.")},
    )

    def __init__(self, *args, citations: CitationFormSet | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.citations = citations
        if self.instance.pk:
            self.initial["evidence"] = self.instance.citation.position

    def clean(self) -> None:
        """Find the citation that the number means."""
        super().clean()
        # The database's rule, which Django does not check here because the subject is not typed but given.
        if (other := self.cleaned_data.get("object")) and other.pk == self.instance.subject_id:
            self.add_error("object", _("An entry cannot be connected to itself."))
        if self.citations is None or self.cleaned_data.get("evidence") is None or self.cleaned_data.get("DELETE"):
            return
        # A number left as it was means the citation it meant, even if that has another number or standing now.
        if not (self.instance.pk and "evidence" not in self.changed_data):
            self._choose(self.cleaned_data["evidence"], self.citations.by_number())
        elif self.instance.citation_id in self.citations.deleted():
            self.add_error("evidence", RESTS_ON_DELETED)
        else:
            self.instance.citation = self.citations.stored()[self.instance.citation_id]

    def _choose(self, number: int, citations: dict[int, Citation]) -> None:
        if number in citations:
            self.instance.citation = citations[number]
        else:
            self.add_error("evidence", _("There is no evidence no. %(number)d above.") % {"number": number})


class ConnectionFormSet(forms.BaseInlineFormSet):
    """The connections from one entry; the admin sets ``citations`` to the formset that holds their evidence."""

    citations: CitationFormSet | None = None

    def get_form_kwargs(self, index: int | None) -> dict:
        """Let each form look up evidence."""
        return {**super().get_form_kwargs(index), "citations": self.citations}

    def get_unique_error_message(self, unique_check) -> str:
        """All connections from the entry are in the form, so doubles are found among its rows."""
        return gettext("Two connections say the same. Change or delete one of them.")

    def get_form_error(self) -> str:
        """At the row that repeats another."""
        return gettext("These two are connected in this way already.")


class ConnectionInline(admin.StackedInline):
    """What the entry is connected to, and on whose account."""

    model = Connection
    fk_name = "subject"
    form = ConnectionForm
    formset = ConnectionFormSet
    fields = [("kind", "object", "evidence"), ("note_en", "note_es")]
    autocomplete_fields = ["object"]
    verbose_name_plural = _("connections from here")
    extra = 0

    def get_queryset(self, request: HttpRequest):
        """With both ends and the evidence, which every form asks for."""
        return super().get_queryset(request).select_related("subject", "object", "citation")

    def formfield_for_choice_field(self, db_field, request: HttpRequest, **kwargs):
        """Only those kinds that can lead from an entry of this type."""
        if db_field.name == "kind":
            kinds = [(kind.value, kind.label) for kind in ConnectionKind if kind.leads_from(self.parent_model.TYPE)]
            kwargs["choices"] = [("", "---------"), *kinds]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        """Entries are named together with their type."""
        if db_field.name == "object":
            kwargs["form_class"] = EntryChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class IncomingConnectionInline(admin.TabularInline):
    """What leads here, for information: it is edited where it begins, next to its evidence."""

    model = Connection
    fk_name = "object"
    fields = ["how", "whence", "evidence"]
    readonly_fields = ["how", "whence", "evidence"]
    verbose_name_plural = _("connections that lead here (each is edited where it begins)")
    extra = max_num = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest):
        """With what a row shows."""
        return super().get_queryset(request).select_related("subject", "citation__source")

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        """Added where it begins."""
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        """Changed where it begins."""
        return False

    @admin.display(description=_("kind"))
    def how(self, connection: Connection) -> str | Promise:
        """As readers of this entry see it: "Used by"."""
        return ConnectionKind(connection.kind).ends.from_object

    @admin.display(description=_("from"))
    def whence(self, connection: Connection) -> str:
        """The other entry, with the way to edit it."""
        return format_html('<a href="{}">{}</a>', edit_url(connection.subject), connection.subject)

    @admin.display(description=_("evidence"))
    def evidence(self, connection: Connection) -> str:
        """What the connection rests on."""
        return f"{connection.citation.claim} ({connection.citation.source})"
