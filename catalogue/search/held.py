"""The index that this process holds: ``current()`` is the one that is true now.

It asks the database which version that is, one short query, and reads what changed since its own; one index takes the
place of another, and whoever still works with the former is not disturbed.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Subquery, Value
from pyroaring import BitMap

from catalogue.partial_dates import PartialDate
from catalogue.search import fields, upkeep
from catalogue.search.analysis import fold
from catalogue.search.index import Brief, Index
from catalogue.search.layered import Layered
from catalogue.search.models import Change, Document, Posting
from catalogue.search.orders import NO_KEYS, Alphabetical, with_numbers
from catalogue.search.related import names_of, related_models

LANGUAGES = ("en", "es")
POSTING = ("field", "value", "size", "entries")
COLUMNS = ("citations", "created", "starts")
MANY = 500  # changed entries from which reading everything is quicker
AT_ONCE = 5000  # rows

_lock = threading.Lock()
_held = Index()


def current() -> Index:
    """The index that is true now."""
    global _held
    version = upkeep.version()
    held = _held
    if held.version == version:
        return held
    with _lock:
        version = upkeep.version()  # another thread may have come first, and with a newer one
        if _held.version != version:
            _held = newer(_held) or whole(version)
        return _held


def whole(version: str) -> Index:
    """Everything, read from the database."""
    briefs, columns = _documents(Document.objects.order_by("pk"))
    # Of words the entries are not wanted, which would be most of what is read.
    words = Posting.objects.filter(field=fields.SPELT, size__gt=0).annotate(nothing=Value(b""))
    others = Posting.objects.filter(field__in=fields.held() - {fields.SPELT}, size__gt=0)
    held, spelt = _postings(
        chain(
            words.values_list("field", "value", "size", "nothing").iterator(chunk_size=AT_ONCE),
            others.values_list(*POSTING).iterator(chunk_size=AT_ONCE),
        )
    )
    return Index(
        version,
        BitMap(briefs),
        Layered(briefs),
        Layered(_addresses(briefs)),
        {name: Layered(values) for name, values in held.items()},
        Layered(spelt),
        sorted(spelt),
        {language: Alphabetical.of(_names(briefs, language)) for language in LANGUAGES},
        {name: with_numbers(NO_KEYS, numbers) for name, numbers in columns.items()},
        {model: names_of(model) for model in related_models()},
    )


def newer(old: Index) -> Index | None:
    """An index with all that changed since; None when that is too much, or no longer known."""
    since = Change.objects.filter(version=old.version).values("pk")[:1]
    changes = list(Change.objects.filter(pk__gt=Subquery(since)).order_by("pk")) if old.version else []
    entries = BitMap.union(BitMap(), *(BitMap.deserialize(bytes(change.entries)) for change in changes))
    if not changes or len(entries) > MANY:
        return None
    numbers = BitMap.union(*(BitMap.deserialize(bytes(change.postings)) for change in changes))
    briefs, columns = _documents(Document.objects.filter(pk__in=list(entries)))
    gone = {pk: brief for pk in entries if (brief := old.entries.get(pk))}
    held, spelt = _postings(Posting.objects.filter(pk__in=list(numbers)).values_list(*POSTING))
    used = {word: count for word, count in spelt.items() if count}
    unused = [word for word in spelt if word not in used and word in old.spelt]
    return Index(
        changes[-1].version,
        (old.everything - entries) | BitMap(briefs),
        old.entries.changed(gone, briefs),
        old.addresses.changed(_addresses(gone), _addresses(briefs)),
        {**old.postings, **{name: _changed(old.postings.get(name), values) for name, values in held.items()}},
        old.spelt.changed(unused, used),
        _reordered(old.alphabet, unused, [word for word in used if word not in old.spelt]),
        {
            language: old.by_name[language].changed(_names(gone, language), _names(briefs, language))
            for language in LANGUAGES
        },
        {name: with_numbers(old.columns[name], numbers) for name, numbers in columns.items()},
        {model: names_of(model) for model in related_models()} if any(c.names for c in changes) else old.related,
    )


def _documents(documents: Any) -> tuple[dict[int, Brief], dict[str, dict[int, int]]]:
    """Entries in a line, and the numbers by which they are ordered: column → entry → number."""
    briefs: dict[int, Brief] = {}
    columns: dict[str, dict[int, int]] = {name: {} for name in COLUMNS}
    rows = documents.values_list("pk", "type", "slug", "name_en", "name_es", *COLUMNS).iterator(chunk_size=AT_ONCE)
    for pk, *brief, citations, created, starts in rows:
        briefs[pk] = Brief._make(brief)
        columns["citations"][pk] = citations
        columns["created"][pk] = _moment(created)
        columns["starts"][pk] = _days(starts)
    return briefs, columns


def _moment(created: datetime) -> int:
    """Microseconds."""
    return int(created.timestamp() * 1_000_000)


def _days(found: PartialDate | None) -> int:
    """A partial date as a number: by its first day, then by its last; 0 when it is not known."""
    if not found:
        return 0
    first, last = found.first_day(), found.last_day()
    return (first - date.min).days * 400 + min((last - first).days, 399) + 1


def _addresses(briefs: Mapping[int, Brief]) -> dict[tuple[str, str], int]:
    return {(brief.type, brief.slug): pk for pk, brief in briefs.items()}


def _names(briefs: Mapping[int, Brief], language: str) -> list[tuple[str, int]]:
    return [(fold(brief.in_language(language)), pk) for pk, brief in briefs.items()]


def _postings(rows: Iterable[tuple[str, str, int, bytes]]) -> tuple[dict[str, dict[str, BitMap]], dict[str, int]]:
    """Postings by field and value, and of words only how many entries have each; from rows of POSTING."""
    held: dict[str, dict[str, BitMap]] = {}
    spelt: dict[str, int] = {}
    for name, value, size, entries in rows:
        if name == fields.SPELT:
            spelt[value] = size
        else:
            held.setdefault(name, {})[value] = BitMap.deserialize(bytes(entries))
    return held, spelt


def _changed(old: Layered[str, BitMap] | None, values: dict[str, BitMap]) -> Layered[str, BitMap]:
    """The values of a field with those that changed; one that no entry has any more is left out."""
    full = {value: entries for value, entries in values.items() if entries}
    return Layered(full) if old is None else old.changed(values.keys() - full.keys(), full)


def _reordered(old: list[str], gone: Iterable[str], new: Iterable[str]) -> list[str]:
    changed = list(old)
    for word in gone:
        del changed[bisect_left(changed, word)]
    for word in new:
        insort(changed, word)
    return changed
