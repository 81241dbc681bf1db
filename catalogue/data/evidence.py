"""Citations and connections as they stand in content files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext as _

from catalogue import registry
from catalogue.data.columns import Column, Find
from catalogue.data.groups import get_row, read_row
from catalogue.data.nodes import elements, items, scalar
from catalogue.data.pages import Page
from catalogue.data.relations import no_such_file
from catalogue.models import ConnectionKind

KINDS = list(ConnectionKind.values)


@dataclass(frozen=True)
class Citations(Column):
    """The claims by their keys. A file may call them what it likes; a record calls them c1, c2 … in their order."""

    columns: tuple[Column, ...] = ()

    def read(self, node: yaml.Node, path: str, page: Page) -> dict[str, Any] | None:
        """By the keys of the file."""
        rows = list(items(node, path, page))
        page.citations = [key for key, _at, _row in rows]
        return {key: read_row(self.columns, row, at, page) for key, at, row in rows} or None

    def get(self, entry: models.Model) -> dict[str, Any] | None:
        """By c1, c2 …"""
        citations = entry.citations.all()  # type: ignore[attr-defined]
        return {f"c{n}": get_row(self.columns, citation) for n, citation in enumerate(citations, 1)} or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        """Nothing: they have rows of their own."""


@dataclass(frozen=True)
class Connections(Column):
    """The connections that leave from an entry: in the order of their kinds, then of what they lead to."""

    columns: tuple[Column, ...] = ()  # kind and note; the other two are not columns of one row

    def read(self, node: yaml.Node, path: str, page: Page) -> list[dict[str, Any]] | None:
        """In the order of the file."""
        return [read_row(self._in_file, item, at, page) for at, item in elements(node, path, page)] or None

    def get(self, entry: models.Model) -> list[dict[str, Any]] | None:
        """In order."""
        keys = {citation.pk: f"c{n}" for n, citation in enumerate(entry.citations.all(), 1)}  # type: ignore[attr-defined]
        rows = []
        for connection in entry.connections.all():  # type: ignore[attr-defined]
            row = get_row(self.columns, connection)
            to = f"{connection.object.entry_type.folder}/{connection.object.slug}"
            rows.append({"kind": row.pop("kind"), "to": to, "citation": keys[connection.citation_id], **row})
        return sorted(rows, key=order) or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        """Nothing: they have rows of their own."""

    @property
    def _in_file(self) -> tuple[Column, ...]:
        kind, note = self.columns
        return kind, Target("to", required=True), CitationKey("citation", required=True), note


@dataclass(frozen=True)
class Target(Column):
    """The other end of a connection: "tactics/rapid-response-networks"."""

    def read(self, node: yaml.Node, path: str, page: Page) -> str | None:
        """Folder and slug of a file."""
        text = scalar(node, path, page)
        if text is None:
            return None
        folder, _slash, slug = text.partition("/")
        if (folder, slug) in page.known and registry.by_folder(folder):
            return text
        sentence = _("Write a folder and a name, such as tactics/mutual-aid.")
        page.complain(path, no_such_file(folder, slug) if slug else sentence)
        return None


@dataclass(frozen=True)
class CitationKey(Column):
    """Which of the file's citations says so."""

    def read(self, node: yaml.Node, path: str, page: Page) -> str | None:
        """The key of a citation."""
        key = scalar(node, path, page)
        if key is None or key in page.citations:
            return key
        page.complain(path, _("This file has no citation “%s”.") % key)
        return None


def order(connection: dict[str, Any]) -> tuple[int, str]:
    """Where a connection stands among those of its entry."""
    return KINDS.index(connection["kind"]), connection["to"]


def in_order(record: dict[str, Any]) -> dict[str, Any]:
    """A record as read from a file, with citations called c1, c2 … and connections in order."""
    names = {key: f"c{number}" for number, key in enumerate(record.get("citations") or {}, 1)}
    changed = dict(record)
    if names:
        changed["citations"] = {names[key]: row for key, row in record["citations"].items()}
    if rows := record.get("connections"):
        changed["connections"] = sorted(({**row, "citation": names[row["citation"]]} for row in rows), key=order)
    return changed
