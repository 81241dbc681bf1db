"""What a list shows of entries, read from the index."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from catalogue.evidence import Evidence
from catalogue.models import Place
from catalogue.search.index import Index
from catalogue.search.models import Document


def cards(index: Index, entries: Iterable[int], *, whole: bool = False) -> list[Document]:
    """The documents of entries (primary keys) in that order, each with its ``evidence`` and ``places``: one query.

    They come without their long texts, unless they are wanted ``whole``.
    """
    keys = list(entries)
    left_out = ("postings",) if whole else ("postings", "text_en", "text_es")
    found = Document.objects.defer(*left_out).in_bulk(keys)
    names, language = index.names(Place), get_language()
    for document in found.values():
        document.evidence = Evidence.restored(document.card["evidence"])
        document.places = [names[pk].in_language(language) for pk in document.card["places"] if pk in names]
    return [found[key] for key in keys if key in found]
