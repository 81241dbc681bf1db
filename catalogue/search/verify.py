"""Is the index true? Compared, entry by entry, with what the entries themselves say now."""

from __future__ import annotations

from collections.abc import Iterator

from django.forms.models import model_to_dict
from pyroaring import BitMap

from catalogue.models import Entry
from catalogue.search.documents import Key, describe
from catalogue.search.models import Document, Posting


def differences() -> Iterator[str]:
    """A sentence for everything in the index that is not as the entries are."""
    postings: dict[Key, BitMap] = {}
    numbers = {(field, value): pk for pk, field, value in Posting.objects.values_list("pk", "field", "value")}
    stored = {document.pk: document for document in Document.objects.all()}
    for description in describe(Entry.objects.order_by("pk").values_list("pk", flat=True)):
        pk, wanted = description.document.pk, description.document
        for key in description.keys:
            postings.setdefault(key, BitMap()).add(pk)
        found = stored.pop(pk, None)
        if found is None:
            yield f"{wanted.type}/{wanted.slug} is published and not in the index."
            continue
        wanted.postings = found.postings
        if model_to_dict(found) != model_to_dict(wanted):
            yield f"{wanted.type}/{wanted.slug} is not in the index as it is now."
        if BitMap.deserialize(bytes(found.postings)) != BitMap(
            numbers[key] for key in description.keys if key in numbers
        ):
            yield f"{wanted.type}/{wanted.slug} has lost count of its postings."
    for document in stored.values():
        yield f"{document.type}/{document.slug} is in the index and not published."
    yield from _postings_that_differ(postings)


def _postings_that_differ(wanted: dict[Key, BitMap]) -> Iterator[str]:
    for posting in Posting.objects.iterator(chunk_size=2000):
        entries = BitMap.deserialize(bytes(posting.entries))
        if entries != wanted.pop((posting.field, posting.value), BitMap()) or posting.size != len(entries):
            yield f"The entries with {posting} are others now."
    for field, value in wanted:
        yield f"The entries with {field}={value} are missing."
