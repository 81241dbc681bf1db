"""Refuses to store a form over what somebody else stored since it was opened, and asks what shall count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.formsets import INITIAL_FORM_COUNT
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import held_forms
from catalogue.admin.conflicts import panel, reconcile, seen
from catalogue.admin.conflicts.layout import Layout
from catalogue.models import Entry

STALE = gettext_lazy("Somebody else saved this after you opened it, so nothing was saved yet.")
UNDECIDED = gettext_lazy("Nothing was saved yet: some choices are still open.")
DELETED = gettext_lazy("Somebody deleted this while you were typing, so nothing was saved yet.")


class RefusedForm(forms.ModelForm):
    """A form that is not saved, whatever it holds; what else is wrong with it is said as well."""

    refusal: ClassVar[Any] = ""

    def clean(self) -> Any:
        """Say why it is not saved."""
        self.add_error(None, ValidationError(self.refusal, code="stale"))
        return super().clean()


class GuardsSaves(admin.ModelAdmin):
    """For records with history. Whoever saves holds a lock on the record from before it is read until it is stored."""

    # The relation to the record on whose page this one is edited too: it is locked along with it.
    belongs_to: ClassVar[str] = ""
    # Prefix of a formset → what belongs to its rows, but is edited elsewhere: model and column that leads to the row.
    below_rows: ClassVar[Mapping[str, tuple[type[Model], str]]] = {}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, which carries what was seen of the record when it was shown."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        state = request.__dict__.get("guard", {})
        if refusal := state.get("refusal"):
            form = type(form)(form.__name__, (RefusedForm, form), {"refusal": refusal})
        if change and (saw := state.get("seen")) and self.has_change_permission(request, obj):
            field = forms.CharField(required=False, label="", initial=saw, widget=forms.HiddenInput)
            form.base_fields[reconcile.SEEN] = field
        return form

    def get_inline_formsets(self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None) -> Any:
        """A refused form shows every row as it was sent, also rows whose object somebody else deleted meanwhile.

        Django pairs rows with what is stored now, in its order, and drops those that are left over.
        """
        for formset in formsets:
            if formset.is_bound:
                rows = [form.instance for form in formset.initial_forms]
                formset._queryset = [None if row._state.adding else row for row in rows]
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    def _changeform_view(self, request: Any, object_id: Any, form_url: str, extra_context: Any) -> Any:
        """The form of a record. A save runs inside a transaction."""
        request.__dict__["guard"] = {}
        key = _key(object_id)
        if key is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        if request.method != "POST":
            # Before anything of the record is read: what is stored in between must count as not seen.
            self._note(request, seen=seen.written(seen.newest(self._trails(request), key)))
            return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        self._lock(key)
        trails = self._trails(request)
        newest = seen.newest(trails, key)
        record = self.get_object(request, unquote(object_id))
        if record is None and self.model._default_manager.filter(pk=key).exists():
            return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        if record is None:
            return self._deleted_meanwhile(request, key, trails, object_id, form_url, extra_context)
        outcome = self._outcome(request, record, trails, newest)
        self._note(request, seen=seen.written(newest))
        if outcome and outcome.merge:
            return self._refused(request, object_id, form_url, extra_context)
        return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def _outcome(
        self, request: Any, record: Any, trails: list[seen.Trail], newest: seen.Seen
    ) -> reconcile.Outcome | None:
        """What becomes of the form that was sent; None where nobody else saved. The request is changed accordingly."""
        shown = seen.read(request.POST.get(reconcile.SEEN, ""), trails)
        asked = request.POST.getlist(reconcile.ASKED)
        if (shown == newest and not asked) or not self.has_change_permission(request, record):
            return None
        begun = seen.read(request.POST.get(reconcile.BEGUN, ""), trails)
        layout = Layout(self, request, record, trails)
        outcome = reconcile.reconcile(layout, request.POST, shown=shown, newest=newest, begun=begun)
        post = outcome.post
        post[reconcile.SEEN] = seen.written(newest)
        if hasattr(record, "version"):
            post["seen_version"] = str(record.version)
        request.POST = post
        if outcome.merge:
            since = (begun or shown) if outcome.undecided else shown
            last = seen.last_save(trails, record.pk, newest, since)
            found = panel.panel(layout, outcome, last, seen.written(since) if since else "")
            self._note(request, panel=found, refusal=UNDECIDED if outcome.undecided else STALE)
        return outcome

    def _refused(self, request: Any, object_id: Any, form_url: str, extra_context: Any) -> Any:
        context = {**(extra_context or {}), "conflict": request.__dict__["guard"]["panel"]}
        response = super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        response.status_code = 409
        return response

    def _deleted_meanwhile(
        self, request: Any, key: int, trails: list[seen.Trail], object_id: Any, form_url: str, extra_context: Any
    ) -> Any:
        """The form comes back as that of a new record, for those who may make one; others can copy what they typed."""
        last = trails[0].rows(key).order_by("-history_id").first()
        if last is None or not self.has_change_permission(request):
            return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        if not self.has_add_permission(request):
            return held_forms.page(request, held_forms.Why.DELETED, self)
        lead = _("Nothing you typed is lost: it is in the form below. Save it, and it is made anew as it stands there.")
        heading = panel.deleted_when(seen.LastSave(last.history_date, last.history_user_id))
        found = panel.Panel(heading, lead, file_lost=bool(request.FILES))
        request.POST = self._as_new(request.POST)
        self._note(request, panel=found, refusal=DELETED)
        options = self.model._meta
        address = reverse(f"admin:{options.app_label}_{options.model_name}_add", current_app=self.admin_site.name)
        return self._refused(request, None, address, extra_context)

    def _as_new(self, sent: QueryDict) -> QueryDict:
        """The same form for a record that is not stored, and so are its rows."""
        post = sent.copy()
        for trail in seen.trails(self.model, [inline(self.model, self.admin_site) for inline in self.inlines], {}):
            if not trail.prefix or f"{trail.prefix}-{INITIAL_FORM_COUNT}" not in post:
                continue
            post[f"{trail.prefix}-{INITIAL_FORM_COUNT}"] = "0"
            names = {trail.key, trail.parent.removesuffix("_id")}
            key = re.compile(rf"{re.escape(trail.prefix)}-\d+-({'|'.join(map(re.escape, names))})")
            for name in [name for name in post if key.fullmatch(name)]:
                post[name] = ""
        return post

    def _trails(self, request: HttpRequest) -> list[seen.Trail]:
        """What tells of a save, of those rows that the person may change in this form."""
        inlines = [inline(self.model, self.admin_site) for inline in self.inlines]
        return seen.trails(
            self.model, [inline for inline in inlines if inline.has_change_permission(request)], self.below_rows
        )

    def _lock(self, key: int) -> None:
        """Let nobody else save it until the transaction ends: by the row that everybody locks, the parent's."""
        model: Any = self.model
        record: int | None = key
        if self.belongs_to:
            column: Any = model._meta.get_field(self.belongs_to)
            record = model._default_manager.filter(pk=key).values_list(column.attname, flat=True).first()
            model = column.related_model
        if issubclass(model, Entry):
            model = Entry
        model._default_manager.select_for_update().filter(pk=record).values_list("pk").first()

    def _note(self, request: HttpRequest, **state: Any) -> None:
        request.__dict__["guard"].update(state)


def _key(object_id: Any) -> int | None:
    """A row's number from an address; None for what cannot be one, and for the form of a new record."""
    text = unquote(str(object_id or ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < seen.DIGITS else None
