"""Other entries that rest on the same paragraphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from catalogue.models import Citation
from catalogue.search import fields
from catalogue.search.analysis import fold
from catalogue.search.documents import passage
from catalogue.search.index import Brief, Index

MOST = 6  # entries


@dataclass(frozen=True)
class Neighbour:
    """Another entry, as much of it as a link shows."""

    type: str
    slug: str
    name: str

    @classmethod
    def of(cls, brief: Brief) -> Neighbour:
        """In the reader's language."""
        return cls(brief.type, brief.slug, brief.in_language(get_language()))

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse(self.type, args=[self.slug])


def read_beside(index: Index, entry: int, citations: list[Citation]) -> list[Neighbour]:
    """Other entries that rest on the same paragraphs, most shared paragraphs first; no query."""
    passages = {passage(citation) for citation in citations}
    shared = Counter(other for each in passages for other in index.having(fields.PARAGRAPH, each) if other != entry)
    found = [(count, Neighbour.of(index.entries[pk])) for pk, count in shared.items() if pk in index.entries]
    found.sort(key=lambda pair: (-pair[0], fold(pair[1].name)))
    return [neighbour for _count, neighbour in found[:MOST]]
