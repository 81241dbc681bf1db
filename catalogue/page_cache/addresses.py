"""Which addresses are the same page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

MOST_PARAMETERS = 100
LONGEST = 2000  # characters of a query string
LONGEST_PATH = 300

View = Callable[..., Any]


def with_parameters(*names: str) -> Callable[[View], View]:
    """Mark a view as one whose answer hangs on nothing but its path, these parameters and what the index knows.

    Views that are classes say so by a ``parameters`` of their own.
    """

    def mark(view: View) -> View:
        view.parameters = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def canonical(path: str, query: str) -> str | None:
    """The query string without what the page does not know, in order; None for pages that may not be kept.

    ``path`` begins with a language. Longer paths, and more or longer parameters, than anybody means are left to Django.
    """
    if len(path) > LONGEST_PATH or len(query) > LONGEST:  # asked before anything is remembered: memory is bounded
        return None
    return _canonical(path, query)


@lru_cache(maxsize=5_000)
def _canonical(path: str, query: str) -> str | None:
    known = _parameters(path)
    if known is None:
        return None
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    # By name alone: where a name comes twice, the order of its values is the reader's.
    return urlencode(sorted(((name, value) for name, value in pairs if name in known), key=lambda pair: pair[0]))


@lru_cache(maxsize=10_000)
def _parameters(path: str) -> frozenset[str] | None:
    language = path[1:3]
    if path[3:4] != "/" or language not in dict(settings.LANGUAGES):
        return None
    with translation.override(language):
        try:
            view: Any = resolve(path).func
        except Resolver404:
            return None
    declared = getattr(getattr(view, "view_class", view), "parameters", None)
    return declared() if callable(declared) else declared
