"""Where the part of a page is that a reader pointed at: in the form of the entry, and on its public page."""

from __future__ import annotations

from typing import Any

from catalogue.admin.entry_lookup import edit_url
from catalogue.editing.differences import kind_of_row
from catalogue.models import Entry, Status


def in_form(entry: Entry, about: str) -> str:
    """The address of the form, at that part if it has a place there. ``about`` as in ``Proposal``."""
    return f"{edit_url(entry)}{_mark(entry, about)}"


def _mark(entry: Entry, about: str) -> str:
    if kind := kind_of_row(about):
        keys = _keys(entry, kind)
        return f"#{kind}s-{keys.index(about)}" if about in keys else ""
    columns = {column.name for column in entry.entry_type.model._meta.get_fields()}
    column = next((each for each in (about, f"{about}_en") if each in columns), "")
    return f"#id_{column}" if column else ""


def on_page(entry: Entry, about: str) -> str:
    """The address of the public page, at that piece of evidence if it is one; "" when readers see no page."""
    if entry.status != Status.PUBLISHED:
        return ""
    keys = _keys(entry, "citation") if kind_of_row(about) == "citation" else []
    return entry.get_absolute_url() + (f"#evidence-{keys.index(about) + 1}" if about in keys else "")


def _keys(entry: Entry, kind: str) -> list[str]:
    """The keys of evidence or connections, in the order of the form."""
    rows: Any = entry.citations if kind == "citation" else entry.connections
    return [f"{kind}-{pk}" for pk in rows.values_list("pk", flat=True)]
