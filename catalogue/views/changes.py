"""What was changed on the page of an entry, as a page and as a feed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import site
from catalogue.data.formats import NOT_XML
from catalogue.days import day_of, start_of
from catalogue.editing.public import PublicChange, public_changes
from catalogue.search.held import current
from catalogue.views.beside_entry import BesideEntry

PAGE_SIZE = 20  # changes
MOST = 50  # in the feed


class Changes(BesideEntry):
    """The changes since an entry was first published, the newest first; with ``format=atom`` the same as a feed.

    The page cache may keep both: whatever writes an entry's history writes in the same transaction to the entry, its
    evidence or its connections, and each of these gives the index a new version.
    """

    parameters = frozenset({"page", "format"})
    template_name = "catalogue/changes.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Which index, the entry, and what its history asks."""
        changes = public_changes(self.entry, current())
        if request.GET.get("format") == "atom":
            return self._feed(changes[:MOST])
        page, problem = _page(changes, request.GET.get("page") or "1")
        context = self.get_context_data(page_obj=page, problem=problem, feed=f"{request.path}?format=atom")
        if page.has_previous():
            context["previous_page"] = f"?page={page.previous_page_number()}"
        if page.has_next():
            context["next_page"] = f"?page={page.next_page_number()}"
        return self.render_to_response(context)

    def _feed(self, changes: list[PublicChange]) -> HttpResponse:
        """In the language of the address, which its ids name too: they outlive a change of the entry's address."""
        page = self.request.build_absolute_uri(self.request.path)
        feed = _Feed(
            title=_xml(_("What was changed: %(name)s") % {"name": self.entry.name}),
            link=page,
            description=None,
            language=get_language(),
            author_name=_xml(site.name()),
            feed_url=f"{page}?format=atom",
            feed_guid=self._tag(self.entry.created),
            feed_copyright="CC BY 4.0",
            if_empty=start_of(day_of(self.entry.updated)),
        )
        for change in changes:
            feed.add_item(
                title=_xml(" · ".join(change.parts)),
                link=f"{page}#change-{change.version}",
                unique_id=self._tag(change.on, f"/{change.version}"),
                # The feed declares its summaries to be HTML; without a reason there is none.
                description=escape(_xml(change.reason)) or None,  # type: ignore[arg-type]
                updateddate=start_of(change.on),
            )
        response = HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)
        response.headers["Content-Disposition"] = 'inline; filename="changes.atom"'
        response.headers["Content-Language"] = get_language() or settings.LANGUAGE_CODE
        return response

    def _tag(self, on: date, rest: str = "") -> str:
        """A name of our own for all time (RFC 4151), that no other day, site or entry gives."""
        host, _port = split_domain_port(self.request.get_host())
        return f"tag:{host},{on:%Y-%m-%d}:{get_language()}/{self.entry.type}/{self.entry.pk}/changes{rest}"


class _Feed(Atom1Feed):
    """Without entries, it is as old as what it is about: Django would say that it is new at every look."""

    def latest_post_date(self) -> datetime:
        """When the newest entry was changed."""
        return super().latest_post_date() if self.items else self.feed["if_empty"]


def _page(changes: list[PublicChange], asked: str) -> tuple[Page, str]:
    """The page asked for; the nearest one, and a sentence, when there is no such page."""
    paginator = Paginator(changes, PAGE_SIZE)
    try:
        return paginator.page(asked), ""
    except InvalidPage:
        page = paginator.get_page(asked)
        sentence = _("There is no page “%(asked)s”. This is page %(shown)d of %(last)d.")
        return page, sentence % {"asked": asked[:20], "shown": page.number, "last": paginator.num_pages}


def _xml(text: str) -> str:
    return NOT_XML.sub("", text)
