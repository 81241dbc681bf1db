"""The facts column and the sections of an entry's page, from what its type registered."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language

from catalogue.models import Entry, Place
from catalogue.partial_dates import PartialDate
from catalogue.search.index import Index


@dataclass
class Fact:
    """A label and its values, each with the address it leads to ("" for none); dates also have their ISO form."""

    label: str
    values: list[tuple[str, str]] = field(default_factory=list)
    date: PartialDate | None = None


def facts_of(entry: Entry, index: Index) -> list[Fact]:
    """The short values that the entry's type registered; what no document fills is left out."""
    facts = [_fact(entry, name, index) for name in entry.entry_type.facts]
    return [fact for fact in facts if fact.values or fact.date]


def places_of(entry: Entry, index: Index) -> list[tuple[str, str]]:
    """Where it is or was: names and addresses, from the index, by name."""
    names = index.names(Place)
    found = [names[int(key)] for key in index.values_of("place", entry.pk) if int(key) in names]
    return sorted((name.in_language(get_language()), reverse("place", args=[name.slug])) for name in found)


def _fact(entry: Entry, name: str, index: Index) -> Fact:
    column: Any = entry._meta.get_field(name)
    fact = Fact(str(column.verbose_name))
    if column.many_to_many:
        fact.values = [(capfirst(label), _list(entry, name, slug)) for slug, label in _several(entry, column, index)]
        return fact
    value = getattr(entry, name)
    if not value:
        return fact
    if isinstance(value, PartialDate):
        fact.date = value
    elif isinstance(value, Place):
        fact.values = [(value.name, value.get_absolute_url())]
    elif column.choices:
        fact.values = [(capfirst(getattr(entry, f"get_{name}_display")()), _list(entry, name, value))]
    else:
        fact.values = [(value, value)]
    return fact


def _several(entry: Entry, column: Any, index: Index) -> list[tuple[str, str]]:
    """Slugs and names of what the entry has several of: from the index where lists are filtered by it."""
    if parameter := _parameter(entry, column.name):
        keys = set(index.values_of(parameter, entry.pk))
        names = index.names(column.related_model).items()
        return [(name.slug, name.in_language(get_language())) for pk, name in names if str(pk) in keys]
    return [(one.slug, str(one)) for one in getattr(entry, column.name).all()]


def _list(entry: Entry, name: str, value: str) -> str:
    """The list of this type filtered by the value, when the type has such a filter."""
    parameter = _parameter(entry, name)
    return f"{reverse(entry.entry_type.folder)}?{urlencode({parameter: value})}" if parameter else ""


def _parameter(entry: Entry, name: str) -> str:
    filters = entry.entry_type.filterset.base_filters
    return next((parameter for parameter, each in filters.items() if getattr(each, "path", "") == name), "")


def sections_of(entry: Entry) -> list[dict]:
    """The bilingual texts that the type registered, filled ones only: name, heading, text in the reader's language."""
    sections = []
    for name in entry.entry_type.sections:
        if text := getattr(entry, name):
            column: Any = entry._meta.get_field(f"{name}_en")
            sections.append({"name": name, "heading": column.verbose_name, "text": text})
    return sections
