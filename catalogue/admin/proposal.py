"""Proposals as a list to work through, and old addresses, which nobody types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import DataError
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin import proposal_words
from catalogue.admin.base import LookOnly, RecordAdmin
from catalogue.admin.proposal_filters import Age, Author, TypeOfEntry
from catalogue.admin.review import Reviewed
from catalogue.editing.decisions import refuse_each
from catalogue.models import Proposal, SlugRedirect
from catalogue.roles import may_review

MOST = 500  # proposals that are refused at once: so many are listed before


class RefusalForm(forms.Form):
    """Why several proposals are refused."""

    reason = forms.CharField(
        label=gettext_lazy("Why, in a sentence"),
        help_text=gettext_lazy("The same for all of them. Their authors read it."),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why you refuse them.")},
        widget=AdminTextareaWidget(attrs={"rows": 3, "aria-describedby": "id_reason_helptext"}),
    )


@admin.action(permissions=["review"], description=gettext_lazy("Refuse the chosen proposals, all for one reason"))
def refuse_chosen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Proposal]
) -> HttpResponse | None:
    """Ask why, then refuse those that are still waiting."""
    chosen = list(queryset.filter(status=Proposal.Status.OPEN)[: MOST + 1])
    if len(chosen) > MOST:
        modeladmin.message_user(request, _("Choose at most %(count)d at once.") % {"count": MOST}, messages.ERROR)
        return None
    if not chosen:
        modeladmin.message_user(request, _("All of these are decided already."), messages.INFO)
        return None
    form = RefusalForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        user: Any = request.user
        count = refuse_each(chosen, user, form.cleaned_data["reason"])
        text = ngettext("%(count)d proposal was refused.", "%(count)d proposals were refused.", count)
        modeladmin.message_user(request, text % {"count": count}, messages.SUCCESS)
        if left := len(chosen) - count:
            text = ngettext(
                "%(count)d is your own or was decided meanwhile, so it stays as it is.",
                "%(count)d are your own or were decided meanwhile, so they stay as they are.",
                left,
            )
            modeladmin.message_user(request, text % {"count": left}, messages.WARNING)
        return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Refuse proposals"),
        "opts": modeladmin.opts,
        "rows": [(each, proposal_words.name(each), proposal_words.who(each)) for each in chosen],
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/proposal/refuse.html", context)


@admin.register(Proposal)
class ProposalAdmin(Reviewed, LookOnly, RecordAdmin):
    """Changes that somebody suggested, those that wait first. Whoever may not review sees their own."""

    list_display = ["name", "entry_name", "parts", "who", "outcome", "created"]
    list_select_related = ["entry", "author"]
    list_filter = ["status", Author, TypeOfEntry, Age]
    search_fields = ["entry__name_en", "entry__name_es", "note"]
    actions = [refuse_chosen]

    def has_view_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        """Reviewers see all, others what they proposed themselves: what readers write is for reviewers."""
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or may_review(request.user) or obj.author_id == request.user.pk)

    def has_review_permission(self, request: HttpRequest) -> bool:
        """For the action that refuses several."""
        return may_review(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Those that the person may see."""
        proposals = super().get_queryset(request)
        return proposals if may_review(request.user) else proposals.filter(author_id=request.user.pk)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Waiting ones first, the newest first among each."""
        return [Case(When(status=Proposal.Status.OPEN, then=0), default=1).asc(), "-created", "-pk"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Proposal | None:
        """Any proposal: whether the person may see it is asked afterwards, so that they are told."""
        try:
            return Proposal.objects.select_related("entry", "author", "decided_by").filter(pk=object_id).first()
        except (ValueError, OverflowError, DataError):
            return None

    @admin.display(description=gettext_lazy("proposal"), ordering="pk")
    def name(self, proposal: Proposal) -> str:
        """By its number."""
        return proposal_words.name(proposal)

    @admin.display(description=gettext_lazy("entry"), ordering="entry__name_en")
    def entry_name(self, proposal: Proposal) -> str:
        """The entry with its type."""
        entry = proposal.entry
        return f"{entry} ({entry.entry_type.label})" if entry else "–"

    @admin.display(description=gettext_lazy("what"))
    def parts(self, proposal: Proposal) -> str:
        """Which parts of the entry it is about."""
        return proposal_words.parts(proposal)

    @admin.display(description=gettext_lazy("who"), ordering="author__username")
    def who(self, proposal: Proposal) -> str:
        """An account or a reader."""
        return proposal_words.who(proposal)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def outcome(self, proposal: Proposal) -> str:
        """Whether it waits, and else what became of it."""
        return proposal_words.outcome_in_words(proposal)


@admin.register(SlugRedirect)
class SlugRedirectAdmin(LookOnly):
    """Addresses that entries used to have. Each is made when an address is changed."""

    list_display = ["old_slug", "type", "leads_to"]
    list_select_related = ["entry"]
    list_filter = ["type"]
    search_fields = ["old_slug", "entry__name_en", "entry__name_es"]
    fields = ["type", "old_slug", "entry"]

    @admin.display(description=gettext_lazy("leads to"), ordering="entry__name_en")
    def leads_to(self, redirect: SlugRedirect) -> str:
        """The entry."""
        return str(redirect.entry)
