"""One cell: its text as the value of a column, or a sentence that says what is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.data.columns import not_one_of
from catalogue.data.spreadsheet.headings import key
from catalogue.data.texts import tidy
from catalogue.editing.state import plain
from catalogue.models import Entry

BETWEEN = re.compile(r"[;|\n]")  # our own files divide by "|", people by ";" or by lines
FORMULA = re.compile(r"=.")
# What spreadsheets show where a formula failed, in English and Spanish.
FAILED = re.compile(r"#(N/[AD]|[¡¿]?[A-ZÁÉÍÓÚ]+(/0)?[!?])")


class Cells:
    """Reads the cells of entries of one type. Places and other things they name are looked up once."""

    def __init__(self, model: type[Entry]):
        self.model = model
        self._things: dict[type[models.Model], Things] = {}

    def value(self, name: str, cell: str) -> Any:
        """What a cell that is not empty means for a column, as states hold it; raises ValidationError."""
        if FORMULA.match(cell):
            raise ValidationError(_("This is a formula. Put what it gives in its place."))
        if FAILED.fullmatch(cell):
            raise ValidationError(_("A formula failed here: %(value)s.") % {"value": cell})
        column: Any = self.model._meta.get_field(name)
        if column.many_to_many:
            things = self._known(column.related_model)
            return sorted({things.key_of(text) for text in parts(cell)}) or None
        if column.related_model:
            return self._known(column.related_model).key_of(tidy(cell, one_line=True))
        if isinstance(column, models.JSONField):
            return list(dict.fromkeys(parts(cell))) or None
        if column.choices:
            return choice(column, cell)
        return _written(column, cell)

    def _known(self, model: type[models.Model]) -> Things:
        return self._things.setdefault(model, Things(model))


class Things:
    """What a cell may name: places, or who can carry out a tactic."""

    def __init__(self, model: type[models.Model]):
        self.label = str(model._meta.verbose_name_plural)
        self._keys: dict[str, set[int]] = defaultdict(set)
        self._slugs: dict[int, str] = {}
        for pk, slug, *names in model._default_manager.values_list("pk", "slug", "name_en", "name_es"):
            self._slugs[pk] = slug
            for name in (slug, *names):
                self._keys[key(name)].add(pk)
        self._by_slug = {slug: pk for pk, slug in self._slugs.items()}

    def key_of(self, text: str) -> int:
        """The one that is meant by a slug, or by a name in either language; raises ValidationError."""
        if text in self._by_slug:
            return self._by_slug[text]
        found = self._keys.get(key(text), set()) if key(text) else set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ValidationError(
                _("“%(value)s” may mean several things: %(slugs)s. Write one of these instead.")
                % {"value": text, "slugs": ", ".join(sorted(self._slugs[pk] for pk in found))}
            )
        raise ValidationError(
            _("“%(value)s” is not on our list of %(things)s.") % {"value": text, "things": self.label}
        )


def parts(cell: str) -> list[str]:
    """The values in one cell."""
    return [text for part in BETWEEN.split(cell) if (text := tidy(part, one_line=True))]


def choice(column: Any, cell: str) -> str:
    """The value that is meant by itself or by its words in either language; raises ValidationError."""
    for value, label in column.flatchoices:
        words = {key(str(value))}
        for language, _label in settings.LANGUAGES:
            with override(language):
                words.add(key(str(label)))
        if key(cell) in words:
            return value
    raise ValidationError(not_one_of(cell, [str(label) for _value, label in column.flatchoices]))


def _written(column: Any, cell: str) -> Any:
    """A text, date or web address, as a form would take it."""
    options = {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}
    return plain(column.formfield(**options).clean(tidy(cell, one_line=bool(column.max_length))))
