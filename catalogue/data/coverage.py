"""``COVERAGE.md``: for every paragraph of every source, which entries cite it, or why none does.

The file tells an editor that a document has been used up. What cites a paragraph is written anew at every dump;
the reasons are written by people and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.data.content import Content
from catalogue.data.pages import Problem, shown

FILE = "COVERAGE.md"
TOP = "(before the first heading)"
NOTHING = "nothing taken: "
UNSAID = "say why"
INTRODUCTION = """\
# What was taken from each document

For every paragraph of every source: the entries that cite it, or why nothing was taken. `dump_catalogue` writes the
entries; the reasons after “nothing taken:” are written by hand. `check_catalogue` says where one is missing.
"""

Spot = tuple[str, str | None, int]  # source, heading, paragraph


@dataclass
class Reasons:
    """The file as it stands: why nothing was taken, by spot, and the line of each spot."""

    text: str = ""
    why: dict[Spot, str] = field(default_factory=dict)
    lines: dict[Spot, int] = field(default_factory=dict)


def read_reasons(directory: Path) -> Reasons | None:
    """What people wrote in the file; None when the folder has none."""
    path = directory / FILE
    if not path.is_file():
        return None
    found = Reasons(path.read_text(encoding="utf-8"))
    source, heading = "", None
    for number, line in enumerate(found.text.splitlines(), 1):
        if line.startswith("## "):
            source, heading = line[3:].split(":")[0].strip("` "), None
        elif line.startswith("### "):
            heading = None if line[4:] == TOP else line[4:]
        elif match := re.fullmatch(r"- Paragraph (\d+): (.*)", line):
            spot = (source, heading, int(match[1]))
            found.lines[spot] = number
            if match[2].startswith(NOTHING):
                found.why[spot] = match[2].removeprefix(NOTHING).strip()
    return found


def coverage(content: Content, reasons: Reasons) -> str:
    """The file as it should be: what cites each paragraph, and the reasons that are known already."""
    cited = _cited(content)
    lines = [INTRODUCTION]
    for (folder, slug), page in sorted(content.pages.items()):
        if folder != "sources":
            continue
        lines.append(f"## `{slug}`: {page.record.get('title')}\n")
        if not page.record.get("outline"):
            lines.append("Seen only through other sources, so nothing is cited from it.\n")
        for heading, count in _outline(page.record):
            if count:
                lines.append(f"### {heading or TOP}\n")
            for paragraph in range(1, count + 1):
                spot = (slug, heading, paragraph)
                entries = ", ".join(cited.get(spot, ())) or NOTHING + (reasons.why.get(spot) or UNSAID)
                lines.append(f"- Paragraph {paragraph}: {entries}" + "\n" * (paragraph == count))
    return "\n".join(lines)


def coverage_problems(content: Content, directory: Path) -> Iterator[Problem]:
    """Paragraphs that nothing cites and no reason speaks of, and a file that is no longer true."""
    reasons = read_reasons(directory)
    if reasons is None:
        return
    file = shown(directory / FILE)
    wanted = coverage(content, reasons)
    if reasons.text != wanted:
        was, now = reasons.text.splitlines(), wanted.splitlines()
        line = next((n for n, (a, b) in enumerate(zip(was, now, strict=False), 1) if a != b), min(len(was), len(now)))
        yield Problem(file, line, "file", _("This is no longer what the entries cite. Run dump_catalogue."))
    for spot, line in reasons.lines.items():
        if reasons.why.get(spot) in ("", UNSAID):
            yield Problem(file, line, f"{spot[0]}, {spot[2]}", _("Say why nothing was taken from this paragraph."))


def _cited(content: Content) -> dict[Spot, list[str]]:
    found: dict[Spot, list[str]] = {}
    for (folder, slug), page in sorted(content.pages.items()):
        for row in (page.record.get("citations") or {}).values():
            entries = found.setdefault((row.get("source"), row.get("section"), row.get("paragraph")), [])
            if (name := f"{folder}/{slug}") not in entries:
                entries.append(name)
    return found


def _outline(record: dict) -> Iterator[tuple[str | None, int]]:
    for row in record.get("outline") or []:
        yield row.get("heading"), row.get("paragraphs") or 0
