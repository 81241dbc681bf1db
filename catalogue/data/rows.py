"""What stands in content files as a list of fields: the steps of a guide, and the entries of a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from django.db import models

from catalogue.data.columns import Column, Find
from catalogue.data.evidence import Target
from catalogue.data.groups import get_row, read_row
from catalogue.data.nodes import elements
from catalogue.data.pages import Page


@dataclass(frozen=True)
class Rows(Column):
    """Rows of another table that belong to the object, in their order. The name is that of the relation."""

    columns: tuple[Column, ...] = ()

    def read(self, node: yaml.Node, path: str, page: Page) -> list[dict[str, Any]] | None:
        """In the order of the file."""
        return [read_row(self.columns, item, at, page) for at, item in elements(node, path, page)] or None

    def get(self, instance: models.Model) -> list[dict[str, Any]] | None:
        """In the order of their positions."""
        return [get_row(self.columns, row) for row in getattr(instance, self.name).all()] or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        """Nothing: an object must be stored before it can have rows."""


@dataclass(frozen=True)
class EntryAddress(Target):
    """An entry of whatever type: "tactics/mutual-aid"."""

    def get(self, instance: Any) -> str | None:
        """Folder and slug."""
        return instance.entry and f"{instance.entry.entry_type.folder}/{instance.entry.slug}"

    def put(self, instance: Any, value: str | None, find: Find) -> None:
        """The entry that is found there."""
        instance.entry = find(key_of(value)) if value else None


def key_of(address: str) -> tuple[str, str]:
    """Folder and slug of "tactics/mutual-aid"."""
    folder, _slash, slug = address.partition("/")
    return folder, slug


def own(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Those that are columns of the row itself."""
    return tuple(column for column in columns if not isinstance(column, Rows))
