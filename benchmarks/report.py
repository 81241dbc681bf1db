"""The tables of docs/performance.md: a run writes them between its markers, and leaves the prose to people."""

from pathlib import Path
from typing import Any

from benchmarks.goals import DATABASES, UNCACHED, Goal, goals
from benchmarks.picture import picture

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
KINDS = {"cached": "cached page", "hello": "hello world", "first": "first search for a word", **UNCACHED}
TARGETS = {
    "catalogue-cached-sqlite": "catalogue, pages cached, SQLite",
    "catalogue-cached-postgresql": "catalogue, pages cached, PostgreSQL",
    "catalogue-uncached-sqlite": "catalogue, SQLite",
    "catalogue-uncached-postgresql": "catalogue, PostgreSQL",
    "hello": "Django hello world",
    "nginx": "nginx, same bytes",
    "datasette": "Datasette, SQLite",
    "plain-sqlite": "plain django-filter, SQLite",
    "plain-postgresql": "plain django-filter, PostgreSQL",
}
MET = {True: "yes", False: "**no**", None: "not measured"}


def number(value: float | None, unit: str = "") -> str:
    """A figure with three digits that mean something: "0.123", "12.3", "1,230"."""
    if value is None:
        return "–"
    if not value:
        return f"0{unit}"
    digits = max(0, 3 - len(str(int(abs(value))))) if abs(value) >= 1 else 3
    return f"{value:,.{digits}f}{f' {unit}' if unit not in ('', '×') else unit}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """In Markdown; the columns after the first are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def setup(found: dict[str, Any]) -> str:
    """When, where and with which versions."""
    named = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    return (
        f"Measured on {found['date']} on one machine ({found['machine']}), which also ran the program that loads it. "
        f"{found['rounds']} rounds, visits of {found['seconds']} seconds or more.\n\n{named}."
    )


def goal_table(found: list[Goal]) -> str:
    """Each goal once, with a column for each size."""
    sizes = sorted({goal.size for goal in found if goal.size})
    rows: dict[str, dict[int | None, Goal]] = {}
    for goal in found:
        rows.setdefault(goal.name, {})[goal.size] = goal
    lines = []
    for name, by_size in rows.items():
        cells = [_goal_cell(by_size.get(size)) for size in sizes]
        cells.append(_goal_cell(by_size.get(None)))
        lines.append([name, *cells])
    return table(["", *(f"{size:,}" for size in sizes), "all"], lines)


def _goal_cell(goal: Goal | None) -> str:
    if goal is None:
        return ""
    sign = "≥" if goal.at_least else "≤"
    wanted = number(goal.wanted, goal.unit)
    return f"{number(goal.measured, goal.unit)} ({sign} {wanted}) {MET[goal.met]}"


def rate_table(results: list[dict[str, Any]]) -> str:
    """Requests a second of every target and kind, with the least and the most of the rounds, and latencies."""
    keys = list(dict.fromkeys((row["target"], row["kind"]) for result in results for row in result["visits"]))
    keys.sort(key=lambda key: (list(TARGETS).index(key[0]), list(KINDS).index(key[1])))
    lines = []
    for target, kind in keys:
        cells = [_rate_cell(result, target, kind) for result in results]
        lines.append([f"{TARGETS[target]}: {KINDS[kind]}", *cells])
    return table(["requests a second (least–most), p50 / p95", *(f"{each['size']:,}" for each in results)], lines)


def _rate_cell(result: dict[str, Any], target: str, kind: str) -> str:
    row = next((row for row in result["visits"] if (row["target"], row["kind"]) == (target, kind)), None)
    if row is None:
        return ""
    spread = f"{number(row['least'])}–{number(row['most'])}"
    notes = "".join(f"; {note}" for note in dict.fromkeys(row["notes"]))
    return f"{number(row['rate'])} ({spread}), {number(row['p50'])} / {number(row['p95'], 'ms')}{notes}"


def alone_table(results: list[dict[str, Any]]) -> str:
    """What one process takes by itself, in milliseconds."""
    lines = []
    for database, label in DATABASES.items():
        alone = [result["alone"].get(database) for result in results]
        for kind in UNCACHED:
            cells = [_times(each and each["views"].get(kind)) for each in alone]
            lines.append([f"{UNCACHED[kind]}, {label}", *cells])
        lines.append([f"first search for a word, {label}", *(_times(each and each["first"]) for each in alone)])
        lines.append([f"first page of a process, {label}", *(number(each and each["start"], "ms") for each in alone)])
        lines.append([f"memory of a process, {label}", *(number(each and each["memory"], "MB") for each in alone)])
    return table(["median / p95 / worst", *(f"{result['size']:,}" for result in results)], lines)


def _times(figures: dict[str, float] | None) -> str:
    if not figures:
        return "–"
    return f"{number(figures['median'])} / {number(figures['p95'])} / {number(figures['worst'], 'ms')}"


def write_table(results: list[dict[str, Any]]) -> str:
    """Writes: what was old, and what applying one takes."""
    lines = []
    for database, label in DATABASES.items():
        each = [result["writes"].get(database) for result in results]
        lines += [
            [f"old answers, {label}", *(f"{one['old']} of {one['asked']:,}" if one else "–" for one in each)],
            [
                f"applied: median / worst, {label}",
                *(f"{number(one['applied']['median'])} / {number(one['applied']['worst'], 'ms')}" if one else "–"
                  for one in each),
            ],
            [f"nothing to apply, {label}", *(number(one and one["applied"]["quiet"], "ms") for one in each)],
            [f"first answer after a write, {label}", *(number(one and one["first"], "ms") for one in each)],
            [f"the same asked again, {label}", *(number(one and one["again"], "ms") for one in each)],
        ]  # fmt: skip
    return table(["", *(f"{result['size']:,}" for result in results)], lines)


def weight_table(weights: list[dict[str, Any]]) -> str:
    """First views in bytes."""
    lines = [
        [each["path"], f"{each['page']:,}", f"{each['styles']:,}", f"{each['page'] + each['styles']:,}"]
        for each in weights
    ]
    return table(["compressed with gzip, bytes", "page", "style sheets", "together"], lines)


def missed(found: list[Goal]) -> str:
    """The goals that were not reached, as a list."""
    lines = []
    for goal in found:
        if goal.met is False:
            name = f"{goal.name}, {goal.size:,} entries" if goal.size else goal.name
            lines.append(f"- {name}: {number(goal.measured, goal.unit)} instead of {number(goal.wanted, goal.unit)}")
    return "\n".join(lines) or "Every goal that was measured is met."


def filled(page: str, found: dict[str, Any]) -> str:
    """The page with new tables between its markers. Raises ValueError when a marker is missing."""
    results = found["results"]
    reached = goals(results, found["weights"])
    parts = {
        "setup": setup(found),
        "goals": goal_table(reached),
        "missed": missed(reached),
        "rates": rate_table(results),
        "alone": alone_table(results),
        "writes": write_table(results),
        "weights": weight_table(found["weights"]),
    }
    for name, text in parts.items():
        begin, end = f"<!-- run: {name} -->", f"<!-- end: {name} -->"
        before, found_begin, rest = page.partition(begin)
        _old, found_end, after = rest.partition(end)
        if not found_begin or not found_end:
            raise ValueError(f"{PAGE.name} has no place for “{name}”; it needs: {begin} … {end}")
        page = f"{before}{begin}\n{text}\n{end}{after}"
    return page


def write_report(found: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """Write the page and its picture into a folder; their paths."""
    page, drawing = folder / PAGE.name, folder / "performance.svg"
    page.write_text(filled(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")
    drawing.write_text(picture(found["results"]), encoding="utf-8")
    return page, drawing
