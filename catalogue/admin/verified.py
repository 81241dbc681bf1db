"""Noting that entries were checked today: who did it is whoever is signed in, how they say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue import freshness
from catalogue.editing.several import carry_out, sentences
from catalogue.models import Entry, VerifiedHow

MOST = 500  # entries at once: a form has room for so many


class HowForm(forms.Form):
    """How somebody checked. Nothing is chosen beforehand: a habit is no check."""

    how = forms.ChoiceField(
        label=gettext_lazy("Checked today:"),
        choices=[("", gettext_lazy("How did you check?")), *VerifiedHow.choices],
        error_messages={"required": gettext_lazy("Say how you checked.")},
    )


@dataclass
class Outcome:
    """What became of noting several checks."""

    done: list[Entry] = field(default_factory=list)  # as they are stored now
    refused: list[str] = field(default_factory=list)  # sentences


@transaction.atomic
def note_checked(chosen: Mapping[int, int], *, user: Any, how: str) -> Outcome:
    """Write down that ``user`` checked entries today. ``chosen``: primary key → the version that was looked at.

    An entry that somebody saved since stays as it is: nobody has checked what it says now.
    """
    values = {"verified_on": freshness.today().isoformat(), "verified_how": how, "verified_by": user.pk}
    outcome = Outcome()
    names = {entry.pk: entry for entry in Entry.objects.filter(pk__in=list(chosen))}
    for key, version in sorted(chosen.items()):
        try:
            outcome.done.append(carry_out(key, version, values, user=user, reason=""))
        except ValidationError as error:
            entry = names.get(key)
            problems = " ".join(sentences(entry.entry_type.model, error) if entry else error.messages)
            text = _("“%(name)s” stays as it is: %(problems)s")
            outcome.refused.append(text % {"name": entry or key, "problems": problems})
    return outcome


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say what became of it, and note it among the person's recent actions."""
    for text in outcome.refused:
        messages.error(request, text)
    for entry in outcome.done:
        its_admin = admin.site.get_model_admin(type(entry))
        its_admin.log_change(request, entry, [{"changed": {"fields": ["verified_on", "verified_how"]}}])
    if count := len(outcome.done):
        text = ngettext("%(count)d entry is noted as checked.", "%(count)d entries are noted as checked.", count)
        messages.success(request, text % {"count": count})


@admin.action(permissions=["review"], description=gettext_lazy("Note the chosen entries as checked today"))
def verified_today(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Entry]
) -> HttpResponse | None:
    """Ask how they were checked, then write it down."""
    entries = list(queryset.order_by("name_en", "pk")[: MOST + 1])
    if len(entries) > MOST:
        text = _("Choose at most %(count)d entries at once.") % {"count": MOST}
        messages.error(request, text)
        return None
    form = HowForm(request.POST if "how" in request.POST else None)
    if form.is_valid():
        chosen = {entry.pk: _number(request.POST.get(f"version-{entry.pk}", "")) for entry in entries}
        tell(request, note_checked(chosen, user=request.user, how=form.cleaned_data["how"]))
        return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Checked today"),
        "opts": modeladmin.opts,
        "entries": entries,
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/verified_today.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1  # no version: the entry stays as it is
