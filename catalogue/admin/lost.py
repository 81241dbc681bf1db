"""Evidence that leads nowhere: citations of a section or paragraph that the outline of their source does not have.

Whoever writes a citation is kept from that. It comes about when a source's outline is corrected afterwards.
"""

from __future__ import annotations

from django.db.models import QuerySet
from pyroaring import BitMap

from catalogue.models import Citation, Source
from catalogue.search import fields
from catalogue.search.documents import section_key
from catalogue.search.index import Index


def with_lost_paragraphs(citations: QuerySet[Citation]) -> set[int]:
    """The entries of those of the citations that lead nowhere. Two queries."""
    there = _paragraphs()
    rows = citations.order_by().values_list("entry", "source", "section", "paragraph")
    return {
        entry for entry, source, section, paragraph in rows if paragraph > there.get((source, section_key(section)), -1)
    }


def published_with_lost_paragraphs(index: Index) -> BitMap:
    """The same for all published entries, from the index. One query, once for each version of the index."""
    return index.keep("lost paragraphs", lambda: _published(index))


def _published(index: Index) -> BitMap:
    there, found = _paragraphs(), BitMap()
    for passage, entries in index.most_frequent_first(fields.PARAGRAPH):
        source, section, paragraph = passage.split("/")
        if int(paragraph) > there.get((int(source), section), -1):
            found |= entries
    return found


def _paragraphs() -> dict[tuple[int, str], int]:
    """How many paragraphs each section of each source has."""
    return {
        (source, section_key(item["heading"] or "")): item["paragraphs"]
        for source, outline in Source.objects.values_list("pk", "outline")
        for item in outline
    }
