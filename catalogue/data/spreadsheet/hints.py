"""What goes into each column of a spreadsheet, for the people who fill it in."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.data.spreadsheet.headings import columns_of_sheets, heading
from catalogue.models import Entry
from catalogue.partial_dates import PartialDateField


@dataclass(frozen=True)
class Explained:
    """One column: its headings, the reader's language first, what goes in, and an example ("" for none)."""

    headings: tuple[str, ...]
    hint: str
    example: str


def explained(model: type[Entry], example: dict[str, str]) -> list[Explained]:
    """Every column that a spreadsheet of a type may have."""
    return [
        Explained(_headings(model, name), hint(model, name), example.get(name, ""))
        for name in columns_of_sheets(model)
    ]  # fmt: skip


def _headings(model: type[Entry], name: str) -> tuple[str, ...]:
    found = [heading(model, name)]
    for language, _label in settings.LANGUAGES:
        with override(language):
            found.append(heading(model, name))
    return tuple(dict.fromkeys([*found, name]))


def hint(model: type[Entry], name: str) -> str:
    """What a cell may hold, in a sentence or two; "" where the heading says it all."""
    column: Any = model._meta.get_field(name)
    if name == "slug":
        return _("The end of the web address of an entry. It tells which one you mean. Leave it empty for a new one.")
    if column.many_to_many:
        return _("Names from our list, with ; between two.")
    if column.related_model:
        return _("One name from our list.")
    if isinstance(column, models.JSONField):
        return _("Other names and short forms, with ; between two.")
    if column.choices:
        return _("One of: %(choices)s.") % {"choices": "; ".join(str(label) for _value, label in column.flatchoices)}
    if isinstance(column, PartialDateField):
        return _("As much as is known: 2025, 2025-06, 2025-06-08, 2025-06-early or 2025-summer.")
    return str(column.help_text)


def template(model: type[Entry]) -> str:
    """A spreadsheet with headings in the reader's language and nothing below them."""
    text = StringIO()
    csv.writer(text).writerow(heading(model, name) for name in columns_of_sheets(model))
    return text.getvalue()
