"""What was typed into a form, to be shown and to be sent once more. Asks nothing of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.forms.formsets import (
    DELETION_FIELD_NAME,
    INITIAL_FORM_COUNT,
    MAX_NUM_FORM_COUNT,
    MIN_NUM_FORM_COUNT,
    TOTAL_FORM_COUNT,
)
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of Django's field
TEMPLATE_ROW = "__prefix__"  # the row that "add another" copies
COUNTS = (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT, MIN_NUM_FORM_COUNT, MAX_NUM_FORM_COUNT)
IN_ROW = re.compile(r"(?P<prefix>[a-z_]+)-(?P<index>[0-9]{1,4})-(?P<name>\w+)")
LONG = 60  # characters that fit in a line
SECRET = "password"  # noqa: S105 - nothing so called is ever shown


@dataclass(frozen=True)
class Typed:
    """One field and what was typed into it."""

    label: str
    text: str
    language: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it needs a box of its own."""
        return len(self.text) > LONG or "\n" in self.text

    @property
    def lines(self) -> int:
        """How high that box should be."""
        return max(2, min(8, sum(1 + len(line) // LONG for line in self.text.splitlines())))


@dataclass
class Group:
    """The record itself (without a label), or one row of it."""

    label: str
    fields: list[Typed] = field(default_factory=list)


def to_send(post: QueryDict) -> list[tuple[str, str]]:
    """All that has to be sent once more, name by name."""
    return [
        (name, value)
        for name, values in post.lists()
        if name != TOKEN and TEMPLATE_ROW not in name and SECRET not in name
        for value in values
    ]


def groups(post: QueryDict, model_admin: Any) -> list[Group]:
    """What was typed, with the names that the form had: first the record, then its rows."""
    model = model_admin.model
    related = {relation.get_accessor_name(): relation for relation in model._meta.related_objects}
    own = Group("")
    rows: dict[tuple[str, int], Group] = {}
    for name, values in post.lists():
        texts = [value for value in values if value.strip()]
        if not texts or name == TOKEN or name.startswith("_") or SECRET in name:
            continue
        if (row := IN_ROW.fullmatch(name)) and row["prefix"] in related:
            relation = related[row["prefix"]]
            if row["name"] in (relation.related_model._meta.pk.name, relation.field.name):
                continue
            number = int(row["index"])
            label = f"{capfirst(str(relation.related_model._meta.verbose_name))} {number + 1}"
            group = rows.setdefault((row["prefix"], number), Group(label))
            form = _form_of(model_admin, relation.related_model)
            group.fields += _typed(relation.related_model, form, row["name"], texts)
        else:
            own.fields += _typed(model, model_admin.form, name, texts)
    return [group for group in [own, *(rows[key] for key in sorted(rows))] if group.fields]


def _form_of(model_admin: Any, model: Any) -> Any:
    return next((inline.form for inline in model_admin.inlines if inline.model is model), None)


def _typed(model: Any, form: Any, name: str, texts: list[str]) -> Iterator[Typed]:
    """One field as it reads; none for what nobody typed."""
    if name == DELETION_FIELD_NAME:
        yield Typed(_("Delete"), _("yes"))
        return
    declared = getattr(form, "declared_fields", {}).get(name)
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        if declared and not declared.widget.is_hidden:
            yield Typed(capfirst(str(declared.label or name)), "\n".join(texts))
        return
    label = capfirst(str(getattr(column, "verbose_name", name)))
    language = getattr(column, "_translated_field_language_code", "")
    if column.is_relation:
        yield Typed(label, _("as you chose it"))
    elif choices := dict(column.flatchoices):
        yield Typed(label, ", ".join(capfirst(str(choices.get(text, text))) for text in texts))
    else:
        yield Typed(label, "\n".join(texts), language)
