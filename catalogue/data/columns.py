"""The kinds of field in content files: each reads itself from a file and from the database, and puts itself there.

A value has one plain form (text, number, list, dictionary); a field without a value is left out of file and record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext as _

from catalogue.data.nodes import elements, is_number, scalar
from catalogue.data.pages import Key, Notes, Page
from catalogue.data.texts import tidy
from catalogue.data.yaml_files import Quoted
from catalogue.partial_dates import PartialDateField

MOST = 32767  # what a column of small whole numbers holds on every database
Find = Callable[[Key], Any]  # the object behind a folder and a slug, None when there is none


@dataclass(frozen=True)
class Column:
    """A field of a content file."""

    name: str
    field: Any = None  # the model's
    required: bool = False
    keeps_null: bool = False  # written as null when there is none

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        """Its value in a file, or None after complaining to the page."""
        raise NotImplementedError

    def missing(self, path: str, page: Page) -> Any:
        """Its value when the file does not give one."""
        if self.required:
            page.complain(path, _("This is missing."))

    def get(self, instance: models.Model) -> Any:
        """Its value in the database, None when there is none."""
        raise NotImplementedError

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        """Set it on an object that is yet to be saved."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Column):
    """A text, a choice, a web address, a date: whatever one line or more can say."""

    unsaid: str = ""  # the value that goes without saying

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        text = scalar(node, path, page)
        if text is None:
            return None
        text = tidy(text, one_line=bool(self.field.max_length))
        if not text:
            return self.missing(path, page)
        choices = [value for value, _label in self.field.flatchoices]
        if choices and text not in choices:
            page.complain(path, not_one_of(text, choices))
            return None
        with page.complaining(path):
            return self._plain(self.field.clean(text, None))

    def missing(self, path: str, page: Page) -> Any:
        if self.field.has_default() and not self.unsaid:
            return str(self.field.get_default())
        return super().missing(path, page)

    def get(self, instance: models.Model) -> Any:
        return self._plain(self.field.value_from_object(instance))

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        value = value or self.unsaid
        setattr(instance, self.field.attname, self.field.to_python(value) if value else self.field.get_default())

    def _plain(self, value: Any) -> str | None:
        text = tidy(str(value or ""), one_line=bool(self.field.max_length))
        if not text or text == self.unsaid:
            return None
        return Quoted(text) if isinstance(self.field, PartialDateField | models.DateField) else text


@dataclass(frozen=True)
class Whole(Column):
    """A whole number that is not negative."""

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        text = scalar(node, path, page)
        if text is None:
            return None
        if is_number(node) and re.fullmatch("0|[1-9][0-9]{0,4}", text) and int(text) <= MOST:
            return int(text)
        page.complain(path, _("Write a whole number, such as 3, without quotes."))

    def get(self, instance: models.Model) -> Any:
        return self.field.value_from_object(instance)

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        setattr(instance, self.field.attname, value)


@dataclass(frozen=True)
class Decimal(Column):
    """A number with some decimals."""

    def read(self, node: yaml.Node, path: str, page: Page) -> Any:
        text = scalar(node, path, page)
        if text is None:
            return None
        if not is_number(node) or not re.fullmatch(r"[-+]?\d+(\.\d+)?", text, re.ASCII):
            page.complain(path, _("Write a number, such as 34.05, without quotes."))
            return None
        with page.complaining(path):
            return float(self.field.clean(text, None)) + 0.0  # -0 is 0

    def get(self, instance: models.Model) -> Any:
        value = self.field.value_from_object(instance)
        return None if value is None else float(value) + 0.0

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        setattr(instance, self.field.attname, None if value is None else self.field.to_python(str(value)))


@dataclass(frozen=True)
class Texts(Column):
    """A list of short texts, in their own order."""

    def read(self, node: yaml.Node, path: str, page: Notes) -> Any:
        texts = [scalar(item, at, page) for at, item in elements(node, path, page)]
        return [tidied for text in texts if text and (tidied := tidy(text, one_line=True))] or None

    def get(self, instance: models.Model) -> Any:
        value = self.field.value_from_object(instance)
        texts = value if isinstance(value, list) else []
        return [tidied for text in texts if (tidied := tidy(str(text), one_line=True))] or None

    def put(self, instance: models.Model, value: Any, find: Find) -> None:
        setattr(instance, self.field.attname, value or [])


def not_one_of(value: str, choices: Iterable[str]) -> str:
    """The sentence for a value that is not on its list."""
    return _("“%(value)s” is not one of: %(choices)s.") % {"value": value, "choices": ", ".join(choices)}
