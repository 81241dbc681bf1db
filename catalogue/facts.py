"""The facts column and the sections of an entry's page, from what its type registered."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from catalogue.models import Entry, Place
from catalogue.partial_dates import PartialDate


@dataclass
class Fact:
    """A label and its values, each with the address it leads to ("" for none); dates also have their ISO form."""

    label: str
    values: list[tuple[str, str]] = field(default_factory=list)
    date: PartialDate | None = None


def facts_of(entry: Entry) -> list[Fact]:
    """The short values that the entry's type registered; what no document fills is left out."""
    facts = [_fact(entry, name) for name in entry.entry_type.facts]
    return [fact for fact in facts if fact.values or fact.date]


def _fact(entry: Entry, name: str) -> Fact:
    column: Any = entry._meta.get_field(name)
    fact = Fact(str(column.verbose_name))
    value = getattr(entry, name)
    if not value:
        return fact
    if isinstance(value, PartialDate):
        fact.date = value
    elif isinstance(value, Place):
        fact.values = [(value.name, value.get_absolute_url())]
    elif column.many_to_many:
        fact.values = [(capfirst(str(one)), _list(entry, name, one.slug)) for one in value.all()]
    elif column.choices:
        fact.values = [(capfirst(getattr(entry, f"get_{name}_display")()), _list(entry, name, value))]
    else:
        fact.values = [(value, value)]
    return fact


def _list(entry: Entry, name: str, value: str) -> str:
    """The list of this type filtered by the value, when the type has such a filter."""
    entry_type = entry.entry_type
    parameter = next((p for p, f in entry_type.filterset.base_filters.items() if getattr(f, "path", "") == name), "")
    return f"{reverse(entry_type.folder)}?{urlencode({parameter: value})}" if parameter else ""


def sections_of(entry: Entry) -> list[dict]:
    """The bilingual texts that the type registered, filled ones only: name, heading, text in the reader's language."""
    sections = []
    for name in entry.entry_type.sections:
        if text := getattr(entry, name):
            column: Any = entry._meta.get_field(f"{name}_en")
            sections.append({"name": name, "heading": column.verbose_name, "text": text})
    return sections
