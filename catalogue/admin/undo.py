"""The page on which an administrator undoes all that one account did in the last hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.editing.differences import Difference, Names, differences
from catalogue.editing.records import record_differences
from catalogue.editing.undo import LONGEST, undo_account
from catalogue.editing.undone import Did, Item
from catalogue.models import Entry

PER_PAGE = 50


class HoursForm(forms.Form):
    """How far back."""

    hours = forms.IntegerField(
        label=gettext_lazy("Hours back"),
        min_value=1,
        max_value=LONGEST,
        initial=24,
        help_text=gettext_lazy("From 1 to 168, which is a week."),
    )


class UndoForm(forms.Form):
    """From when on everything is undone, as the page showed it, and what becomes of the account."""

    since = forms.DateTimeField(widget=forms.HiddenInput)
    deactivate = forms.BooleanField(
        required=False, label=gettext_lazy("Switch the account off, too: it is signed out everywhere at once.")
    )

    def clean_since(self) -> datetime:
        """Not longer ago than a week and the time it takes to look at the page."""
        since: datetime = self.cleaned_data["since"]
        if not timezone.now() - timedelta(hours=LONGEST + 24) <= since <= timezone.now():
            raise forms.ValidationError(_("Look at the list again: this page is too old."))
        return since


@dataclass(frozen=True)
class Shown:
    """One record of the list."""

    item: Item
    address: str  # of its history, or its page
    back: list[Difference]
    stays: list[Difference]


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what undoing all that an account did would do; sent as a form it is done."""
    if not request.user.has_perm("catalogue.undo_account"):
        raise PermissionDenied
    account = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        form = UndoForm(request.POST)
        if form.is_valid():
            return _carry_out(request, account, form.cleaned_data)
    asked = HoursForm({"hours": request.GET.get("hours") or 24})
    hours = asked.cleaned_data["hours"] if asked.is_valid() else 24
    since = timezone.now() - timedelta(hours=hours)
    by: Any = request.user
    undone = undo_account(account, since, by=by, dry_run=True)
    page = Paginator(undone.items, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("Undo what “%(name)s” did") % {"name": account.get_username()},
        "account": account,
        "hours_form": asked,
        "hours": hours,
        "form": UndoForm(initial={"since": since.isoformat(timespec="microseconds")}),
        "problems": form.errors if request.method == "POST" else None,
        "undone": undone,
        "page_obj": page,
        "page_range": page.paginator.get_elided_page_range(page.number),
        "shown": _shown(page),
        "may_deactivate": _may_deactivate(request, account),
    }
    return TemplateResponse(request, "admin/undo_account.html", context)


def _carry_out(request: HttpRequest, account: User, wanted: dict[str, Any]) -> HttpResponse:
    deactivate = wanted["deactivate"] and _may_deactivate(request, account)
    undone = undo_account(account, wanted["since"], by=request.user, deactivate=deactivate)  # type: ignore[arg-type]
    text = undone.summary
    if deactivate:
        text = " ".join([text, _("The account is switched off.")])
    messages.success(request, text)
    hours = min(LONGEST, int((timezone.now() - wanted["since"]).total_seconds() // 3600) + 1)
    return HttpResponseRedirect(f"{reverse('undo-account', args=[account.pk])}?hours={hours}")


def _may_deactivate(request: HttpRequest, account: User) -> bool:
    """Nobody switches themselves off, or somebody above them."""
    may = request.user.has_perm("auth.change_user") and account.pk != request.user.pk and account.is_active
    return bool(may and (request.user.is_superuser or not account.is_superuser))


def _shown(page: Page) -> list[Shown]:
    """The records of one page with what differs; the names in it are asked for once for each model."""
    names: dict[Any, Names] = {}
    for item in page.object_list:
        known = names.setdefault(item.model, Names(item.model, []))
        known.states += [item.before, item.after, item.stored, item.stays]
    return [
        Shown(
            item,
            _address(item),
            _differences(item, item.before, item.after, names[item.model]),
            _differences(item, item.stored, item.stays, names[item.model]),
        )
        for item in page.object_list
    ]


def _differences(item: Item, before: dict[str, Any], after: dict[str, Any], names: Names) -> list[Difference]:
    if issubclass(item.model, Entry):
        return differences(item.model, before, after, names)
    return record_differences(item.model, before, after, names)


def _address(item: Item) -> str:
    """Where to look at it: "" for what is not there."""
    options = item.model._meta
    page = "change" if item.did == Did.LISTED else "history"
    if item.did == Did.DELETED or not item.model._default_manager.filter(pk=item.key).exists():
        return ""
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[item.key])
    except NoReverseMatch:
        return ""
