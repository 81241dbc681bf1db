"""Merging two entries of one type, and the list of merges with the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.base import LookOnly
from catalogue.admin.entry_lookup import edit_url
from catalogue.admin.history import number
from catalogue.editing.merge import MergePlan, merge, plan, problem_with
from catalogue.editing.several import sentences
from catalogue.editing.unmerge import unmerge
from catalogue.models import ConnectionKind, Entry, Merge, Status

SHOWN = 20  # entries to choose among
SUGGESTED = 300  # names that the box for searching completes


def may_merge(request: HttpRequest) -> bool:
    """Whether somebody may make one entry of two."""
    return request.user.has_perm("catalogue.merge_entry")


@admin.action(permissions=["merge"], description=gettext_lazy("Merge the two"))
def merge_the_two(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Lead to the page that compares the two chosen entries."""
    chosen = list(queryset.order_by("pk")[:3])
    if len(chosen) != 2:
        modeladmin.message_user(request, _("Choose exactly two entries to merge."), messages.ERROR)
        return None
    kept, gone = sorted(chosen, key=lambda entry: (-_weight(entry), entry.pk))
    return HttpResponseRedirect(modeladmin.merge_address(kept.pk, gone.pk))


def _weight(entry: Any) -> int:
    """Which of two is the fuller one: what readers see first, then what rests on more."""
    return (entry.status == Status.PUBLISHED) * 1000 + entry.citation_count


class MergePages(admin.ModelAdmin):
    """Adds the pages for merging, and the ways to them. For admins of entry types."""

    def get_urls(self) -> list:
        """With ``…/merge/?kept=1&gone=2`` and ``…/1/merge/``, where the other one is chosen."""
        view = self.admin_site.admin_view
        return [
            path("merge/", view(self.merge_view), name=self._merge_name("merge")),
            path("<int:object_id>/merge/", view(self.choose_view), name=self._merge_name("merge_with")),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """For the action of the list."""
        return may_merge(request)

    def merge_address(self, kept: int, gone: int) -> str:
        """Where two entries are compared."""
        address = reverse(self._merge_page_name("merge"))
        return f"{address}?{urlencode({'kept': kept, 'gone': gone})}"

    def choose_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Look for the entry that is the same as this one."""
        entry: Any = self._entry(request, str(object_id))
        words = request.GET.get("q", "").strip()
        context = {
            "title": _("Merge “%(name)s” with another entry") % {"name": entry},
            "entry": entry,
            "words": words,
            "found": self._with_addresses(entry, self._found(request, entry, words)) if words else [],
            "alike": self._with_addresses(entry, self._said_to_be_the_same(entry)),
            "names": list(self._others(entry).values_list("name_en", flat=True).order_by("name_en")[:SUGGESTED]),
        }
        return self._merge_page(request, "admin/merge_choose.html", context)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Two entries beside each other; sent as a form they become one."""
        asked = request.POST if request.method == "POST" else request.GET
        kept, gone = (self._entry(request, asked.get(name, "")) for name in ("kept", "gone"))
        problems: list[str] = []
        picked = {key.removeprefix("choice-"): asked[key] for key in asked if key.startswith("choice-")}
        if request.method == "POST":
            seen = tuple(int(asked.get(name, "")) if asked.get(name, "").isdigit() else -1 for name in ("v1", "v2"))
            try:
                merge(kept, gone, request.user, picked=picked, seen=seen)
            except ValidationError as error:
                problems = sentences(self.model, error)
            else:
                text = _("“%(gone)s” is merged into “%(kept)s”. Its address leads here now.")
                self.message_user(request, text % {"gone": gone, "kept": kept}, messages.SUCCESS)
                return HttpResponseRedirect(edit_url(kept))
            kept, gone = (self._entry(request, str(entry.pk)) for entry in (kept, gone))
        found = plan(kept, gone)
        context = {
            "title": _("Merge two entries"),
            "plan": found,
            "choices": [(choice, picked.get(choice.key, choice.default)) for choice in found.choices],
            "problems": problems,
            "swapped": self.merge_address(gone.pk, kept.pk) if not problem_with(gone, kept) else "",
            "lists": _lists(found),
        }
        return self._merge_page(request, "admin/merge.html", context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the ways to merging, and back from it, among the tools above the form."""
        entry = context.get("original")
        if entry and entry.pk and may_merge(request):
            tools = [
                {
                    "text": _("Undo the merge with “%(name)s”") % {"name": _other(done, entry)},
                    "url": reverse("admin:catalogue_merge_undo", args=[done.pk]),
                }
                for done in _standing(entry)
            ]
            if entry.status != Status.WITHDRAWN:
                address = reverse(self._merge_page_name("merge_with"), args=[entry.pk])
                tools.append({"text": _("Merge with another…"), "url": address})
            context["object_tools"] = [*context.get("object_tools", []), *tools]
        return super().render_change_form(request, context, *args, **kwargs)

    def _entry(self, request: HttpRequest, key: str) -> Any:
        if not may_merge(request):
            raise PermissionDenied
        found = Entry.objects.filter(pk=number(key)).first()
        if found is None:
            raise Http404
        return found.typed()

    def _others(self, entry: Entry) -> QuerySet:
        """Those that an entry could be merged with."""
        return self.model._default_manager.exclude(pk=entry.pk).exclude(status=Status.WITHDRAWN)

    def _found(self, request: HttpRequest, entry: Entry, words: str) -> QuerySet:
        found, _may_repeat = self.get_search_results(request, self._others(entry), words)
        named = Case(When(Q(name_en__icontains=words) | Q(name_es__icontains=words), then=Value(0)), default=Value(1))
        return found.order_by(named, "name_en", "pk")[:SHOWN]

    def _said_to_be_the_same(self, entry: Entry) -> QuerySet:
        """What somebody thought might be the same."""
        same = Q(connections__kind=ConnectionKind.SAME_AS, connections__object=entry.pk) | Q(
            connections_to__kind=ConnectionKind.SAME_AS, connections_to__subject=entry.pk
        )
        return self._others(entry).filter(same).distinct().order_by("name_en", "pk")

    def _with_addresses(self, entry: Entry, others: QuerySet) -> list[tuple[Any, str]]:
        return [(other, self.merge_address(entry.pk, other.pk)) for other in others]

    def _merge_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _merge_page_name(self, page: str) -> str:
        return f"admin:{self._merge_name(page)}"

    def _merge_page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, frame | context)


def _lists(found: MergePlan) -> list[tuple[str, list[Any]]]:
    """Heading and rows of what becomes of evidence and connections."""
    lists = [
        (_("Evidence of “%(name)s”"), found.evidence),
        (_("Connections from “%(name)s”"), found.connections),
        (_("Connections to “%(name)s”"), found.incoming),
    ]
    return [(heading % {"name": found.gone}, rows) for heading, rows in lists if rows]


def _standing(entry: Entry) -> QuerySet[Merge]:
    """The merges of an entry that were not undone."""
    own = Q(kept=entry.pk) | Q(gone=entry.pk)
    return Merge.objects.filter(own, undone_at=None).select_related("kept", "gone")


def _other(done: Merge, entry: Entry) -> Entry:
    return done.gone if done.kept_id == entry.pk else done.kept


@admin.register(Merge)
class MergeAdmin(LookOnly):
    """Which entries were merged, by whom and when; each merge can be taken back."""

    list_title = gettext_lazy("Merges")
    list_display = ["at", "gone", "into", "by", "undone", "way_back"]
    list_display_links = None  # a line says all there is
    list_select_related = ["kept", "gone", "by", "undone_by"]
    search_fields = ["kept__name_en", "kept__name_es", "gone__name_en", "gone__name_es"]
    ordering = ["-at", "-pk"]
    list_per_page = 50
    fields = ["at", "gone", "kept", "by", "undone_at", "undone_by"]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The newest first."""
        return super().changelist_view(request, {"title": self.list_title, **(extra_context or {})})

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The way back is for those who may go it."""
        return [name for name in self.list_display if name != "way_back" or may_merge(request)]

    @admin.display(description=gettext_lazy("into"), ordering="kept__name_en")
    def into(self, done: Merge) -> str:
        """The entry that is kept, with the way to edit it."""
        return format_html('<a href="{}">{}</a>', edit_url(done.kept), done.kept)

    @admin.display(description=gettext_lazy("undone"), ordering="undone_at", empty_value="–")
    def undone(self, done: Merge) -> str | None:
        """When, and by whom."""
        if done.undone_at is None:
            return None
        return f"{done.undone_at:%Y-%m-%d} · {done.undone_by or '–'}"

    @admin.display(description=gettext_lazy("way back"), empty_value="–")
    def way_back(self, done: Merge) -> str | None:
        """To the page that takes it back."""
        if done.undone_at:
            return None
        address = reverse("admin:catalogue_merge_undo", args=[done.pk])
        label = _("Undo the merge of “%(gone)s” into “%(kept)s”") % {"gone": done.gone, "kept": done.kept}
        return format_html('<a href="{}" aria-label="{}">{}</a>', address, label, _("Undo the merge"))

    def get_urls(self) -> list:
        """With the address for taking a merge back."""
        own = path("<str:key>/undo/", self.admin_site.admin_view(self.undo_view), name="catalogue_merge_undo")
        return [own, *super().get_urls()]

    def undo_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """Say what taking a merge back does, and do it."""
        if not may_merge(request):
            raise PermissionDenied
        done = Merge.objects.select_related("kept", "gone", "by").filter(pk=number(key)).first()
        if done is None:
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            try:
                left = unmerge(done, request.user)
            except ValidationError as error:
                problems = error.messages
            else:
                self._say_undone(request, done, [str(sentence) for sentence in left])
                return HttpResponseRedirect(edit_url(done.gone))
        context = {
            "title": _("Undo the merge of “%(gone)s” into “%(kept)s”") % {"gone": done.gone, "kept": done.kept},
            "merge": done,
            "problems": problems,
            "kept_url": edit_url(done.kept),
            "gone_url": edit_url(done.gone),
            "opts": self.opts,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/merge_undo.html", {**self.admin_site.each_context(request), **context})

    def _say_undone(self, request: HttpRequest, done: Merge, left: list[str]) -> None:
        text = _("“%(gone)s” and “%(kept)s” are two entries again.") % {"gone": done.gone, "kept": done.kept}
        self.message_user(request, text, messages.SUCCESS)
        if left:
            count = ngettext("%(count)d thing stays as it is:", "%(count)d things stay as they are:", len(left))
            self.message_user(request, " ".join([count % {"count": len(left)}, *left]), messages.WARNING)
