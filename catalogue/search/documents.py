"""What is stored of an entry: its row for lists, and every posting that it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from catalogue import registry
from catalogue.evidence import Evidence
from catalogue.markup import plain
from catalogue.models import Citation, Entry, Status
from catalogue.search import fields
from catalogue.search.analysis import fold, run, stored_forms, tokens
from catalogue.search.facets import Facet
from catalogue.search.models import Document

BATCH = 500  # entries that are read at once

Key = tuple[str, str]  # field and value of a posting


@dataclass(frozen=True)
class Description:
    """A published entry as the index stores it."""

    document: Document  # without its postings, which have numbers only there
    keys: frozenset[Key]


def describe(entries: Iterable[int]) -> Iterator[Description]:
    """Those of the entries (primary keys) that are published, in a number of queries that does not grow with them."""
    wanted = list(entries)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for entry_type in registry.all_types():
            yield from _describe(entry_type, batch)


def _describe(entry_type: registry.EntryType, batch: list[int]) -> Iterator[Description]:
    entries = entry_type.model.objects.filter(status=Status.PUBLISHED, pk__in=batch).order_by("pk")
    loaded = list(entries.prefetch_related("places"))
    if not loaded:
        return
    keys: dict[int, set[Key]] = {entry.pk: {(fields.TYPE, entry_type.key)} for entry in loaded}
    here = entries.model.objects.filter(pk__in=list(keys))
    for facet in entry_type.filterset.base_filters.values():
        if isinstance(facet, Facet):
            for pk, value in facet.pairs(here):
                keys[pk].add((facet.field_name, value))
    citations: dict[int, list[Citation]] = {pk: [] for pk in keys}
    for citation in Citation.objects.filter(entry__in=list(keys)).select_related("source").order_by("position", "pk"):
        citations[citation.entry_id].append(citation)
    for entry in loaded:
        document = _document(entry, citations[entry.pk])
        passages = {(fields.PARAGRAPH, passage(citation)) for citation in citations[entry.pk]}
        yield Description(document, frozenset(keys[entry.pk] | passages | set(_words(entry, citations[entry.pk]))))


def passage(citation: Citation) -> str:
    """The paragraph that a citation rests on, as a short value: sections have long headings."""
    section = hashlib.sha256(citation.section.encode()).hexdigest()[:12]
    return f"{citation.source_id}/{section}/{citation.paragraph}"


def _document(entry: Any, citations: list[Citation]) -> Document:
    return Document(
        entry=entry.pk,
        type=entry.TYPE,
        slug=entry.slug,
        name_en=entry.name_en,
        name_es=entry.name_es,
        summary_en=entry.summary_en,
        summary_es=entry.summary_es,
        text_en="\n".join([*_body(entry, "en"), *_more(entry, citations, "en")]),
        text_es="\n".join([*_body(entry, "es"), *_more(entry, citations, "es")]),
        aliases=entry.aliases,
        card=card(entry, citations),
        citations=len(citations),
        created=entry.created,
        starts=getattr(entry, "starts", None),
        ends=getattr(entry, "ends", None),
    )


def card(entry: Any, citations: list[Citation]) -> dict:
    """What a row of a list shows beside the texts, as JSON.

    ``fact`` is the column and the value of its first short fact, ``places`` are primary keys, ``evidence`` is what its
    citations add up to.
    """
    evidence = Evidence.of(citations)
    first = entry.entry_type.facts[:1]
    value = getattr(entry, first[0]) if first else ""
    return {
        "fact": [first[0], value] if isinstance(value, str) and value else None,
        "places": [place.pk for place in entry.places.all()],
        "evidence": evidence.stored(),
    }


def _body(entry: Entry, language: str) -> list[str]:
    """Its text, as plain lines."""
    return _lines(getattr(entry, f"body_{language}"))


def _more(entry: Entry, citations: list[Citation], language: str) -> list[str]:
    """What else its page says: sections, claims, where it is."""
    sections = [getattr(entry, f"{name}_{language}") for name in entry.entry_type.sections]
    claims = [getattr(citation, f"claim_{language}") for citation in citations]
    places = [getattr(place, f"name_{language}") for place in entry.places.all()]
    return [*(line for section in sections for line in _lines(section)), *claims, *places]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in plain(text).splitlines() if line.strip()]


def _words(entry: Any, citations: list[Citation]) -> Iterator[Key]:
    """The forms of its words by where they stand, its names as a whole, and its words as they are written."""
    names = [entry.name_en, entry.name_es, *entry.aliases]
    texts = [
        (fields.NAME, entry.name_en, ("en",)),
        (fields.NAME, entry.name_es, ("es",)),
        *((fields.ALIAS, alias, ("en", "es")) for alias in entry.aliases),
        (fields.SUMMARY, entry.summary_en, ("en",)),
        (fields.SUMMARY, entry.summary_es, ("es",)),
        *((fields.TEXT, "\n".join(_body(entry, language)), (language,)) for language in ("en", "es")),
        *((fields.EVIDENCE, "\n".join(_more(entry, citations, language)), (language,)) for language in ("en", "es")),
    ]
    for field, text, languages in texts:
        for word in set(tokens(text)):
            yield fields.SPELT, fold(word)
            if field in (fields.NAME, fields.ALIAS):
                yield fields.TITLE, fold(word)
            for form in stored_forms(word, languages):
                yield field, form
    yield from ((fields.EXACT, run(name)) for name in names if run(name))
