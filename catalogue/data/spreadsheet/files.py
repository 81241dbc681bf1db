"""An uploaded file: bytes become rows of cells, or a sentence says why they do not."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.data.formats import FORMULA

MOST_BYTES = 1_000_000
MOST_ROWS = 1000
MOST_COLUMNS = 100
SEPARATORS = ",;\t"
# How the files of Excel since 2007, of LibreOffice and of Numbers begin (all are archives), and of Excel before that.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # Excel's "Unicode text"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\s*?(?:\r\n|\r|\n)')  # Excel reads it and shows it to nobody
UNSEEN = re.compile("[\u200b\u2060\ufeff]")
SPACES = re.compile("[\u00a0\u2007\u202f]")
TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # how a number is kept from losing its zeros


def text_of(content: bytes) -> str:
    """What the bytes say: UTF-8, UTF-16 with its mark, or else Windows-1252.

    Raises ValidationError for workbooks, other files that are no text, and for what is too large.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(_("This file is larger than 1 MB. Split it into several."))
    if content.startswith(WORKBOOKS):
        raise ValidationError(
            _(
                "This is a workbook, not a CSV file. Open it in your spreadsheet program, choose “Save as” or "
                "“Download”, pick “CSV UTF-8 (comma separated)”, and bring that file."
            )
        )
    for encoding in ["utf-16"] if content.startswith(UTF_16) else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise ValidationError(
        _("This is not a text file. In your spreadsheet program, save the table as “CSV UTF-8 (comma separated)”.")
    )


def without_separator_line(text: str) -> tuple[str, str]:
    """A text without Excel's first line "sep=;", and the separators that it may use."""
    match = SEPARATOR_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, SEPARATORS)


def first_row(text: str, separator: str) -> list[str]:
    """The first row that is not empty; none when the file has no such row, or is broken when read in this way."""
    try:
        return next((cells for _number, cells in _rows(text, separator)), [])
    except csv.Error:
        return []


def rows_of(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Each row that is not empty with its number in the spreadsheet, cells without what spreadsheets add to them.

    Raises ValidationError for too many rows or columns, and for quotation marks that do not close.
    """
    found: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in _rows(text, separator):
            if len(cells) > MOST_COLUMNS:
                raise ValidationError(_("Row %(row)d has more than 100 columns.") % {"row": number})
            if len(found) > MOST_ROWS:  # and one of headings
                raise ValidationError(_("This file has more than 1,000 rows. Split it into several."))
            found.append((number, cells))
    except csv.Error as error:
        raise ValidationError(
            _("After row %(row)d the file is broken: a quotation mark is missing or one too many.") % {"row": number}
        ) from error
    return found


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, row in enumerate(reader, 1):
        cells = [plain(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def plain(cell: str) -> str:
    """A cell as it was typed: spreadsheets, and our own files for them, add signs to keep it from being reckoned."""
    cell = SPACES.sub(" ", UNSEEN.sub("", cell)).strip()
    if match := TEXT_FORMULA.fullmatch(cell):
        return match[1].replace('""', '"').strip()
    if cell.startswith("'") and FORMULA.match(cell[1:].lstrip()):
        return cell[1:]
    return cell
