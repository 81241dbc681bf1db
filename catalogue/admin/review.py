"""The page of one proposal: what it would change, and the decision on it, field by field."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalogue.admin import pointing
from catalogue.admin.preview import OTHERS, preview
from catalogue.admin.proposal_words import name, outcome_in_words, state_of_decision, who
from catalogue.admin.review_form import ACCEPT, REFUSE, ReviewForm
from catalogue.corrections.parts import label_of as part_in_words
from catalogue.editing.apply import apply
from catalogue.editing.decisions import AlreadyDecided, decide, may_decide, settle, withdraw
from catalogue.editing.proposals import is_remark, outcome, states_of, suggestions
from catalogue.editing.several import sentences
from catalogue.models import Entry, Proposal

NOT_YOURS = gettext_lazy("This is somebody else's proposal. You see your own.")
DECIDED_BEFORE = gettext_lazy("Somebody decided on this while you were reading. Your decision was not stored.")


class Reviewed(admin.ModelAdmin):
    """Replaces the form of a proposal by the page on which it is decided, and adds its preview."""

    def get_urls(self) -> list[Any]:
        """With the address of the preview: ``…/12/preview/es/``."""
        view = self.admin_site.admin_view(self.preview_view)
        own = path("<int:object_id>/preview/<slug:language>/", view, name="catalogue_proposal_preview")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The proposal; reviewers decide on it here, its author reads here what was decided."""
        proposal = self._seen(request, unquote(object_id))
        found = suggestions(proposal)
        if request.method != "POST":
            return self._shown(request, proposal, ReviewForm(found, initial=_seen_now(proposal)))
        form = ReviewForm(found, request.POST)
        try:
            return self._decided(request, proposal, form)
        except AlreadyDecided:
            self.message_user(request, DECIDED_BEFORE, messages.WARNING)
            return HttpResponseRedirect(request.path)
        except ValidationError as error:
            form.complain(error, proposal.entry.entry_type.model if proposal.entry else None)
            form.look_again(_seen_now(proposal))
        return self._shown(request, proposal, form)

    def _seen(self, request: HttpRequest, object_id: str) -> Proposal:
        proposal = self.get_object(request, object_id)
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied(NOT_YOURS)
        return proposal

    def _decided(self, request: HttpRequest, proposal: Proposal, form: ReviewForm) -> HttpResponse:
        """Do what the button says. Raises as ``catalogue.editing.decisions`` does."""
        user: Any = request.user
        if "_withdraw" in request.POST:
            withdraw(proposal, user)
            self.message_user(request, _("You took your proposal back."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        if not may_decide(user, proposal):
            raise PermissionDenied(_("Somebody else decides on this proposal."))
        if not form.is_valid():
            return self._shown(request, proposal, form)
        everything = ACCEPT if "_accept" in request.POST else REFUSE if "_refuse" in request.POST else ""
        reason = form.cleaned_data["reason"]
        if is_remark(proposal):
            done = settle(proposal, user, done=everything == ACCEPT, reason=reason)
        else:
            seen = {name: form.cleaned_data[name] for name in ("seen_entry", "seen_version")}
            done = decide(proposal, user, form.verdicts(everything), reason=reason, **seen)
        self._tell(request, done)
        return HttpResponseRedirect(reverse("admin:catalogue_proposal_changelist"))

    def _tell(self, request: HttpRequest, proposal: Proposal) -> None:
        address = reverse("admin:catalogue_proposal_change", args=[proposal.pk])
        link = format_html('<a href="{}">{}</a>', address, name(proposal))
        text = {
            "accepted": _("{} is accepted: the entry says so now."),
            "in part": _("{} is accepted in part: the entry says so now."),
            "refused": _("{} is refused."),
            "done": _("{} is done."),
        }[state_of_decision(proposal)]
        self.message_user(request, format_html(text, link), messages.SUCCESS)

    def _shown(self, request: HttpRequest, proposal: Proposal, form: ReviewForm) -> TemplateResponse:
        waiting = proposal.status == Proposal.Status.OPEN
        entry = proposal.entry
        context = {
            **self.admin_site.each_context(request),
            "title": f"{name(proposal)}: {entry}" if entry else name(proposal),
            "opts": self.opts,
            "proposal": proposal,
            "entry": entry,
            "edit_url": pointing.in_form(entry, proposal.about) if entry else "",
            "public_url": pointing.on_page(entry, proposal.about) if entry else "",
            "about": part_in_words(entry, proposal.about) if entry and proposal.about else "",
            "who": who(proposal),
            "outcome": outcome_in_words(proposal),
            "is_remark": is_remark(proposal),
            "form": form,
            "waiting": waiting,
            "may_decide": waiting and may_decide(request.user, proposal),
            "may_withdraw": waiting and proposal.author_id is not None and proposal.author_id == request.user.pk,
            "changed_since": [each for each in form.found if each.meanwhile],
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/proposal/review.html", context)

    @method_decorator(require_safe)
    def preview_view(self, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
        """The page of the entry as it would be if all of the proposal was accepted."""
        proposal = self._seen(request, str(object_id))
        entry = proposal.entry
        if entry is None or is_remark(proposal) or language not in dict(settings.LANGUAGES):
            raise Http404
        back = reverse("admin:catalogue_proposal_change", args=[proposal.pk])
        if proposal.status != Proposal.Status.OPEN:
            return HttpResponseRedirect(back)

        def accepted() -> Entry:
            then, now = states_of(proposal)
            return apply(entry, outcome(then, now, proposal.changes), user=None)

        other = next(code for code, _name in settings.LANGUAGES if code != language)
        with translation.override(language):
            strip = _("This is how it would look if all of proposal %(number)d was accepted.") % {"number": proposal.pk}
            ways = [(_("Back to the proposal"), back, "")]
        with translation.override(other):
            there = reverse("admin:catalogue_proposal_preview", args=[proposal.pk, other])
            ways.append((str(OTHERS[other]), there, other))
        try:
            return preview(request, entry, language, strip=strip, ways=ways, change=accepted)
        except ValidationError as error:
            problems = " ".join(sentences(entry.entry_type.model, error))
            text = _("There is no preview, because this could not be stored as it is: %(problems)s")
            self.message_user(request, text % {"problems": problems}, messages.WARNING)
            return HttpResponseRedirect(back)


def _seen_now(proposal: Proposal) -> dict[str, int]:
    """What the reviewer looks at."""
    if proposal.entry is None:
        return {}
    return {"seen_entry": proposal.entry.pk, "seen_version": proposal.entry.version}
