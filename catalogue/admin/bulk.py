"""Changing several entries at once: choose what, see what becomes of each, then save those that may be saved."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.days import DayInput
from catalogue.editing import several
from catalogue.editing.differences import label_of
from catalogue.editing.state import State, stored_value
from catalogue.editing.statuses import UNFINISHED, statuses_open_to
from catalogue.models import Entry, Status
from catalogue.models.entry import VerifiedHow
from catalogue.roles import may_publish, may_review
from catalogue.search.analysis import fold

MOST = 500  # entries at once
SHOWN = 20  # that are named before the rest is folded away
NOT_THEIRS = _("You may not change its status.")
ADD, TAKE = "add", "take"


class BulkForm(forms.Form):
    """What is to change. What is left empty stays as it is in every entry."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    verified_on = forms.DateField(
        label=_("Last verified"),
        required=False,
        help_text=_("The day on which all of them were checked. You are noted as the one who checked."),
        widget=DayInput,
    )
    verified_how = forms.ChoiceField(
        label=_("How it was verified"),
        required=False,
        choices=[("", _("Leave as it is")), *VerifiedHow.choices],
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=200,
        help_text=_("A short reason for readers of the history. It is public; your name is not."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data: Any = None, *, model: type[Entry], user: Any, entries: list[Entry]):
        super().__init__(data)
        self.model = model
        self.user = user
        self.entries = entries
        open_statuses = list(Status) if may_publish(user) else list(UNFINISHED)
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Leave as it is")),
            *((status.value, capfirst(str(status.label))) for status in open_statuses),
        ]
        for name in several.lists_of(model):
            self._offer(name)

    def _offer(self, name: str) -> None:
        """Two choices for a list: what to add, and what to take away of what the entries hold."""
        related: Any = self.model._meta.get_field(name).related_model
        things = {thing.pk: str(thing) for thing in related._default_manager.all()}
        held = Counter(key for entry in self.entries for key in stored_value(entry, name) or [])
        by_name = sorted(things.items(), key=lambda thing: fold(thing[1]))
        label = label_of(self.model, name)
        self.fields[f"{name}_{ADD}"] = forms.TypedMultipleChoiceField(
            label=gettext("%(list)s: add") % {"list": label},
            required=False,
            coerce=int,
            choices=by_name,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"{name}_{TAKE}"] = forms.TypedMultipleChoiceField(
            label=gettext("%(list)s: take away") % {"list": label},
            required=False,
            coerce=int,
            choices=[(key, f"{text} ({held[key]})") for key, text in by_name if key in held],
            widget=forms.CheckboxSelectMultiple,
        )

    def lists(self) -> list[tuple[Any, Any]]:
        """For each list the two fields: what to add, what to take away."""
        return [(self[f"{name}_{ADD}"], self[f"{name}_{TAKE}"]) for name in several.lists_of(self.model)]

    def clean_verified_on(self) -> Any:
        """Nobody has checked anything tomorrow."""
        day = self.cleaned_data["verified_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> None:
        """Refuse what contradicts itself, and to change nothing."""
        super().clean()
        data = self.cleaned_data
        if data.get("verified_on") and not data.get("verified_how"):
            self.add_error("verified_how", _("Say how, too. How it was checked before says nothing about this time."))
        if data.get("verified_how") and "verified_on" in data and not data["verified_on"]:
            self.add_error("verified_on", _("Say on which day, too."))
        for name in several.lists_of(self.model):
            if set(data.get(f"{name}_{ADD}") or []) & set(data.get(f"{name}_{TAKE}") or []):
                self.add_error(f"{name}_{TAKE}", _("The same is to be added and taken away. Choose one."))
        if not self.errors and not any(value for field, value in data.items() if field != "reason"):
            raise ValidationError(_("You have not chosen anything to change yet."))

    def values_for(self, entry: Entry) -> State:
        """What an entry would hold, as states hold it; valid forms only."""
        data = self.cleaned_data
        values: State = {}
        for name in several.lists_of(self.model):
            add, take = set(data[f"{name}_{ADD}"]), set(data[f"{name}_{TAKE}"])
            if add or take:
                values[name] = sorted((set(stored_value(entry, name) or []) | add) - take) or None
        if data["status"]:
            values["status"] = data["status"]
        if data["verified_on"]:
            values["verified_on"] = data["verified_on"].isoformat()
            values["verified_how"] = data["verified_how"]
            values["verified_by"] = self.user.pk
        return values

    def plans(self) -> list[several.Plan]:
        """What would become of each entry, with what this person may not do among the problems."""
        found = several.plans(self.model, [(entry, self.values_for(entry)) for entry in self.entries])
        for plan in found:
            if "status" in plan.values and plan.values["status"] not in statuses_open_to(self.user, plan.entry):
                plan.problems.insert(0, str(NOT_THEIRS))
        return found


class BulkEdit(admin.ModelAdmin):
    """Adds an action to the list of a type: "Change several at once"."""

    def get_urls(self) -> list[Any]:
        """The pages, before what would take their name for a key."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_several"
        return [path("several/", self.admin_site.admin_view(self.several_view), name=name), *super().get_urls()]

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        """Whoever may change any entry: what others send in becomes proposals, one at a time."""
        return may_review(request.user) and self.has_change_permission(request)

    @admin.action(permissions=["bulk"], description=_("Change several at once …"))
    def change_several(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask what to change in the chosen entries."""
        keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            text = gettext("These are more than %(most)d entries. Choose fewer, for example with a filter.")
            self.message_user(request, text % {"most": MOST}, messages.ERROR)
            return None
        entries = several.loaded(self.model, keys)
        form = BulkForm(model=self.model, user=request.user, entries=entries)
        return _Pages(self, request).ask(entries, form)

    def several_view(self, request: HttpRequest) -> HttpResponse:
        """What follows the choice of entries: ask again, show what would change, save."""
        if not self.has_bulk_permission(request):
            raise PermissionDenied
        pages = _Pages(self, request)
        # What was shown as changing carries its version; whoever goes back wants all that were chosen.
        versions = chosen_in(request.POST.get("all" if "again" in request.POST else "chosen", ""))
        if request.method != "POST" or not 0 < len(versions) <= MOST:
            return redirect(pages.list_address)
        entries = several.loaded(self.model, versions)
        form = BulkForm(request.POST, model=self.model, user=request.user, entries=entries)
        if "again" in request.POST or not form.is_valid():
            return pages.ask(entries, form)
        if "save" in request.POST:
            return pages.save(form, entries, versions)
        return pages.preview(form)


class _Pages:
    """What one request is answered with. Beside the admin, whose bases have many methods with plain names."""

    def __init__(self, its_admin: BulkEdit, request: HttpRequest):
        self.admin = its_admin
        self.request = request
        self.model = its_admin.model
        self.opts = its_admin.opts
        kept: Any = {"opts": self.opts, "preserved_filters": its_admin.get_preserved_filters(request)}
        where = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        self.address = add_preserved_filters(kept, reverse(f"{where}_several"))
        self.list_address = add_preserved_filters(kept, reverse(f"{where}_changelist"))  # as it was filtered

    def ask(self, entries: list[Entry], form: BulkForm) -> TemplateResponse:
        """What should change?"""
        title = ngettext("Change %(count)d entry", "Change %(count)d entries", len(entries)) % {"count": len(entries)}
        chosen = " ".join(str(entry.pk) for entry in entries)
        names = {"first": entries[:SHOWN], "rest": entries[SHOWN:]}
        return self._answer("bulk_edit", title, form=form, chosen=chosen, **names)

    def preview(self, form: BulkForm) -> TemplateResponse:
        """What would become of each."""
        plans = form.plans()
        changing = [plan for plan in plans if plan.will_change]
        return self._answer(
            "bulk_preview",
            gettext("What would change"),
            form=form,
            changing=changing,
            refused=[plan for plan in plans if plan.problems],
            same=[plan for plan in plans if not plan.values],
            chosen=" ".join(f"{plan.entry.pk}.{plan.entry.version}" for plan in changing),
            all=" ".join(str(plan.entry.pk) for plan in plans),
        )

    def save(self, form: BulkForm, entries: list[Entry], versions: dict[int, int]) -> HttpResponse:
        """Each entry for itself: what was saved by somebody meanwhile, or is refused, stays and is named."""
        done, left = 0, []
        for plan in form.plans():
            try:
                self._save_one(form, plan, versions[plan.entry.pk])
                done += 1
            except ValidationError as error:
                left.append((plan.entry, several.sentences(self.model, error)))
        gone = len(versions) - len(entries)
        text = ngettext("%(count)d entry was changed.", "%(count)d entries were changed.", done) % {"count": done}
        if left or gone:
            return self._answer("bulk_result", gettext("Not all were changed"), text=text, left=left, gone=gone)
        self.admin.message_user(self.request, text, messages.SUCCESS)
        return redirect(self.list_address)

    def _save_one(self, form: BulkForm, plan: several.Plan, version: int) -> None:
        if plan.entry.version != version:
            raise ValidationError(several.STALE)
        if plan.problems:
            raise ValidationError(plan.problems)
        reason = form.cleaned_data["reason"]
        several.carry_out(plan.entry.pk, version, plan.values, user=form.user, reason=reason)
        fields = [label_of(self.model, name) for name in plan.values]
        self.admin.log_change(self.request, plan.entry, [{"changed": {"fields": fields}}])

    def _answer(self, name: str, title: str, **context: Any) -> TemplateResponse:
        plain = {
            **self.admin.admin_site.each_context(self.request),
            "opts": self.opts,
            "title": title,
            "address": self.address,
            "list_address": self.list_address,
        }
        return TemplateResponse(self.request, f"admin/{name}.html", {**plain, **context})


def chosen_in(text: str) -> dict[int, int]:
    """The keys in "12.3 15.1", each with the version that was looked at; without one, 0. Others are left out."""
    found = {}
    for word in text.split():
        key, _dot, version = word.partition(".")
        if key.isascii() and key.isdigit() and len(key) < 19:
            found[int(key)] = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    return found
