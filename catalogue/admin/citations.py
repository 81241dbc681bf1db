"""Evidence: the citations of an entry, edited on its page."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import RecordAdmin
from catalogue.admin.fields import TEXTS
from catalogue.editing.statuses import may_change
from catalogue.models import Citation, Standing
from catalogue.models.connection import DONE
from catalogue.models.entry import publishing_problems

CARRIES = _("Connections of this entry rest on it and say that something was done. Advice cannot show that.")


def is_to_go(form: forms.ModelForm) -> bool:
    """Whether "delete" is ticked on a row."""
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME))


class CitationForm(forms.ModelForm):
    """One piece of evidence; without a number it takes the next free one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if position := self.fields.get("position"):  # there is none for those who may only look
            position.required = False
            position.help_text = _("Its number in the list of evidence. If left empty: the number in its heading.")
            if not self.instance.pk:
                self.initial["position"] = None


class LoneCitationForm(forms.ModelForm):
    """One piece of evidence on a page of its own, where what rests on it is out of sight."""

    def clean(self) -> None:
        """Refuse to make advice of what shows that something was done."""
        super().clean()
        advice = self.cleaned_data.get("standing") == Standing.RECOMMENDS
        if advice and self.instance.connections.filter(kind__in=DONE).exists():
            self.add_error("standing", CARRIES)


class CitationFormSet(forms.BaseInlineFormSet):
    """All evidence of one entry, each piece with a number of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.let_go: list[Citation] = []

    def remaining(self) -> list[forms.ModelForm]:
        """The forms of citations that the entry will have."""
        return [
            form
            for index, form in enumerate(self.forms)
            if (index < self.initial_form_count() or form.has_changed()) and not is_to_go(form)
        ]

    def clean(self) -> None:
        """Give numbers to those without; refuse doubles, and to leave a published entry without any evidence."""
        # Not Django's own clean(): it looks for doubles, which citations may have, and on the way its admin refuses to
        # delete what a connection rests on, even when that goes too. ConnectionForm asks more closely.
        remaining = self.remaining()
        self._number(remaining)
        if problems := publishing_problems(status=self.instance.status, citation_count=len(remaining)):
            raise ValidationError(problems)

    def _number(self, remaining: list[forms.ModelForm]) -> None:
        taken: set[int] = set()
        for form in remaining:
            if number := form.cleaned_data.get("position"):
                if number in taken:
                    message = _("Two pieces of evidence have the number %(number)d. Give each its own.")
                    raise ValidationError(message, params={"number": number})
                taken.add(number)
        for form in remaining:
            if "position" in form.cleaned_data and not form.cleaned_data["position"]:
                number = self.forms.index(form) + 1
                while number in taken:
                    number += 1
                taken.add(number)
                form.cleaned_data["position"] = form.instance.position = number

    def by_number(self) -> dict[int, Citation]:
        """The citations that the entry will have, stored or not yet, by their numbers."""
        self.is_valid()
        numbered = [form for form in self.remaining() if form.cleaned_data.get("position")]
        return {form.cleaned_data["position"]: form.instance for form in numbered}

    def stored(self) -> dict[int, Citation]:
        """The citations that the entry has, as they will be, by their keys."""
        self.is_valid()
        return {form.instance.pk: form.instance for form in self.initial_forms}

    def deleted(self) -> set[int]:
        """Keys of the citations that are to go."""
        self.is_valid()
        return {form.instance.pk for form in self.initial_forms if is_to_go(form)}

    def delete_existing(self, obj: Citation, commit: bool = True) -> None:
        """Wait for the connections that rest on it: they are deleted or moved after the citations are saved."""
        self.let_go.append(obj)

    def finish(self) -> None:
        """Delete what was to be deleted, and close the gaps in the numbers: readers see them counted from 1."""
        for citation in self.let_go:
            citation.delete()
        for number, citation in enumerate(self.instance.citations.order_by("position", "pk"), 1):
            if citation.position != number:
                citation.position = number
                citation.save()


class CitationInline(admin.StackedInline):
    """The evidence on an entry's page."""

    model = Citation
    form = CitationForm
    formfield_overrides = TEXTS
    formset = CitationFormSet
    fields = [("source", "standing"), ("section", "paragraph", "position"), ("claim_en", "claim_es")]
    autocomplete_fields = ["source"]
    show_change_link = True

    def get_extra(self, request: HttpRequest, obj=None, **kwargs) -> int:
        """A new entry needs evidence: one empty form is ready."""
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest):
        """With the sources, whose outlines are asked for each citation."""
        return super().get_queryset(request).select_related("source")

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Only together with the connections that rest on it."""
        return super().has_delete_permission(request, obj) and request.user.has_perm("catalogue.change_connection")


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    """One citation with its history. It is made and deleted on the page of its entry."""

    form = LoneCitationForm
    fields = ["entry", ("source", "standing"), ("section", "paragraph"), ("claim_en", "claim_es")]
    readonly_fields = ["entry"]
    autocomplete_fields = ["source"]
    belongs_to = "entry"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached from its entry."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of its entry."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Citation | None = None) -> bool:
        """On the page of its entry, where it is seen what rests on it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Citation | None = None) -> bool:
        """Of whoever may change its entry. Everybody else proposes changes on the page of the entry."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change(request.user, obj.entry))

    def save_model(self, request: HttpRequest, obj: Citation, form, change: bool) -> None:
        """Raise the version of the entry too, so that a form of it opened before does not undo this."""
        # Read under a lock: what is saved is all of the entry, and somebody may be saving it just now. First, because
        # history takes what is saved after an entry for a part of that change (catalogue.editing.history).
        obj.entry.entry_type.model.objects.select_for_update().get(pk=obj.entry_id).save()
        super().save_model(request, obj, form, change)
