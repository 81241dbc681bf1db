"""The short facts of an entry, each as a value for programs (a slug, a written date) and in words for people."""

from dataclasses import dataclass
from typing import cast

from django.db.models import Field, Model, QuerySet

from catalogue.models import Entry
from catalogue.partial_dates import PartialDate
from catalogue.registry import EntryType


@dataclass(frozen=True)
class Value:
    """One value of a fact: what filters and content files call it, and its words in the active language."""

    value: str
    label: str


def values_of(entry: Entry, column: str) -> list[Value]:
    """The values of one fact column of a typed entry; none when no document fills it."""
    value = getattr(entry, column)
    if not value:
        return []
    if isinstance(value, PartialDate):
        return [Value(str(value), value.label())]
    if isinstance(value, Model):
        return [_related(value)]
    if holds_several(type(entry), column):
        return [_related(one) for one in value.all()]
    if column_of(type(entry), column).choices:
        return [Value(value, str(getattr(entry, f"get_{column}_display")()))]
    return [Value(str(value), str(value))]


def column_of(model: type[Model], column: str) -> Field:
    """A registered column of a type: its words are its ``verbose_name``."""
    return cast("Field", model._meta.get_field(column))


def holds_several(model: type[Model], column: str) -> bool:
    """Whether a fact is a list of values rather than one."""
    return bool(column_of(model, column).many_to_many)


def with_facts(entries: QuerySet, entry_type: EntryType) -> QuerySet:
    """The same entries with all that their facts name loaded: no query an entry."""
    columns = [column_of(entry_type.model, name) for name in entry_type.facts]
    related = [column.name for column in columns if column.many_to_one]
    several = [column.name for column in columns if column.many_to_many]
    return entries.select_related(*related).prefetch_related(*several)


def _related(one: Model) -> Value:
    return Value(one.slug, str(one))  # type: ignore[attr-defined]
