"""What a list shows of entries, read from the index."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.evidence import Evidence
from catalogue.models import Place
from catalogue.search.index import Index
from catalogue.search.models import Document

KEPT = 2_000  # documents that one index keeps, for each with and without their texts


def cards(index: Index, entries: Iterable[int], *, whole: bool = False) -> list[Document]:
    """The documents of entries (primary keys) in that order, each with its ``evidence`` and ``place_names``.

    One query, or none where the index has shown them before. They come without their long texts, unless they are
    wanted ``whole``.
    """
    keys = list(entries)
    kept: dict[int, Document] = index.keep(("cards", whole), dict)
    found = {key: document for key in keys if (document := kept.get(key)) is not None}
    if missing := [key for key in keys if key not in found]:
        new = _read(index, missing, whole)
        if len(kept) + len(new) > KEPT:
            kept.clear()
        kept.update(new)
        found |= new
    return [found[key] for key in keys if key in found]


def _read(index: Index, keys: list[int], whole: bool) -> dict[int, Document]:
    left_out = ("postings",) if whole else ("postings", "text_en", "text_es")
    found = Document.objects.defer(*left_out).in_bulk(keys)
    names = index.names(Place)
    for document in found.values():
        document.evidence = Evidence.restored(document.card["evidence"])
        document.place_names = [names[pk] for pk in document.card["places"] if pk in names]
    return found
