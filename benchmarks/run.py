"""``make bench``: generates catalogues, measures every target beside the others, and writes docs/performance.md.

Sizes are given as arguments: ``python -m benchmarks.run 1000 10000``.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from typing import Any

from benchmarks import databases, machine
from benchmarks.databases import ROOT, Postgres
from benchmarks.first_view import weigh
from benchmarks.load import LoadError, wrk
from benchmarks.questions import Questions
from benchmarks.report import write_report
from benchmarks.rounds import Expected, Station, run
from benchmarks.stale import WRITES, count_stale
from benchmarks.targets.base import Target, TargetError
from benchmarks.targets.catalogue import Catalogue, collect_static, environment
from benchmarks.targets.datasette import Datasette, python_of
from benchmarks.targets.hello import Hello
from benchmarks.targets.plain import Plain
from benchmarks.targets.static import Static, program
from benchmarks.versions import versions
from benchmarks.writes import writer
from setup.postgres import NoPostgresError

SIZES = (1_000, 10_000, 100_000)
FOLDER = ROOT / "var" / "bench"
FIRST_VIEWS = ("/en/", "/es/", "/en/tactics/", "/en/search/")
WORDS_FIRST = 100  # words that one process is asked for the first time


def say(sentence: str) -> None:
    """Progress, beside what is measured."""
    print(sentence, file=sys.stderr, flush=True)


class OneSize:
    """Everything about one size: its databases, its questions, what is measured with them."""

    def __init__(self, size: int, postgres: Postgres, given: argparse.Namespace) -> None:
        self.size = size
        self.postgres = postgres
        self.given = given
        self.work = FOLDER / "work"
        data = FOLDER / "data"
        say(f"{size} entries: generating, or taking what is kept")
        self.file, sqlite = databases.sqlite(data, size)
        self.urls = {"sqlite": sqlite, "postgresql": postgres.catalogue(data, size)}
        self.questions = Questions(self.file)

    def beside_each_other(self) -> list[dict[str, Any]]:
        """All targets in one interleaved run."""
        with ExitStack() as running:
            targets = self._start(running)
            stations = [
                Station(target, kind, self._asked(kind), self.given.seconds)
                for target in targets
                for kind in target.kinds
                if kind in self.questions.kinds or kind == "hello"
            ]
            say(f"{self.size} entries: looking at answers, warming up")
            expected = Expected(self.questions, self.file)
            for station in stations:
                station.check(expected)
            for station in stations:
                station.warm()
            visited = run(stations, self.given.rounds, f"rounds {self.size}", self.given.patience)
            return [measured.as_json() for measured in visited]

    def _asked(self, kind: str) -> list[Any]:
        return self.questions.kinds["list" if kind == "hello" else kind]

    def _start(self, running: ExitStack) -> list[Target]:
        """Start every target; nginx last, with the bytes of a cached page for each that it will serve."""
        targets: list[Target] = []
        for name, url in self.urls.items():
            for cached in (True, False):
                targets.append(Catalogue(self.work / f"{name}-{cached}", name, url, cached=cached))
            targets.append(Plain(self.work / f"plain-{name}", name, url))
        targets += [
            Hello(self.work / "hello"),
            Datasette(self.work / "datasette", python_of(FOLDER / "venv"), self.file),
        ]
        for target in targets:
            running.callback(target.stop)
            target.start()
        nginx = Static(self.work / "nginx")
        for question in self.questions.kinds["cached"]:
            nginx.hold(question, targets[0].get(targets[0].path("cached", question)))
        running.callback(nginx.stop)
        nginx.start()
        return [*targets, nginx]

    def alone(self, database: str) -> dict[str, Any]:
        """One process by itself, without a cache of pages: milliseconds for each kind of page."""
        site = Catalogue(self.work / f"{database}-False", database, self.urls[database], cached=False)
        collect_static(site.environment["DATA_DIR"])
        asked = {
            kind: list(dict.fromkeys(site.path(kind, question) for question in questions))[:200]
            for kind, questions in self.questions.kinds.items()
            if kind != "cached"
        }
        # Its warming up must ask for what is measured: these words are not new.
        asked["search"] = asked["search"][:50] * 4
        asked["first"] = asked["first"][:WORDS_FIRST]
        command = [sys.executable, "-m", "benchmarks.in_process"]
        done = subprocess.run(
            command, input=json.dumps(asked), cwd=ROOT, env={**os.environ, **site.environment},
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    def writes(self, database: str) -> dict[str, Any]:
        """What readers see of writes, and what applying one costs; on a copy of the catalogue."""
        if database == "sqlite":
            url = databases.copy_sqlite(self.file, self.work / "writes.sqlite3")
        else:
            url = self.postgres.copy(f"bench_{self.size}", "bench_writes")
        try:
            site = Catalogue(self.work / "writes", database, url, cached=True)
            site.start()
            try:
                with writer(dict(site.environment)) as other:
                    stale = count_stale(site, other, self.given.writes)
            finally:
                site.stop()
            command = [sys.executable, "-m", "benchmarks.writes", "apply"]
            settings = {**os.environ, **environment(self.work / "catalogue", url, cached=True)}
            done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=True)
            return {**asdict(stale), "applied": json.loads(done.stdout)}
        finally:
            if database == "sqlite":
                databases.remove_sqlite(self.work / "writes.sqlite3")
            else:
                self.postgres.remove("bench_writes")


def weights() -> list[dict[str, Any]]:
    """First views of the catalogue with its own content."""
    site = Catalogue(FOLDER / "work" / "weights", "sqlite", databases.content(FOLDER / "data"), cached=False)
    site.start()
    try:
        return [asdict(weigh(site, path)) for path in FIRST_VIEWS]
    finally:
        site.stop()


def medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Several runs of ``benchmarks.in_process`` as one: medians of each figure, word by word for first searches."""
    words = sorted(statistics.median(times) for times in zip(*(run["first"] for run in runs), strict=True))
    return {
        "start": statistics.median(run["start"] for run in runs),
        "memory": statistics.median(run["memory"] for run in runs),
        "first": {"median": statistics.median(words), "p95": words[int(len(words) * 0.95)], "worst": words[-1]},
        "views": {
            kind: {name: statistics.median(run["views"][kind][name] for run in runs) for name in figures}
            for kind, figures in runs[0]["views"].items()
        },
    }


def alone_by_turns(sizes: list[OneSize], rounds: int, patience: float) -> list[dict[str, dict[str, Any]]]:
    """One process by itself, at each size and on each database by turns, so that growth is not the machine's mood."""
    runs: list[dict[str, list[dict[str, Any]]]] = [{name: [] for name in one.urls} for one in sizes]
    for number in range(rounds):
        for one, found in zip(sizes, runs, strict=True):
            for name in one.urls:
                machine.wait_until_idle(patience)
                found[name].append(one.alone(name))
        say(f"  one process by itself: round {number + 1} of {rounds}")
    return [{name: medians(each) for name, each in found.items()} for found in runs]


def measure(given: argparse.Namespace, postgres: Postgres) -> dict[str, Any]:
    """Everything that is measured, as JSON."""
    sizes = [OneSize(size, postgres, given) for size in sorted(given.sizes)]
    results = []
    for one in sizes:
        say(f"{one.size} entries: {given.rounds} rounds")
        results.append({"size": one.size, "visits": one.beside_each_other()})
    for result, alone in zip(results, alone_by_turns(sizes, given.alone, given.patience), strict=True):
        result["alone"] = alone
    for result, one in zip(results, sizes, strict=True):
        say(f"{one.size} entries: writes")
        result["writes"] = {name: one.writes(name) for name in one.urls}
    return {
        "date": date.today().isoformat(),
        "machine": machine.description(),
        "versions": versions(python_of(FOLDER / "venv"), postgres),
        "rounds": given.rounds,
        "seconds": given.seconds,
        "weights": weights(),
        "results": results,
    }


def arguments(given: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", help="how many entries; without any: 1000 10000 100000")
    parser.add_argument("--rounds", type=int, default=3, help="of visits to all targets (3)")
    parser.add_argument("--seconds", type=int, default=2, help="of one visit, at least (2)")
    parser.add_argument("--alone", type=int, default=2, help="rounds of one process by itself (2)")
    parser.add_argument("--writes", type=int, default=WRITES, help="after which old answers are counted (1000)")
    parser.add_argument(
        "--patience", type=float, default=60, help="seconds to wait for an idle machine, each time (60)"
    )
    found = parser.parse_args(given)
    found.sizes = found.sizes or list(SIZES)
    return found


def main(given: list[str]) -> str | int | None:
    """Measure and report; the sentence that says what is wrong, or None."""
    chosen = arguments(given)
    (FOLDER / "data").mkdir(parents=True, exist_ok=True)
    (FOLDER / "work").mkdir(exist_ok=True)
    try:
        program()
        wrk()
        with databases.postgres() as postgres:
            found = measure(chosen, postgres)
    except (TargetError, LoadError, NoPostgresError) as error:
        return str(error)
    except subprocess.CalledProcessError as error:
        return f"This failed (what it said is above): {' '.join(map(str, error.cmd))}"
    except KeyboardInterrupt:
        return 130
    file = FOLDER / "results.json"
    file.write_text(json.dumps(found, indent=1), encoding="utf-8")
    # A quick run must not take the place of a whole one.
    whole = [result["size"] for result in found["results"]] == list(SIZES)
    written = write_report(found, ROOT / "docs" if whole else FOLDER)
    say(f"Written: {', '.join(str(path.relative_to(ROOT)) for path in (*written, file))}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
