"""Fields of content files that hold fields: a text in both languages, an outline, a citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from catalogue.data.columns import Column, Find, Text, Whole
from catalogue.data.nodes import NULL, elements, items
from catalogue.data.pages import Page, join
from catalogue.data.texts import tidy


def read_row(columns: Iterable[Column], node: yaml.Node, path: str, page: Page) -> dict[str, Any]:
    """The fields of a mapping, in the order of ``columns``; complains about unknown and missing ones."""
    known = {column.name for column in columns}
    found = {}
    for name, at, value in items(node, path, page):
        if name not in known:
            page.complain(at, _("There is no such field. Fields here are: %s.") % ", ".join(c.name for c in columns))
        elif value.tag != NULL:
            found[name] = value
    if not isinstance(node, yaml.MappingNode):
        return {}
    row = {}
    for column in columns:
        at = join(path, column.name)
        value = column.read(found[column.name], at, page) if column.name in found else column.missing(at, page)
        if value is not None or column.keeps_null:
            row[column.name] = value
    return row


def get_row(columns: Iterable[Column], instance: models.Model) -> dict[str, Any]:
    """The same from the database."""
    values = ((column, column.get(instance)) for column in columns)
    return {column.name: value for column, value in values if value is not None or column.keeps_null}


@dataclass(frozen=True)
class Group(Column):
    """Several fields of the object under one name."""

    columns: tuple[Column, ...] = ()

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        return read_row(self.columns, node, path, page) or None

    def get(self, instance: models.Model) -> Any:
        return get_row(self.columns, instance) or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        for column in self.columns:
            column.put(instance, (value or {}).get(column.name), find)


@dataclass(frozen=True)
class Bilingual(Group):
    """A text in both languages."""

    always: bool = False  # even in a draft

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        if isinstance(node, yaml.ScalarNode):
            page.complain(path, _("Write it in both languages, “en: …” and “es: …”, each on a line of its own."))
            return None
        found = super().read(node, path, page)
        if self.always or page.strict:
            for language, label in settings.LANGUAGES:
                at = join(path, language)
                if language not in (found or {}) and not page.complained(at) and isinstance(node, yaml.MappingNode):
                    page.complain(at, _("Write it in %(language)s too.") % {"language": label})
        return found

    def missing(self, path: str, page: Page) -> Any:
        if self.required and (self.always or page.strict):
            page.complain(path, _("This is missing."))


@dataclass(frozen=True)
class Verified(Group):
    """When and how an entry was last checked."""

    def put(self, instance: Any, value: Any, find: Find) -> None:
        if self.get(instance) != value:
            instance.verified_by = None  # whoever checked it before did not do this check
        super().put(instance, value, find)


@dataclass(frozen=True)
class Outline(Column):
    """The headings of a source in order, each with its number of paragraphs."""

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        heading = Text("heading", models.CharField(max_length=300, blank=True), keeps_null=True)
        paragraphs = Whole("paragraphs", required=True)
        rows = [read_row((heading, paragraphs), item, at, page) for at, item in elements(node, path, page)]
        return None if page.complained(path) else rows or None

    def get(self, instance: models.Model) -> Any:
        rows = [(row["heading"] or "", row["paragraphs"]) for row in self.field.value_from_object(instance)]
        return [
            {"heading": tidy(heading, one_line=True) or None, "paragraphs": count} for heading, count in rows
        ] or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        setattr(instance, self.field.attname, value or [])
