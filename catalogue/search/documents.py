"""What is stored of an entry: its row for lists, and every posting that it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from catalogue import registry
from catalogue.evidence import Evidence
from catalogue.markup import plain
from catalogue.models import Citation, Entry, Status
from catalogue.search import fields
from catalogue.search.analysis import fold, forms, run, tokens
from catalogue.search.facets import Facet
from catalogue.search.models import Document

BATCH = 500  # entries that are read at once

LANGUAGES = ("en", "es")

Key = tuple[str, str]  # field and value of a posting
Texts = dict[str, tuple[list[str], list[str]]]  # language → lines of the text, and of what else the page says


@dataclass(frozen=True)
class Description:
    """A published entry as the index stores it."""

    document: Document  # without its postings, which have numbers only there
    keys: frozenset[Key]


def describe(entries: Iterable[int], *, published: bool = True) -> Iterator[Description]:
    """Those of the entries (primary keys) that are published, in a number of queries that does not grow with them.

    ``published=False``: all of them, as they would be stored if they were.
    """
    wanted = list(entries)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for entry_type in registry.all_types():
            yield from _describe(entry_type, batch, published)


def _describe(entry_type: registry.EntryType, batch: list[int], published: bool) -> Iterator[Description]:
    entries = entry_type.model.objects.filter(pk__in=batch).order_by("pk")
    if published:
        entries = entries.filter(status=Status.PUBLISHED)
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
        own = citations[entry.pk]
        texts = {language: (_body(entry, language), _more(entry, own, language)) for language in LANGUAGES}
        passages = {(fields.PARAGRAPH, passage(citation)) for citation in own}
        found = keys[entry.pk] | passages | set(_words(entry, texts))
        yield Description(_document(entry, own, texts), frozenset(found))


def passage(citation: Citation) -> str:
    """The paragraph that a citation rests on, as a short value."""
    return f"{citation.source_id}/{section_key(citation.section)}/{citation.paragraph}"


def section_key(section: str) -> str:
    """A section as a short value: some have long headings."""
    return hashlib.sha256(section.encode()).hexdigest()[:12]


def _document(entry: Any, citations: list[Citation], texts: Texts) -> Document:
    whole = {f"text_{language}": "\n".join([*body, *more]) for language, (body, more) in texts.items()}
    return Document(
        **whole,
        entry=entry.pk,
        type=entry.TYPE,
        slug=entry.slug,
        name_en=entry.name_en,
        name_es=entry.name_es,
        summary_en=entry.summary_en,
        summary_es=entry.summary_es,
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


def _words(entry: Any, texts: Texts) -> Iterator[Key]:
    """The forms of its words by where they stand, its names as a whole, and its words as they are written."""
    names = [entry.name_en, entry.name_es, *entry.aliases]
    places = [
        (fields.NAME, entry.name_en, ("en",)),
        (fields.NAME, entry.name_es, ("es",)),
        *((fields.ALIAS, alias, LANGUAGES) for alias in entry.aliases),
        (fields.SUMMARY, entry.summary_en, ("en",)),
        (fields.SUMMARY, entry.summary_es, ("es",)),
        *((fields.TEXT, line, (language,)) for language, (body, _more) in texts.items() for line in body),
        *((fields.EVIDENCE, line, (language,)) for language, (_body, more) in texts.items() for line in more),
    ]
    for field, text, languages in places:
        for word in set(tokens(text)):
            yield from _keys_of_word(field, word, languages)
    yield from ((fields.EXACT, run(name)) for name in names if run(name))


@lru_cache(maxsize=500_000)
def _keys_of_word(field: str, word: str, languages: tuple[str, ...]) -> tuple[Key, ...]:
    """The postings that a word in a place belongs to; kept, because most words come again and again."""
    keys = [(fields.SPELT, fold(word)), *((field, form) for form in forms(word, languages))]
    if field in fields.VERY_WORDS:
        keys.append((field, f"={fold(word)}"))
    if field in (fields.NAME, fields.ALIAS):
        keys.append((fields.TITLE, fold(word)))
    return tuple(keys)
