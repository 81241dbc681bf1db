"""Which pictures readers may see: those that published entries have now."""

from __future__ import annotations

from functools import lru_cache

from catalogue.images.sizes import token_of
from catalogue.models import Entry
from catalogue.search import upkeep


def is_public(token: str) -> bool:
    """Whether a published entry has this picture. One short query, unless an entry changed since it was asked last."""
    return token in _public(upkeep.version())


@lru_cache(maxsize=1)
def _public(version: str) -> frozenset[str]:
    names = Entry.objects.published().exclude(image="").values_list("image", flat=True)
    return frozenset(map(token_of, names)) - {""}
