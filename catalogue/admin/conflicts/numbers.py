"""Rows that stand in an order given by numbers, and fields that name another row of the same form by its number.

Numbers mean something on one page only: where somebody else deletes the first piece of evidence, the second one becomes
the first. So what a number means is found out before two states of a form are compared, and numbers are given anew
afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.admin.conflicts.contents import Contents, Row

ORDERS = ("position", "place")  # the fields that give rows their order
# Of formsets: the field that names a row by its number, the column that leads to it, and the formset it is in.
REFERENCES = {"connections": ("evidence", "citation_id", "citations")}
POSITION = "position"  # of what is named so
MARK = "@"


def number(row: Row | None, name: str) -> int | None:
    """The number in a field; None for anything else."""
    text = "".join(row.values.get(name, [])[:1]).strip() if row else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def numbered(rows: Mapping[str, Row], name: str) -> dict[str, int]:
    """The number of each row. One left empty takes the number in its heading, or the next that is free."""
    found = {key: given for key, row in rows.items() if (given := number(row, name))}
    taken = set(found.values())
    for index, key in enumerate(rows, 1):
        if key not in found:
            while index in taken:
                index += 1
            taken.add(index)
            found[key] = index
    return found


def sequence(rows: Mapping[str, Row], name: str, among: Iterable[str] | None = None) -> list[str]:
    """The keys of rows in the order of their numbers: of all rows, or of some."""
    given = numbered(rows, name)
    chosen = set(rows if among is None else among)
    return sorted((key for key in rows if key in chosen), key=given.__getitem__)


def name_stored_references(contents: Contents, instances: Mapping[str, Mapping[str, Any]]) -> None:
    """Replace numbers by what they mean, in what is or was stored."""
    for prefix, (field, column, target) in REFERENCES.items():
        if prefix in contents.rows and target in contents.rows:
            for key, row in contents.rows[prefix].items():
                row.values[field] = [f"{MARK}{getattr(instances[prefix][key], column)}"]


def name_references(contents: Contents, opened: Contents | None) -> None:
    """Replace numbers by what they mean, in what was typed into a form that showed ``opened``.

    A number left as it was means the row that it meant, even if that has another number now.
    """
    for prefix, (field, _column, target) in REFERENCES.items():
        if prefix not in contents.rows or target not in contents.rows:
            continue
        given = numbered(contents.rows[target], POSITION)
        # Of two rows with the same number, the one that stays.
        kept_last = sorted(given, key=lambda key: not contents.rows[target][key].deleted)
        by_number = {given[key]: key for key in kept_last}
        for key, row in contents.rows[prefix].items():
            typed = number(row, field)
            before = opened.rows.get(prefix, {}).get(key) if opened else None
            if typed is None:
                continue
            if before and typed == meant_number(opened, before, field, target):
                row.values[field] = before.values[field]
            elif typed in by_number:
                row.values[field] = [MARK + by_number[typed]]


def meant_number(contents: Contents | None, row: Row, field: str, target: str) -> int | None:
    """The number of the row that a field leads to."""
    rows = contents.rows.get(target, {}) if contents else {}
    return number(rows.get(referred(row, field) or ""), POSITION)


def referred(row: Row, field: str) -> str | None:
    """The key of the row that a field leads to; None when it leads to none."""
    text = "".join(row.values.get(field, [])[:1])
    return text.removeprefix(MARK) if text.startswith(MARK) else None


def rename(contents: Contents, prefix: str, names: Mapping[str, str]) -> None:
    """Give rows other keys, and let what leads to them follow."""
    rows = contents.rows[prefix]
    contents.rows[prefix] = {names.get(key, key): row for key, row in rows.items()}
    for source, (field, _column, target) in REFERENCES.items():
        if target == prefix:
            for row in contents.rows.get(source, {}).values():
                if (key := referred(row, field)) and key in names:
                    row.values[field] = [MARK + names[key]]


def write_references(contents: Contents, now: Contents) -> None:
    """Replace what rows mean by numbers again, as the form will understand them that shows ``now``.

    There a number that is the stored one means what is stored. So a row that leads elsewhere must not get that number:
    if it would, all rows of the other formset get numbers that are not in use.
    """
    for prefix, (field, _column, target) in REFERENCES.items():
        if prefix not in contents.rows or target not in contents.rows:
            continue
        if _is_misleading(contents, now, prefix, field, target):
            start = max(numbered({**now.rows[target], **contents.rows[target]}, POSITION).values())
            for index, key in enumerate(sequence(contents.rows[target], POSITION), 1):
                contents.rows[target][key].values[POSITION] = [str(start + index)]
        given = numbered(contents.rows[target], POSITION)
        for key, row in contents.rows[prefix].items():
            if (meant := referred(row, field)) is None:
                continue
            stored = now.rows.get(prefix, {}).get(key)
            if stored and stored.values[field] == row.values[field]:
                figure = meant_number(now, stored, field, target)
            else:
                figure = given.get(meant)
            row.values[field] = ["" if figure is None else str(figure)]


def _is_misleading(contents: Contents, now: Contents, prefix: str, field: str, target: str) -> bool:
    given = numbered(contents.rows[target], POSITION)
    for key, row in contents.rows[prefix].items():
        stored = now.rows.get(prefix, {}).get(key)
        if stored and stored.values[field] != row.values[field]:
            figure = given.get(referred(row, field) or "")
            if figure is not None and figure == meant_number(now, stored, field, target):
                return True
    return False
