"""The cache as something that a web server calls, with Django behind it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.db import Error, connection

from catalogue import freshness
from catalogue.page_cache.addresses import canonical
from catalogue.page_cache.page import Page
from catalogue.search import synonyms, upkeep

ASKED_WHOLE = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
Key = tuple[str, str, bool, str, str]


class PageCache:
    """Answers readers from the pages that it keeps; what it does not have, and everything else, it asks of Django.

    A page is kept for one version of the index, and for one day: any change gives another version, and with it pages
    of before are gone; at midnight they go too, since what was checked a while ago may now be due. It serves those who
    show no cookie and no credentials. ``size`` is what it may hold, in bytes; 0: nothing.
    """

    def __init__(self, application: Any, size: int):
        self.application = application
        self.pages = Pages(size)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """One request."""
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        page = None
        version: Any = None
        if self.pages.size:
            try:
                version = freshness.today(), upkeep.version(), synonyms.stamp()
            except Error:  # Django will say what is wrong, on a connection of its own
                connection.close()
            else:
                page = self.pages.get(version, key)
        if page is None:
            page = self._ask(environ, key)
            if version and page.may_be_kept:
                self.pages.put(version, key, page)
        return page.answer(environ, start_response)

    def _key(self, environ: dict[str, Any]) -> Key | None:
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or "HTTP_COOKIE" in environ
            or "HTTP_AUTHORIZATION" in environ
        ):
            return None
        path = environ.get("PATH_INFO", "")
        query = canonical(path, environ.get("QUERY_STRING", ""))
        if query is None:
            return None
        secure = settings.BEHIND_PROXY and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
        return environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"], secure, path, query

    def _ask(self, environ: dict[str, Any], key: Key) -> Page:
        """The page from Django, whole and plain, under the address that it is kept by."""
        asked = {name: value for name, value in environ.items() if name not in ASKED_WHOLE}
        asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key[-1]}
        said: list[Any] = []
        parts = self.application(asked, lambda status, headers, *_: said.extend((status, headers)))
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = said
        return Page(status, headers, body)


class Pages:
    """Pages of one version, those asked for last, within ``size`` bytes."""

    def __init__(self, size: int):
        self.size = size
        self.held = 0
        self._version: Any = None
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: Any, key: Key) -> Page | None:
        """The page, if it is kept and of this version."""
        with self._lock:
            if version != self._version:
                return None
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def put(self, version: Any, key: Key, page: Page) -> None:
        """Keep a page, in place of those of another version."""
        with self._lock:
            if version != self._version:
                self._pages.clear()
                self._version, self.held = version, 0
            if key not in self._pages:
                self._pages[key] = page
                self.held += page.size
            while self.held > self.size:
                _key, oldest = self._pages.popitem(last=False)
                self.held -= oldest.size
