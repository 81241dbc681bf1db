"""Which fields and rows the form of a record has, and how its contents are read: as sent, as stored, from history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst

from catalogue.admin.conflicts import numbers
from catalogue.admin.conflicts.contents import Contents, Row, Values, comparable, inner, same, strings
from catalogue.admin.conflicts.seen import Seen, Trail

MOST_ROWS = 2000  # no form has more: a browser may send so many fields (DATA_UPLOAD_MAX_NUMBER_FIELDS)


class Rows:
    """The rows of one formset."""

    def __init__(self, formset: type[forms.BaseInlineFormSet], inline: admin.options.InlineModelAdmin):
        self.formset: Any = formset
        self.inline = inline
        self.prefix = formset.get_default_prefix()
        self.label = capfirst(str(inline.verbose_name))
        blank = self.formset.form()
        self.fields = comparable(blank)
        self.blank: Values = {name: strings(blank[name]) for name in self.fields}
        self.order = next((name for name in numbers.ORDERS if name in self.fields), None)

    @property
    def model(self) -> Any:
        """What the rows are."""
        return self.formset.model

    def stored(self, record: models.Model, request: HttpRequest) -> dict[str, Any]:
        """The rows of a record now, by key."""
        queryset = self.inline.get_queryset(request)
        found = self.formset(instance=record, prefix=self.prefix, queryset=queryset).get_queryset()
        return {str(row.pk): row for row in found}

    def row(self, instance: models.Model) -> Row:
        """What its form would hold."""
        form = self.formset.form(instance=instance)
        return Row({name: strings(form[name]) for name in self.fields})

    def sent(self, post: QueryDict) -> dict[str, Row] | None:
        """What a browser sent, without rows that nobody filled in; None when it did not send this formset."""
        total = post.get(f"{self.prefix}-{TOTAL_FORM_COUNT}", "")
        if not (total.isascii() and total.isdigit() and int(total) <= MOST_ROWS):
            return None
        found: dict[str, Row] = {}
        for index in range(int(total)):
            start = f"{self.prefix}-{index}-"
            row = Row(sent_values(post, self.fields, start), _is_ticked(post, start + DELETION_FIELD_NAME))
            key = post.get(start + self.model._meta.pk.name, "").strip()
            if key or not self.is_blank(row):
                found[key or f"new{index}"] = row
        return found

    def is_blank(self, row: Row) -> bool:
        """Whether nobody filled in anything."""
        return all(same(self.fields[name], values, self.blank[name]) for name, values in row.values.items())

    def differs(self, one: Row | None, other: Row | None) -> bool:
        """Whether two states of a row differ in more than in their place among the others."""
        if one is None or other is None:
            return one is not other
        names = [name for name in self.fields if name != self.order and name in one.values and name in other.values]
        return any(not same(self.fields[name], one.values[name], other.values[name]) for name in names)


class Layout:
    """The form of one record, for whoever sends the request."""

    def __init__(self, its_admin: Any, request: HttpRequest, record: models.Model, trails: Sequence[Trail]):
        self.request = request
        self.record: Any = record
        self.trails = trails
        names = flatten_fieldsets(its_admin.get_fieldsets(request, record))
        self.form: Any = its_admin.get_form(request, record, change=True, fields=names)
        columns = {column.name for column in record._meta.get_fields()}
        # Others say something about this save, such as why; what is stored has nothing to compare them with.
        self.fields = {name: field for name, field in comparable(self.form(instance=record)).items() if name in columns}
        edited = {trail.prefix for trail in trails if trail.prefix}
        found = [Rows(formset, inline) for formset, inline in its_admin.get_formsets_with_inlines(request, record)]
        self.rows = {rows.prefix: rows for rows in found if rows.prefix in edited}

    def stored(self) -> Contents:
        """What the form would hold if it were opened now."""
        instances = {prefix: rows.stored(self.record, self.request) for prefix, rows in self.rows.items()}
        return self._contents(self.form(instance=self.record), instances)

    def at(self, seen: Seen | None) -> Contents | None:
        """What it held when so much of history was there; None when that is not known."""
        if seen is None:
            return None
        own: Any = next(iter(self.trails[0].at(self.record.pk, seen[0])), None)
        if own is None:
            return None
        form = self.form(instance=own.instance)
        for column in own._history_m2m_fields:
            key = f"{column.m2m_reverse_field_name()}_id"
            form.initial[column.name] = list(getattr(own, column.name).values_list(key, flat=True))
        instances: dict[str, dict[str, Any]] = {}
        for trail, newest in zip(self.trails, seen, strict=True):
            if trail.prefix in self.rows:
                then = trail.at(self.record.pk, newest)
                instances[trail.prefix] = {str(getattr(row, trail.key)): row.instance for row in then}
        self._link(instances)
        return self._contents(form, instances)

    def touched(self, seen: Seen | None) -> dict[str, set[str]]:
        """By prefix: the keys of rows of which something was changed since then that this form does not show."""
        found: dict[str, set[str]] = {}
        for trail, newest in zip(self.trails, seen or (), strict=False):
            if trail.above:
                keys = trail.rows(self.record.pk).filter(history_id__gt=newest).values_list(trail.parent, flat=True)
                found[trail.above.prefix] = set(map(str, keys))
        return found

    def sent(self, post: QueryDict, opened: Contents | None) -> Contents:
        """What a browser sent, from a form that showed ``opened``."""
        sent = {prefix: rows.sent(post) for prefix, rows in self.rows.items()}
        found = Contents(
            sent_values(post, self.fields), {prefix: rows for prefix, rows in sent.items() if rows is not None}
        )
        numbers.name_references(found, opened)
        return found

    def _contents(self, form: forms.ModelForm, instances: Mapping[str, Mapping[str, Any]]) -> Contents:
        found = Contents({name: strings(form[name]) for name in self.fields}, files=_files(form.instance))
        for prefix, stored in instances.items():
            found.rows[prefix] = {key: self.rows[prefix].row(instance) for key, instance in stored.items()}
        numbers.name_stored_references(found, instances)
        return found

    def _link(self, instances: Mapping[str, Mapping[str, Any]]) -> None:
        """Let old rows lead to the old rows of the same form, not to what these became, which may be nothing."""
        models_ = {self.rows[prefix].model: rows for prefix, rows in instances.items()}
        for rows in instances.values():
            for row in rows.values():
                for column in row._meta.concrete_fields:
                    if (there := models_.get(column.related_model)) is not None:
                        key = getattr(row, column.attname)
                        setattr(row, column.name, there.get(str(key)) or column.related_model(pk=key))


def sent_values(post: QueryDict, fields: Mapping[str, forms.Field], start: str = "") -> Values:
    """What a browser sent for some fields; those that it did not send are left out."""
    found: Values = {}
    for name, field in fields.items():
        if field.widget.value_omitted_from_data(post, {}, start + name):
            continue
        several = getattr(inner(field.widget), "allow_multiple_selected", False)
        sent = post.getlist(start + name)
        if isinstance(inner(field.widget), forms.CheckboxInput):
            sent = ["on"] if _is_ticked(post, start + name) else []
        found[name] = sent if several else sent[-1:]
    return found


def _is_ticked(post: QueryDict, name: str) -> bool:
    return bool(forms.CheckboxInput().value_from_datadict(post, MultiValueDict(), name))


def _files(instance: Any) -> dict[str, str]:
    """The stored files of a record, or of an old state of one."""
    columns = [column for column in instance._meta.concrete_fields if isinstance(column, models.FileField)]
    return {capfirst(str(column.verbose_name)): str(getattr(instance, column.name)) for column in columns}


def language_of(model: Any, name: str) -> str:
    """The language of a field that belongs to one, else ""."""
    try:
        return getattr(model._meta.get_field(name), "_translated_field_language_code", "")
    except FieldDoesNotExist:
        return ""
