"""Saving what one may not change: it becomes a proposal, and nothing of the entry is stored."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.admin.why import why
from catalogue.editing.proposals import propose
from catalogue.editing.state import State, state_of
from catalogue.editing.statuses import may_change
from catalogue.models import Entry, Proposal


class OnlyProposed(Exception):
    """Ends a save that may only propose, once everything is stored: what it stored is taken back."""

    def __init__(self, state: State):
        super().__init__()
        self.state = state


class Proposing(admin.ModelAdmin):
    """Turns the save of somebody who may not change an entry directly into a proposal.

    The form, its checks and all that it stores are the same for everybody, inside a transaction that is rolled back.
    """

    change_form_template = "admin/entry_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form of an entry, and its save."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            # Locks the entry until the proposal is stored, so that nobody else's change is taken for part of it.
            entry: Any = self.get_object(request, unquote(object_id))
            before = {} if entry is None or may_change(request.user, entry) else state_of(entry)
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except OnlyProposed as proposed:
                return self._keep(request, entry, before, proposed.state)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Django's last step before it answers: by now all of the entry is stored."""
        if not may_change(request.user, obj):
            raise OnlyProposed(state_of(self.model._default_manager.get(pk=obj.pk)))
        return super().log_change(request, obj, message)

    def _keep(self, request: HttpRequest, entry: Entry, before: State, after: State) -> HttpResponseRedirect:
        author: Any = request.user
        proposal = propose(entry, author, before, after, note=why(request))
        if proposal is None:
            self.message_user(request, _("You changed nothing, so nothing was proposed."), messages.INFO)
            return HttpResponseRedirect(request.path)
        address = reverse("admin:catalogue_proposal_change", args=[proposal.pk])
        link = format_html('<a href="{}">{}</a>', address, _("Proposal %(number)d") % {"number": proposal.pk})
        text = _("Thank you. Nothing is changed yet; an editor decides. Here is what you proposed: {}.")
        self.message_user(request, format_html(text, link), messages.SUCCESS)
        return self.response_post_save_change(request, entry)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        """Say beforehand what a save will do."""
        if obj and self.has_change_permission(request, obj) and not may_change(request.user, obj):
            waiting = Proposal.objects.filter(entry=obj, author_id=request.user.pk, status=Proposal.Status.OPEN)
            context |= {"only_proposes": True, "waiting": waiting}
        return super().render_change_form(request, context, add, change, form_url, obj)
