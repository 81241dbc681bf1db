"""The names of what entries are filtered by and is no entry itself: places, sources, kinds of people."""

from __future__ import annotations

from typing import Any, NamedTuple

from catalogue import registry
from catalogue.models import Place, Source


class Name(NamedTuple):
    """What something is called, and for a place of which one it is a part."""

    slug: str
    en: str
    es: str
    part_of: int | None = None

    def in_language(self, language: str | None) -> str:
        """In English or in Spanish."""
        return self.es if language == "es" else self.en


def related_models() -> set[Any]:
    """The models that facets of any type lead to."""
    facets = [facet for entry_type in registry.all_types() for facet in entry_type.filterset.base_filters.values()]
    return {facet.related for facet in facets if hasattr(facet, "related")}


def names_of(model: Any) -> dict[int, Name]:
    """Primary key → name of each, in the order of the model."""
    columns = ("title", "title") if model is Source else ("name_en", "name_es")
    more = ("part_of",) if model is Place else ()
    rows = model._default_manager.values_list("pk", "slug", *columns, *more)
    return {pk: Name(*rest) for pk, *rest in rows}
