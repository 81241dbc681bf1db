"""What became of a record, change by change, and undoing one change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from catalogue.editing.history import Change, changes_of
from catalogue.editing.records import (
    changes_of_record,
    last_known,
    problem_of_record,
    record_reversal,
    revert_record,
)
from catalogue.editing.revert import Contested, Reversal, merges_by_version, problem_of, reversal_of, revert
from catalogue.editing.several import sentences
from catalogue.editing.site_reasons import moment
from catalogue.editing.statuses import may_change
from catalogue.models import Merge, Status

PER_PAGE = 20
DIGITS = 19  # of the largest number that both databases hold
DELETED = gettext_lazy("This was deleted. Its history is still here to read.")
MEANWHILE = gettext_lazy("Somebody saved this since you opened the page. Look again, then choose.")


@dataclass(frozen=True)
class Line:
    """One change on the page of history."""

    change: Change
    what: str | Promise  # in one word
    undo: str = ""  # the address for undoing it; "" where nobody, or not this person, can
    note: str | Promise = ""  # why it cannot be undone, in a sentence
    merge: Merge | None = None  # the merge that made it, as long as that stands


class RecordHistory(SimpleHistoryAdmin):
    """History of any record: who, when, why and what, with a button to undo each change. For admins of our models."""

    def get_urls(self) -> list:
        """With the address for undoing one change: ``…/12/undo/7/``."""
        own = path(
            "<str:object_id>/undo/<str:version>/", self.admin_site.admin_view(self.undo_view), name=self._undo_name
        )
        return [own, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Every change, the newest first."""
        key = number(object_id)
        thing = self.get_object(request, str(key))
        shown = thing or self._last_known(key)
        if not self.has_view_or_change_permission(request, shown):
            raise PermissionDenied
        page = Paginator(self.past(shown), PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        may_undo = thing is not None and self.may_undo(request, thing)
        context = {
            "title": _("History of “%(name)s”") % {"name": shown},
            "object": shown,
            "page_obj": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "lines": self.lines(shown, list(page.object_list), may_undo=may_undo),
            "gone": "" if thing else DELETED,
            "is_there": thing is not None,
        }
        return self._page(request, "admin/history.html", context | (extra_context or {}))

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Not simple-history's form of a whole old state: one change at a time is undone, by one set of rules."""
        key, row = number(object_id), number(version_id)
        version = self.version_of(key, row)
        if version is None:
            raise Http404
        return HttpResponseRedirect(self._undo_address(key, version))

    def undo_view(self, request: HttpRequest, object_id: str, version: str) -> HttpResponse:
        """What undoing one change would do; sent as a form it is done, if need be after a choice."""
        key, chosen = number(object_id), number(version)
        thing = self.get_object(request, str(key))
        if thing is None:
            raise Http404
        if request.method == "POST":
            return self._undo(request, thing, chosen)
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        return self._undo_page(request, thing, self._reversal(thing, chosen))

    # what differs between entries and other records

    def past(self, thing: Any) -> list[Change]:
        """Its changes, the newest first."""
        return changes_of_record(self.model, thing.pk)

    def version_of(self, key: int, row: int) -> int | None:
        """The version of the change that a row of history belongs to."""
        known = self.model.history.filter(**{self.model._meta.pk.attname: key}, pk=row)
        return row if known.exists() else None

    def lines(self, thing: Any, changes: Collection[Change], *, may_undo: bool) -> list[Line]:
        """The changes with what can be done about each."""
        return [self._line(thing, change, problem_of_record(self.model, change), may_undo) for change in changes]

    def may_undo(self, request: HttpRequest, thing: Any) -> bool:
        """Whether somebody may undo changes of it: those who may save its form."""
        return self.has_change_permission(request, thing)

    def reversal(self, thing: Any, version: int) -> Reversal | None:
        """What undoing one change would do."""
        return record_reversal(thing, version)

    def revert(self, request: HttpRequest, thing: Any, version: int, take: Collection[str] | None) -> Any:
        """Undo one change."""
        return revert_record(thing, version, request.user, take=take)

    # how it is done

    def _line(self, thing: Any, change: Change, note: str | Promise, may_undo: bool, merge: Any = None) -> Line:
        undo = self._undo_address(thing.pk, change.version) if may_undo and not note else ""
        return Line(change, _in_a_word(change), undo, note if may_undo else "", merge)

    def _reversal(self, thing: Any, version: int) -> Reversal:
        found = self.reversal(thing, version)
        if found is None:
            raise Http404
        return found

    def _undo(self, request: HttpRequest, thing: Any, version: int) -> HttpResponse:
        if not self.may_undo(request, thing):
            raise PermissionDenied
        take = None
        if "decided" in request.POST:
            reversal = self._reversal(thing, version)
            if request.POST.get("seen") != str(reversal.version):
                return self._undo_page(request, thing, reversal, [MEANWHILE])
            take = {key for key in reversal.old if request.POST.get(f"choice-{key}") == "old"}
        try:
            self.revert(request, thing, version, take)
        except Contested as contested:
            return self._undo_page(request, thing, contested.reversal)
        except LookupError as error:
            raise Http404 from error
        except ValidationError as error:
            problems = sentences(self.model, error) if hasattr(self.model, "TYPE") else error.messages
            return self._undo_page(request, thing, self._reversal(thing, version), problems)
        self._say_done(request, thing, version)
        return HttpResponseRedirect(self._address("history", thing.pk))

    def _say_done(self, request: HttpRequest, thing: Any, version: int) -> None:
        change = next(change for change in self.past(thing) if change.version == version)
        text = _("The change of %(moment)s is undone. This is a change too: you can undo it again.")
        self.message_user(request, text % {"moment": moment(change.at)}, messages.SUCCESS)

    def _undo_page(
        self, request: HttpRequest, thing: Any, reversal: Reversal, problems: Collection[str | Promise] = ()
    ) -> HttpResponse:
        context = {
            "title": _("Undo the change of %(moment)s") % {"moment": moment(reversal.change.at)},
            "object": thing,
            "reversal": reversal,
            "problems": list(problems),
            "history_url": self._address("history", thing.pk),
            "may_undo": self.may_undo(request, thing) and not reversal.problem,
        }
        return self._page(request, "admin/undo_change.html", context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, frame | context)

    def _last_known(self, key: int) -> Any:
        row = last_known(self.model, key)
        if row is None:
            raise Http404
        return row.instance

    @property
    def _undo_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_undo"

    def _address(self, page: str, key: int) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[quote(key)])

    def _undo_address(self, key: int, version: int) -> str:
        return reverse(f"admin:{self._undo_name}", args=[key, version])


class EntryHistoryPages(RecordHistory):
    """History of an entry, its evidence and connections included. For admins of entry types."""

    def past(self, thing: Any) -> list[Change]:
        """Its changes, the newest first."""
        return changes_of(thing)

    def version_of(self, key: int, row: int) -> int | None:
        """The version of the entry that a row of its history holds."""
        return self.model.history.filter(id=key, pk=row).values_list("version", flat=True).first()

    def lines(self, thing: Any, changes: Collection[Change], *, may_undo: bool) -> list[Line]:
        """The changes with what can be done about each; merges are undone as a whole."""
        merges = merges_by_version(thing)
        found = []
        for change in changes:
            merge = merges.get(change.version)
            standing = merge if merge and not merge.undone_at else None
            found.append(self._line(thing, change, problem_of(change, merges), may_undo, standing))
        return found

    def may_undo(self, request: HttpRequest, thing: Any) -> bool:
        """Whether what somebody saves of the entry is stored at once. Of everybody else it becomes a proposal."""
        return super().may_undo(request, thing) and may_change(request.user, thing)

    def reversal(self, thing: Any, version: int) -> Reversal | None:
        """What undoing one change would do."""
        return reversal_of(thing, version)

    def revert(self, request: HttpRequest, thing: Any, version: int, take: Collection[str] | None) -> Any:
        """Undo one change."""
        return revert(thing, version, request.user, take=take)


def number(text: str) -> int:
    """A row's number from an address; raises Http404 for what cannot be one."""
    if not (text.isascii() and text.isdigit() and len(text) < DIGITS):
        raise Http404
    return int(text)


def _in_a_word(change: Change) -> str:
    """What a change was, as far as one word can say."""
    status = change.after.get("status")
    if change.is_first:
        return _("Begun")
    if not change.after:
        return _("Deleted")
    if not change.before:
        return _("Brought back")
    if status != change.before.get("status"):
        if status == Status.PUBLISHED:
            return _("Published")
        if status == Status.WITHDRAWN:
            return _("Withdrawn")
    return _("Changed")
