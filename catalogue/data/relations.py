"""Fields of content files that lead to something else: by its slug."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext as _

from catalogue.data.columns import Column, Find, not_one_of
from catalogue.data.nodes import elements, scalar
from catalogue.data.pages import Page


@dataclass(frozen=True)
class Reference(Column):
    """The slug of something that has a file of its own."""

    folder: str = ""

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        slug = scalar(node, path, page)
        if slug is not None and (self.folder, slug) not in page.known:
            page.complain(path, no_such_file(self.folder, slug))
            return None
        return slug

    def get(self, instance: models.Model) -> Any:
        related = getattr(instance, self.field.name)
        return related and related.slug

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        setattr(instance, self.field.name, find((self.folder, value)) if value else None)


@dataclass(frozen=True)
class References(Column):
    """Slugs of several, in the order of the alphabet: of files, or of a fixed list that the model knows as SLUGS."""

    folder: str = ""
    slugs: tuple[str, ...] = ()

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        found = []
        for at, item in elements(node, path, page):
            slug = scalar(item, at, page)
            if self.slugs and slug is not None and slug not in self.slugs:
                page.complain(at, not_one_of(slug, self.slugs))
            elif not self.slugs and slug is not None and (self.folder, slug) not in page.known:
                page.complain(at, no_such_file(self.folder, slug))
            elif slug is not None:
                found.append(slug)
        return sorted(set(found)) or None

    def get(self, instance: models.Model) -> Any:
        return sorted(related.slug for related in getattr(instance, self.field.name).all()) or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        """Nothing: an object must be stored before it can have a list. ``set`` does it then."""

    def set(self, instance: models.Model, value: list[str] | None, find: Find) -> None:
        """Put the list on an object that is stored."""
        slugs = value or []
        listed = self.field.related_model.objects.filter(slug__in=slugs) if self.slugs else ()
        found = listed or filter(None, (find((self.folder, slug)) for slug in slugs))
        getattr(instance, self.field.name).set(found)


def no_such_file(folder: str, slug: str) -> str:
    """The sentence for a slug that leads nowhere."""
    return _("There is no file %(folder)s/%(slug)s.yaml.") % {"folder": folder, "slug": slug}
