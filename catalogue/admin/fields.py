"""Form fields for values that are lists."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextField(forms.CharField):
    """A text of several lines. Browsers send two characters for the end of a line; one is stored."""

    def to_python(self, value) -> Any:
        """With line ends as everywhere else, so that a text that nobody touched has not changed."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


# For ``formfield_overrides``.
TEXTS: Mapping[type[models.Field], Mapping[str, Any]] = {models.TextField: {"form_class": TextField}}


class LinesField(forms.CharField):
    """A list of short texts, written one a line."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "widget": AdminTextareaWidget(attrs={"rows": 4}), **kwargs})

    def prepare_value(self, value):
        """A stored list as lines; what was typed stays as typed."""
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value

    def to_python(self, value) -> Any:
        """Lines as a list, without empty ones and without doubles."""
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial, data) -> bool:
        """Compare what would be stored."""
        return (initial or []) != self.to_python(data)


class OutlineField(forms.JSONField):
    """The outline of a source as JSON, one heading a line."""

    default_error_messages = {
        "invalid": _(
            'This is not JSON. Write a list in square brackets, each heading as {"heading": "A title", '
            '"paragraphs": 2}, with a comma between two.'
        ),
    }
    widget = AdminTextareaWidget

    def prepare_value(self, value):
        """A stored outline with one heading a line; what was typed stays as typed."""
        if not isinstance(value, list):
            return super().prepare_value(value)
        lines = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
        return f"[\n{lines}\n]" if lines else "[]"
