"""What the catalogue is meant to reach, and whether a run reached it."""

from dataclasses import dataclass
from typing import Any

Result = dict[str, Any]  # of one size, as benchmarks/run.py keeps it
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Goal:
    """One line of the table: a number of the run and what it should be."""

    name: str
    size: int | None  # entries; None: of all sizes together
    wanted: float
    at_least: bool  # or at most
    unit: str
    measured: float | None  # None: not measured in this run

    @property
    def met(self) -> bool | None:
        """Whether it was reached; None when it was not measured."""
        if self.measured is None:
            return None
        return self.measured >= self.wanted if self.at_least else self.measured <= self.wanted


def rate(result: Result, target: str, kind: str) -> float | None:
    """Requests a second of one target with one kind of question."""
    found = [row["rate"] for row in result["visits"] if (row["target"], row["kind"]) == (target, kind)]
    return found[0] if found else None


def ratio(over: float | None, under: float | None) -> float | None:
    """How many times one is the other; None when one of them is missing."""
    return over / under if over and under else None


def goals(results: list[Result], weights: list[Result]) -> list[Goal]:
    """Every goal with what the run measured. ``weights`` are first views, as JSON."""
    found: list[Goal] = []
    for result in results:
        for database, label in DATABASES.items():
            found += _of_one(result, database, label)
    for database, label in DATABASES.items():
        found += _of_growth(results, database, label)
    if weights:
        heaviest = max(weight["page"] + weight["styles"] for weight in weights)
        found.append(Goal("whole first view with CSS, compressed", None, 14_000, False, "B", heaviest))
    return found


def _of_one(result: Result, database: str, label: str) -> list[Goal]:
    size = result["size"]
    cached, uncached = f"catalogue-cached-{database}", f"catalogue-uncached-{database}"
    page, hello = rate(result, cached, "cached"), rate(result, "hello", "hello")

    def times(name: str, wanted: float, over: float | None, under: float | None) -> Goal:
        return Goal(f"{name} ({label})", size, wanted, True, "×", ratio(over, under))

    lists = rate(result, uncached, "list")
    found = [
        times("cached page against hello world", 2.5, page, hello),
        times("cached page against nginx with the same bytes", 0.5, page, rate(result, "nginx", "cached")),
        times("uncached list against hello world", 0.25, lists, hello),
        times("uncached list of one type against hello world", 0.25, rate(result, uncached, "type-list"), hello),
        times("entry against hello world", 0.5, rate(result, uncached, "entry"), hello),
        times("warm search against hello world", 0.1, rate(result, uncached, "search"), hello),
    ]
    if beside := {1000: (30, 10), 10_000: (150, 50), 100_000: (400, 300)}.get(size):
        found += [
            times("uncached list against Datasette", beside[0], lists, rate(result, "datasette", "list")),
            times(
                "uncached list against plain django-filter", beside[1], lists, rate(result, f"plain-{database}", "list")
            ),
        ]
    if database == "postgresql":
        found += [
            times(
                f"{words} against SQLite",
                0.8,
                rate(result, uncached, kind),
                rate(result, "catalogue-uncached-sqlite", kind),
            )
            for kind, words in UNCACHED.items()
        ]
    alone = result["alone"].get(database)
    if alone and size == 100_000:
        found.append(
            Goal(f"first search for a word, the slowest ({label})", size, 25, False, "ms", alone["first"]["worst"])
        )
    if write := result["writes"].get(database):
        found.append(Goal(f"old answers after {write['writes']} writes ({label})", size, 0, False, "", write["old"]))
        if size == 100_000:
            found.append(Goal(f"a write applied ({label})", size, 5, False, "ms", write["applied"]["median"]))
    return found


UNCACHED = {
    "list": "uncached list",
    "type-list": "uncached list of one type",
    "entry": "entry",
    "search": "warm search",
    "filter": "filtered list",
    "suggest": "suggestions",
}
GROWTH = {"list": 1.2, "type-list": 1.2, "entry": 1.2, "search": 1.5, "filter": 1.5}


def _of_growth(results: list[Result], database: str, label: str) -> list[Goal]:
    by_size = {result["size"]: result["alone"].get(database) for result in results}
    small, large = by_size.get(1000), by_size.get(100_000)
    if not small or not large:
        return []
    return [
        Goal(
            f"growth of view time, 1,000 to 100,000: {UNCACHED[kind]} ({label})", None, wanted, False, "×",
            ratio(large["views"][kind]["median"], small["views"][kind]["median"]),
        )
        for kind, wanted in GROWTH.items()
    ]  # fmt: skip
