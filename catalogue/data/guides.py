"""The steps of guides: checked without a database, and written into one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from catalogue.data.columns import Find
from catalogue.data.pages import Page
from catalogue.data.rows import key_of, own
from catalogue.data.shapes import LISTED, STEP
from catalogue.models import Guide, GuideEntry, GuideStep
from catalogue.models.guide import ROOM, guide_problems, list_problems

Put = Callable[..., Any]  # stores a row, unless it says the same already
Delete = Callable[[Any], None]


def check_steps(page: Page) -> None:
    """Have a page complain about steps that do not fit the models."""
    steps = page.record.get("steps") or []
    if not page.complained("steps") and not page.complained("status"):
        status = page.record.get("status", Guide.Status.PUBLISHED)
        for sentence in guide_problems(status=status, step_count=len(steps)):
            page.complain("steps", str(sentence))
    for number, step in enumerate(steps, 1):
        link = step.get("list") or {}
        for sentence in list_problems(link.get("type", ""), link.get("query", "")):
            page.complain(f"steps.{number}.list.query", str(sentence))
        for at, listed in _repeated(step.get("entries") or []):
            page.complain(f"steps.{number}.entries.{at}.entry", f"{_said_once()} ({listed})")


def write_steps(guide: Guide, rows: list[dict[str, Any]], find: Find, put: Put, delete: Delete) -> None:
    """Make the steps of a stored guide those of its file. They keep their rows by position."""
    stored = list(guide.steps.all())
    for step in stored[len(rows) :]:
        delete(step)
    for number, row in enumerate(rows, 1):
        step = stored[number - 1] if number <= len(stored) else GuideStep(guide=guide)
        put(step, own(STEP), row, position=number)
        _write_entries(step, row.get("entries") or [], find, put, delete)


def _write_entries(step: GuideStep, rows: list[dict[str, Any]], find: Find, put: Put, delete: Delete) -> None:
    """They keep their rows by entry. What editors deleted is left out, and what they merged stands once."""
    wanted: dict[int, dict[str, Any]] = {}
    for row in rows:
        if entry := find(key_of(row["entry"])):
            wanted.setdefault(entry.pk, row)
    stored = {listed.entry_id: listed for listed in step.entries.all()}
    for gone in stored.keys() - wanted.keys():
        delete(stored.pop(gone))
    positions = {entry: number for number, entry in enumerate(wanted, 1)}
    if any(listed.position != positions[entry] for entry, listed in stored.items()):
        step.entries.all().make_room()
        for listed in stored.values():
            listed.position += ROOM
    for entry, row in wanted.items():
        put(stored.get(entry) or GuideEntry(step=step), LISTED, row, position=positions[entry])


def _repeated(rows: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Number and address of entries that are in a step already."""
    seen = set()
    for number, row in enumerate(rows, 1):
        if (address := row.get("entry")) and address in seen:
            yield number, address
        seen.add(address)


def _said_once() -> str:
    rules = {rule.name: rule for rule in GuideEntry._meta.constraints}
    return str(rules["guide_entry_is_in_a_step_once"].violation_error_message)
