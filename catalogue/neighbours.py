"""The other entries on an entry's page: those connected with it, and those that rest on the same paragraphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from catalogue import registry
from catalogue.models import Citation, Connection, ConnectionKind, Source
from catalogue.search import fields
from catalogue.search.analysis import fold
from catalogue.search.documents import passage
from catalogue.search.facets import EntryFacet
from catalogue.search.index import Brief, Index

MOST_BESIDE = 6  # entries


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
        return registry.get(self.type).address(self.slug)


@dataclass(frozen=True)
class Line:
    """A connection as the page of one of its ends shows it."""

    entry: Neighbour  # at the other end
    note: str
    number: int | None  # of its citation in the evidence of the page; None when it is in that of the other entry
    source: Source  # of that citation: slug, title and language
    standing: str  # of that citation


@dataclass(frozen=True)
class Group:
    """Connections that read alike from here: "Uses", "Used by"."""

    heading: str
    lines: list[Line]
    url: str  # the list of the same entries, to filter further; "" where no list is just these
    kind: ConnectionKind


def connections_of(index: Index, entry: int, citations: list[Citation]) -> list[Group]:
    """An entry's connections with published entries, grouped by how they read from its side: one query.

    ``citations`` are the entry's own, in order: their places are the numbers of its evidence.
    """
    numbers = {citation.pk: number for number, citation in enumerate(citations, 1)}
    here = index.entries.get(entry)
    groups: dict[str, list[Line]] = {}
    urls: dict[str, str] = {}
    kinds: dict[str, ConnectionKind] = {}
    rows = Connection.objects.filter(Q(subject=entry) | Q(object=entry))
    about = [f"citation__source__{column}" for column in ("slug", "title", "language")]
    columns = ["kind", "subject", "object", "note_en", "note_es", "citation", "citation__standing", *about]
    for kind, subject, obj, in_english, in_spanish, citation, standing, *source in rows.values_list(*columns):
        outward = subject == entry
        brief = index.entries.get(obj if outward else subject)
        if brief is None:
            continue
        ends = ConnectionKind(kind).ends
        slug, title, language = source
        said_by = Source(slug=slug, title=title, language=language)
        note = (in_spanish or in_english) if get_language() == "es" else (in_english or in_spanish)
        line = Line(Neighbour.of(brief), note, numbers.get(citation), said_by, standing)
        heading = str(ends.from_subject if outward else ends.from_object)
        groups.setdefault(heading, []).append(line)
        urls[heading] = _list(here, brief.type) if here and _only(ConnectionKind(kind)) else ""
        kinds[heading] = ConnectionKind(kind)
    for lines in groups.values():
        lines.sort(key=lambda line: fold(line.entry.name))
    return [Group(heading, lines, urls[heading], kinds[heading]) for heading, lines in groups.items()]


@cache
def _only(kind: ConnectionKind) -> bool:
    """Whether filters count no other kind between the types that it joins."""
    counted = [other for other in ConnectionKind if other not in EntryFacet.without]
    return kind in counted and not any(
        other.ends.object == kind.ends.object and set(other.ends.subjects) & set(kind.ends.subjects)
        for other in counted
        if other != kind
    )


def _list(here: Brief, type: str) -> str:
    """The list of a type narrowed to what is connected with an entry, if it has such a filter."""
    entry_type = registry.get(type)
    filters = entry_type.filterset.base_filters.items()
    name = next((name for name, each in filters if isinstance(each, EntryFacet) and each.type == here.type), "")
    return f"{reverse(entry_type.folder)}?{urlencode({name: here.slug})}" if name else ""


def read_beside(index: Index, entry: int, citations: list[Citation]) -> list[Neighbour]:
    """Other entries that rest on the same paragraphs, most shared paragraphs first; no query."""
    passages = {passage(citation) for citation in citations}
    shared = Counter(other for each in passages for other in index.having(fields.PARAGRAPH, each) if other != entry)
    found = [(count, Neighbour.of(index.entries[pk])) for pk, count in shared.items() if pk in index.entries]
    found.sort(key=lambda pair: (-pair[0], fold(pair[1].name)))
    return [neighbour for _count, neighbour in found[:MOST_BESIDE]]
