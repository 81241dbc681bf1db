"""An index in which something is true that is not: for looking at an entry before readers do."""

from __future__ import annotations

from dataclasses import replace

from pyroaring import BitMap

from catalogue.search import fields
from catalogue.search.documents import describe
from catalogue.search.index import NOTHING, Brief, Index
from catalogue.search.layered import Layered


def supposing(index: Index, entry: int) -> Index:
    """The index as the page of an entry would find it if the entry were published as it is stored now.

    Nothing is written, and nobody else gets to see it. It is for that page only: words and orders of lists, which the
    page does not use, stay as they were.
    """
    [description] = describe([entry], published=False)
    document = description.document
    brief = Brief(document.type, document.slug, document.name_en, document.name_es)
    former = index.entries.get(entry)
    return replace(
        index,
        everything=index.everything | BitMap([entry]),
        entries=index.entries.changed((), {entry: brief}),
        addresses=index.addresses.changed(
            [(former.type, former.slug)] if former else [], {(brief.type, brief.slug): entry}
        ),
        postings={**index.postings, **_moved(index, entry, description.keys)},
        _fetched={},
        kept={},
    )


def _moved(index: Index, entry: int, keys: frozenset[tuple[str, str]]) -> dict[str, Layered[str, BitMap]]:
    """The postings with the entry where it belongs, and nowhere else."""
    found = {}
    for name in fields.held() - {fields.SPELT, fields.TITLE}:
        held = index.postings.get(name, Layered[str, BitMap]({}))
        before = {value for value, entries in held.items() if entry in entries}
        now = {value for field, value in keys if field == name}
        changed = {value: held.get(value, NOTHING) | BitMap([entry]) for value in now - before}
        changed |= {value: held[value] - BitMap([entry]) for value in before - now}
        found[name] = held.changed((), changed)
    return found
