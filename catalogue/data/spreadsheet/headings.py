"""The first row of a spreadsheet: which column of the catalogue each heading means, in English or Spanish."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue import registry
from catalogue.data.formats import COLUMNS
from catalogue.data.spreadsheet.files import first_row, rows_of, without_separator_line
from catalogue.editing.differences import label_of, language_of
from catalogue.models import Entry
from catalogue.models.fields import both
from catalogue.search.analysis import fold, tokens

TYPE = "type"  # not read into an entry, but a row of another type does not belong here
MORE_WORDS = {"aliases": ("alias",)}
# Headings of a street address must never be taken for a web address.
NAMED_BY_COLUMN_ONLY = {"slug"}


@dataclass(frozen=True)
class Row:
    """One row: its number in the spreadsheet and its cells that are not empty, by column of the catalogue."""

    number: int
    cells: dict[str, str]


@dataclass
class Sheet:
    """A spreadsheet as it was understood."""

    headings: dict[str, str]  # as they are written, by column
    rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # headings of columns that are only ever written to files
    unknown: list[str] = field(default_factory=list)  # headings that mean nothing to us
    nameless: list[int] = field(default_factory=list)  # numbers of columns with cells but without a heading


def columns_of_sheets(model: type[Entry]) -> tuple[str, ...]:
    """The columns that a spreadsheet of a type may have, named as in the files that lists can be saved as."""
    known = registry.get(model.TYPE)
    texts = [name for text in ("body", *known.sections) for name in both(text)]
    return ("slug", *both("name"), "aliases", *both("summary"), *known.facts, "places", *texts)


def key(text: str) -> str:
    """A text as it is compared: without case, accents and signs."""
    return " ".join(tokens(fold(text)))


def heading(model: type[Entry], name: str) -> str:
    """What a column is called in a template, in the reader's language: "Summary (Spanish)"."""
    return name if name in NAMED_BY_COLUMN_ONLY else label_of(model, name)


def words_for(model: type[Entry], name: str) -> set[str]:
    """Every heading that means a column, as keys."""
    found = {name, *MORE_WORDS.get(name, ())}
    text_language = language_of(model, name)
    for language, _label in settings.LANGUAGES:
        with override(language):
            found.add(heading(model, name))
            if text_language and name not in NAMED_BY_COLUMN_ONLY:
                column: Any = model._meta.get_field(name)
                label = str(column.verbose_name)
                found.add(f"{label} {text_language}")
                if language == text_language:  # a heading that names no language means its own
                    found.add(label)
    return {key(each) for each in found}


def read(text: str, model: type[Entry]) -> Sheet:
    """A spreadsheet of entries of one type. Raises ValidationError when it cannot be understood."""
    text, separators = without_separator_line(text)
    known = {word: name for name in columns_of_sheets(model) for word in words_for(model, name)}

    def understood(separator: str) -> int:
        return sum(key(cell) in known for cell in first_row(text, separator))

    # Not by csv.Sniffer: it looks at all of the text, and summaries are full of commas.
    separator = max(separators, key=understood)
    if not understood(separator):
        raise ValidationError(
            _("We know none of the headings in the first row. It reads: %(row)s")
            % {"row": " | ".join(first_row(text, separator))[:300] or "–"}
        )
    (_number, headings), *rows = rows_of(text, separator)
    sheet = Sheet({})
    columns = _columns(sheet, headings, known)
    if not {"slug", *both("name")} & set(columns.values()):
        raise ValidationError(_("There is no column with names. Without it we cannot tell which entry a row is about."))
    for number, cells in rows:
        named = {columns[index]: cell for index, cell in enumerate(cells) if cell and index in columns}
        sheet.nameless += [index + 1 for index, cell in enumerate(cells) if cell and _is_nameless(headings, index)]
        if named:
            sheet.rows.append(Row(number, named))
    sheet.nameless = sorted(set(sheet.nameless))
    if not sheet.rows:
        raise ValidationError(_("There are headings, but no rows below them."))
    return sheet


def _columns(sheet: Sheet, headings: list[str], known: dict[str, str]) -> dict[int, str]:
    """What each column of the spreadsheet means, by its index; what means nothing is noted."""
    only_written = {key(name) for name in (*COLUMNS, "status")} - known.keys()
    columns: dict[int, str] = {}
    for index, written in enumerate(headings):
        word = key(written)
        name = TYPE if word == TYPE else known.get(word)
        if name in columns.values():
            raise ValidationError(
                _("Two columns mean the same: “%(one)s” and “%(other)s”. Keep one of them.")
                % {"one": sheet.headings[str(name)], "other": written}
            )
        if name:
            columns[index] = name
            sheet.headings[name] = written
        elif word in only_written:
            sheet.left_out.append(written)
        elif written:
            sheet.unknown.append(written)
    return columns


def _is_nameless(headings: list[str], index: int) -> bool:
    return index >= len(headings) or not headings[index]
