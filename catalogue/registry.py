"""The entry types of the catalogue. Each app registers its own; pages, search, data, API and admin go through here.

A sixth type is one folder with a model and one ``register(EntryType(...))`` in its app's ``ready`` (and what
docs/architecture.md lists beside that).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from catalogue.filters import EntryFilterSet
    from catalogue.models import Entry


@dataclass(frozen=True)
class EntryType:
    """What the rest of the catalogue has to know about one type of entry."""

    key: str  # "legal-tool": in the API, in Entry.type
    folder: str  # "legal-tools": in addresses and content files
    model: type[Entry]
    filterset: type[EntryFilterSet]
    intro: StrOrPromise  # one sentence under the heading of its list, translatable
    shelf_life: timedelta  # how long a check of one stays good (catalogue.freshness)
    # Columns of its own, in the order of the content file and of the page.
    facts: tuple[str, ...] = ()  # short values: the facts column
    sections: tuple[str, ...] = ()  # bilingual texts: the sections of the page
    sorts: tuple[str, ...] = ()  # extra orders of its list, among those of catalogue.filters.SORTS

    @property
    def label(self) -> str:
        """One of it, in the reader's language: "legal tool"."""
        return str(self.model._meta.verbose_name)

    @property
    def label_plural(self) -> str:
        """Several of it, in the reader's language: "legal tools"."""
        return str(self.model._meta.verbose_name_plural)

    def address(self, slug: str) -> str:
        """The page of one of it, in the reader's language."""
        before, after = _around(self.key, get_language())
        return f"{before}{slug}{after}"


@lru_cache
def _around(key: str, language: str | None) -> tuple[str, str]:
    """What stands before and after the slug: worked out once, since a list has dozens of addresses."""
    before, _slug, after = reverse(key, args=["slug"]).rpartition("slug")
    return before, after


_types: dict[str, EntryType] = {}


def register(entry_type: EntryType) -> None:
    """Make a type known; called once by each app when Django starts."""
    _types[entry_type.key] = entry_type


def all_types() -> Iterator[EntryType]:
    """Every type, in the order in which the catalogue shows them."""
    return iter(_types.values())


def get(key: str) -> EntryType:
    """The type with this key; raises KeyError for an unknown one."""
    return _types[key]


def by_folder(folder: str) -> EntryType | None:
    """The type whose content folder and address this is, or None."""
    return next((entry_type for entry_type in all_types() if entry_type.folder == folder), None)
