"""What a file of each folder may hold, drawn from the models and the registry: a sixth type needs no line here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from django.db import models
from translated_fields import TranslatedField

from catalogue import registry
from catalogue.data.columns import Column, Decimal, Find, Text, Texts, Whole
from catalogue.data.evidence import Citations, Connections, in_order
from catalogue.data.groups import Bilingual, Group, Outline, Verified, get_row, read_row
from catalogue.data.pages import Page
from catalogue.data.relations import Reference, References
from catalogue.data.rows import EntryAddress, Rows
from catalogue.models import Citation, Connection, Entry, Guide, GuideEntry, GuideStep, Place, Source, Status, Term

FOLDERS: dict[str, type[models.Model]] = {"places": Place, "sources": Source}
NOT_IN_FILES = {"id", "slug", "loaded_digest"}
BY_NAME = {"aliases": Texts, "forms_en": Texts, "forms_es": Texts, "outline": Outline}
BY_KIND: tuple[tuple[Any, type[Column]], ...] = (
    (models.DecimalField, Decimal),
    (models.IntegerField, Whole),
    ((models.CharField, models.TextField, models.DateField), Text),
)


@dataclass(frozen=True)
class Shape:
    """A folder of content files: which model stands behind it and which fields its files have, in order."""

    folder: str
    model: type[models.Model]
    columns: tuple[Column, ...]

    def read(self, node: yaml.Node, page: Page) -> None:
        """Read a file into its page, with complaints about whatever is wrong."""
        page.record = read_row(self.columns, node, "", page)

    def record(self, instance: models.Model) -> dict[str, Any]:
        """The same from the database."""
        return get_row(self.columns, instance)

    def fill(self, instance: models.Model, record: dict[str, Any], find: Find) -> None:
        """Set the columns of an object that is yet to be saved."""
        for column in self.columns:
            column.put(instance, record.get(column.name), find)

    def digest(self, slug: str, record: dict[str, Any]) -> str:
        """What tells one content from another."""
        text = json.dumps([self.folder, slug, in_order(record)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def stored(self) -> models.QuerySet:
        """All of them, with everything that a record needs, in a fixed number of queries."""
        foreign = [column.field.name for column in self.columns if isinstance(column, Reference)]
        foreign += [column.name for column in self.columns if isinstance(column, EntryAddress)]
        several = [column.field.name for column in self.lists]
        if self.cited:
            several += ["citations__source", "connections__object", "connections__citation"]
        if self.model is Guide:
            several += ["steps__entries__entry"]
        return self.model._default_manager.select_related(*foreign).prefetch_related(*several).order_by("slug")

    @cached_property
    def lists(self) -> list[References]:
        """Its many-to-many fields."""
        return [column for column in self.columns if isinstance(column, References)]

    @cached_property
    def upward(self) -> list[Reference]:
        """Its fields that lead to another of the same folder."""
        return [each for each in self.columns if isinstance(each, Reference) and each.folder == self.folder]

    @property
    def cited(self) -> bool:
        """Whether its files hold evidence."""
        return issubclass(self.model, Entry)


def all_shapes() -> dict[str, Shape]:
    """The shape of each folder; what others refer to comes first."""
    shapes = [Shape(folder, model, _own_columns(model)) for folder, model in FOLDERS.items()]
    shapes += [Shape(known.folder, known.model, _entry_columns(known)) for known in registry.all_types()]
    shapes.append(Shape("guides", Guide, GUIDE))
    shapes.append(Shape("terms", Term, TERM))
    return {shape.folder: shape for shape in shapes}


def column_of(model: type[models.Model], name: str, called: str = "", **options: Any) -> Column:
    """How a field of a model stands in a file; raises TypeError for a kind of field that files cannot hold yet."""
    if is_bilingual(model, name):
        fields = [model._meta.get_field(each) for each in getattr(model, name).fields]
        languages = tuple(Text(each._translated_field_language_code, each) for each in fields)  # type: ignore[union-attr]
        return Bilingual(name, columns=languages, **options)
    field: Any = model._meta.get_field(name)
    options.setdefault("required", not (field.blank or field.null or field.has_default()))
    if name in BY_NAME:
        return BY_NAME[name](name, field, **options)
    if field.many_to_many:
        return References(name, field, **options, **_other_end(field))
    if field.many_to_one:
        return Reference(name, field, **options, **_other_end(field))
    for kinds, column in BY_KIND:
        if isinstance(field, kinds):
            return column(called or name, field, **options)
    raise TypeError(f"Content files cannot hold {field}: say how in catalogue.data.columns.")


def is_bilingual(model: type[models.Model], name: str) -> bool:
    """Whether a field of a model is a pair of columns."""
    return isinstance(getattr(model, name, None), TranslatedField)


def _other_end(field: Any) -> dict[str, Any]:
    """The folder that a relation leads to, or the slugs of a fixed list."""
    known = FOLDERS | {known.folder: known.model for known in registry.all_types()}
    folder = next((folder for folder, model in known.items() if model is field.related_model), "")
    return {"folder": folder} if folder else {"slugs": field.related_model.SLUGS}


def _own_columns(model: type[models.Model]) -> tuple[Column, ...]:
    names = []
    for field in model._meta.concrete_fields:
        language = getattr(field, "_translated_field_language_code", "")
        names.append(field.name.removesuffix(f"_{language}"))
    needed: dict[str, Any] = {"required": True, "always": True}
    return tuple(
        column_of(model, name, **(needed if is_bilingual(model, name) else {}))
        for name in dict.fromkeys(names)
        if name not in NOT_IN_FILES
    )


def _entry_columns(known: registry.EntryType) -> tuple[Column, ...]:
    model = known.model
    verified = (column_of(model, "verified_on", "on"), column_of(model, "verified_how", "how"))
    return (
        column_of(model, "name", required=True),
        column_of(model, "aliases"),
        column_of(model, "status", unsaid=Status.PUBLISHED.value),
        Verified("verified", columns=verified),
        *(column_of(model, name) for name in (*known.facts, *known.sections, "places")),
        column_of(model, "summary", required=True),
        column_of(model, "body"),
        Citations("citations", columns=CITATION),
        Connections("connections", columns=CONNECTION),
    )


CITATION = (
    column_of(Citation, "source"),
    column_of(Citation, "section", keeps_null=True),
    column_of(Citation, "paragraph"),
    column_of(Citation, "standing"),
    column_of(Citation, "claim", required=True, always=True),
)
CONNECTION = (column_of(Connection, "kind"), column_of(Connection, "note"))

BOTH: dict[str, Any] = {"always": True}
LISTED = (EntryAddress("entry", required=True), column_of(GuideEntry, "note", **BOTH))
STEP = (
    column_of(GuideStep, "heading", required=True, **BOTH),
    column_of(GuideStep, "text", **BOTH),
    Rows("entries", columns=LISTED),
    Group(
        "list",
        columns=(column_of(GuideStep, "list_type", "type", required=True), column_of(GuideStep, "list_query", "query")),
    ),
)
GUIDE = (
    column_of(Guide, "title", required=True),
    column_of(Guide, "lead", required=True),
    column_of(Guide, "status", unsaid=Guide.Status.PUBLISHED.value),
    column_of(Guide, "position", required=True),
    column_of(Guide, "drawing"),
    Rows("steps", columns=STEP),
)
TERM = (
    column_of(Term, "name", required=True, **BOTH),
    column_of(Term, "forms_en"),
    column_of(Term, "forms_es"),
    column_of(Term, "explanation", required=True, **BOTH),
    EntryAddress("entry"),
    column_of(Term, "source"),
    column_of(Term, "section"),
    column_of(Term, "paragraph"),
)
