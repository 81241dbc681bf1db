"""Pages that stand beside that of an entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from catalogue.models import Entry, SlugRedirect, Status


class BesideEntry(TemplateView):
    """A page about a published entry, below the entry's address. An old address leads to the same page at the new one.

    The address gives ``type``, a key of the registry, and ``slug``.
    """

    entry: Entry

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the entry first: one query."""
        at = {"type": kwargs["type"], "slug": kwargs["slug"]}
        entry = Entry.objects.published().filter(**at).first()
        if entry is None:
            return self._moved(request, **at)
        self.entry = entry
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry and its type."""
        return super().get_context_data(entry=self.entry, entry_type=self.entry.entry_type, **kwargs)

    def address(self, name: str) -> str:
        """Another page beside the same entry, by the end of its name: "changes"."""
        return reverse(f"{self.entry.type}-{name}", args=[self.entry.slug])

    def _moved(self, request: HttpRequest, type: str, slug: str) -> HttpResponseBase:
        old = get_object_or_404(
            SlugRedirect.objects.select_related("entry"), type=type, old_slug=slug, entry__status=Status.PUBLISHED
        )
        found: Any = request.resolver_match
        address = reverse(found.url_name, args=[old.entry.slug])
        query = request.META.get("QUERY_STRING", "")
        # What was typed into a form goes along.
        return HttpResponsePermanentRedirect(
            f"{address}?{query}" if query else address, preserve_request=request.method == "POST"
        )
