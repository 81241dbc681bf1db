"""What the form of a record holds, as a browser sends it: typed now, stored now, or stored when it was opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

Values = dict[str, list[str]]  # name of a field → what is sent for it


@dataclass
class Row:
    """One row of a formset."""

    values: Values
    deleted: bool = False  # "delete" is ticked


@dataclass
class Contents:
    """What one form holds.

    Rows are kept by prefix of their formset and by key: that of the stored row ("12"), "new3" for a row that is not
    stored yet. What leads to a row of the same form is "@" and its key, see ``numbers``.
    """

    values: Values
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # names of stored files, by label of their column


def inner(widget: forms.Widget) -> Any:
    """The widget itself: the admin wraps those of relations."""
    return getattr(widget, "widget", widget)


def comparable(form: forms.BaseForm) -> dict[str, forms.Field]:
    """The fields that people fill in. Files cannot be compared, nor can they be sent back."""
    return {name: each for name, each in form.fields.items() if not each.disabled and _is_plain(each.widget)}


def _is_plain(widget: forms.Widget) -> bool:
    return not (widget.is_hidden or isinstance(inner(widget), (forms.FileInput, forms.MultiWidget)))


def strings(bound: forms.BoundField) -> list[str]:
    """What a browser would send for a field as it is shown."""
    widget, value = inner(bound.field.widget), bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, (list, tuple)):
        return [str(each) for each in shown]
    return ["" if shown is None else str(shown)]


def tidy(values: Iterable[str]) -> list[str]:
    """Without what a browser adds: its ends of lines, and nothing as an empty text."""
    texts = (value.replace("\r\n", "\n").replace("\r", "\n").strip() for value in values)
    return [text for text in texts if text]


def same(field: forms.Field, one: list[str], other: list[str]) -> bool:
    """Whether two contents of a field would be stored as the same value."""
    one, other = tidy(one), tidy(other)
    if one == other:
        return True
    if isinstance(field, (forms.ModelChoiceField, forms.MultipleChoiceField)):
        return set(one) == set(other)
    try:
        return bool(field.to_python("".join(one[:1])) == field.to_python("".join(other[:1])))
    except ValidationError:
        return False
