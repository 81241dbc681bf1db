"""The page of an entry as readers will see it, for editors, before readers see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import ResolverMatch, URLPattern, path, resolve, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalogue.models import Entry, Status
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.supposed import supposing

Way = tuple[str, str, str]  # words, address, and the language that both are in ("": the editor's)

STRIPS = {
    Status.DRAFT: gettext_lazy("This is a draft. Readers do not see it yet."),
    Status.IN_REVIEW: gettext_lazy("This waits for review. Readers do not see it yet."),
    Status.PUBLISHED: gettext_lazy("Readers see this page now."),
    Status.WITHDRAWN: gettext_lazy("This was withdrawn. Readers do not see it any more."),
}
LINKS = {"en": gettext_lazy("Preview in English"), "es": gettext_lazy("Preview in Spanish")}
OTHERS = {"en": gettext_lazy("See it in English"), "es": gettext_lazy("See it in Spanish")}  # each in that language


def preview(
    request: HttpRequest,
    entry: Entry,
    language: str,
    *,
    strip: str | Promise = "",
    ways: Iterable[Way] = (),
    change: Callable[[], Entry] | None = None,
) -> HttpResponse:
    """The public page of an entry as if it were published as it is stored now, in English or in Spanish.

    It differs from that page by a narrow strip, which says ``strip`` (by default what its status means) and where to
    go from here (``ways``), and by telling search engines to keep out. Nobody keeps the answer.

    ``change`` shows it as it is not stored: it is called first and returns the entry to show, and what it did to the
    database is undone once the page is written. It may raise what it likes. Call this outside any transaction of your
    own: the index must be read before anything is changed.
    """
    index = current()
    with translation.override(language):
        if change is None:
            page = _page(request, entry, index, strip, ways)
        else:
            with transaction.atomic():
                page = _page(request, change(), index, strip, ways)
                transaction.set_rollback(True)
    response = HttpResponse(page)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Language"] = language
    return response


def _page(request: HttpRequest, entry: Entry, index: Index, strip: str | Promise, ways: Iterable[Way]) -> str:
    """The page as HTML, made by the view that readers get."""
    shown = entry.entry_type.model.objects.get(pk=entry.pk)
    said = strip or STRIPS[Status(shown.status)]
    shown.status = Status.PUBLISHED  # as it will look; it is not saved
    address = shown.get_absolute_url()
    match = resolve(address)
    asked = _as_reader(request, address, match)
    view: Any = match.func.view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]
    view.setup(asked, *match.args, **match.kwargs)
    view.object, view.index = shown, supposing(index, shown.pk)
    context = view.get_context_data(object=shown)
    more = {"public_template": view.get_template_names()[0], "strip": said, "ways": list(ways)}
    return render_to_string("catalogue/entry_preview.html", context | more, asked)


def _as_reader(request: HttpRequest, address: str, match: ResolverMatch) -> HttpRequest:
    """The request as a reader would have made it: what a page says of its own address has to be right."""
    asked = copy(request)
    asked.method = "GET"
    asked.path = asked.path_info = address
    asked.GET = QueryDict()
    asked.META = {**request.META, "PATH_INFO": address, "QUERY_STRING": "", "REQUEST_METHOD": "GET"}
    asked.resolver_match = match
    asked.user = AnonymousUser()
    return asked


class PreviewMixin(admin.ModelAdmin):
    """Adds the page that previews an entry, and the ways to it above the form. For admins of entry types."""

    def get_urls(self) -> list[URLPattern]:
        """With the address of the preview: ``…/12/preview/es/``."""
        view = self.admin_site.admin_view(self.preview_view)
        own = path("<int:object_id>/preview/<slug:language>/", view, name=self._preview_name)
        return [own, *super().get_urls()]

    @method_decorator(require_safe)
    def preview_view(self, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
        """The preview of one entry, whatever its status, for those who may look at it in the admin."""
        entry = self.get_object(request, str(object_id))
        if entry is None or language not in dict(settings.LANGUAGES):
            raise Http404
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        other = next(code for code, _name in settings.LANGUAGES if code != language)
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk])
        with translation.override(language):
            edit = _("Back to editing")
        with translation.override(other):
            same = str(OTHERS[other])
        ways = [(edit, back, ""), (same, self._preview_address(entry, other), other)]
        return preview(request, entry, language, ways=ways)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the previews among the tools above the form."""
        if (entry := context.get("original")) and entry.pk:
            previews = [{"text": LINKS[language], "url": self._preview_address(entry, language)} for language in LINKS]
            context["object_tools"] = [*context.get("object_tools", []), *previews]
        return super().render_change_form(request, context, *args, **kwargs)

    @property
    def _preview_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_preview"

    def _preview_address(self, entry: Entry, language: str) -> str:
        return reverse(f"admin:{self._preview_name}", args=[entry.pk, language])
