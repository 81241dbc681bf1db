"""One interleaved run: in each round every target is visited once with every kind of question, in a new order."""

import random
import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load import CONNECTIONS, LONGEST, Driver, NothingAnsweredError, Visit
from benchmarks.machine import wait_until_idle
from benchmarks.questions import Question, Questions
from benchmarks.targets.base import Target, TargetError

CHECKED = 3  # questions of a kind that are looked at before anything is timed
LONGEST_VISIT = 20.0  # seconds, for the slowest target


@dataclass
class Measured:
    """All visits to one target with one kind of question."""

    target: str
    kind: str
    visits: list[Visit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second, the median of all rounds."""
        return statistics.median(visit.rate for visit in self.visits)

    def as_json(self) -> dict:
        """For the report: medians, and the least and the most of the rounds."""
        rates = [visit.rate for visit in self.visits]
        return {
            "target": self.target,
            "kind": self.kind,
            "rate": self.rate,
            "least": min(rates),
            "most": max(rates),
            "p50": statistics.median(visit.p50 for visit in self.visits),
            "p95": statistics.median(visit.p95 for visit in self.visits),
            "bytes": statistics.median(visit.bytes for visit in self.visits),
            "requests": sum(visit.requests for visit in self.visits),
            "notes": self.notes,
        }


class Station:
    """One target with one kind of question: where a round stops."""

    def __init__(self, target: Target, kind: str, questions: list[Question], seconds: float) -> None:
        self.target = target
        self.kind = kind
        self.questions = questions
        self.measured = Measured(target.name, kind)
        self.seconds = seconds
        paths = list(dict.fromkeys(target.path(kind, question) for question in questions))
        self.driver = Driver(target.base, paths, target.folder / f"{kind}.txt")

    def check(self, expected: "Expected") -> None:
        """Look at some answers before any is timed. Raises TargetError when one is wrong."""
        for question in self.questions[:: max(1, len(self.questions) // CHECKED)][:CHECKED]:
            path = self.target.path(self.kind, question)
            answer = self.target.get(path)
            if answer.status != 200:
                raise TargetError(f"{self.target.name} answers {path} with status {answer.status}.")
            if problem := self.target.problem(self.kind, question, answer, expected.of(self.kind, question)):
                raise TargetError(f"{self.target.name}, {path}: {problem}")

    def warm(self) -> None:
        """Ask before it counts: for a second, or every question of those that are asked again and again.

        A word that must be new to the process is not asked. How long a visit takes is settled here, so that a slow
        target answers each connection several times.
        """
        if self.kind == "first":
            return
        every = len(self.driver.paths) if self.kind in ("cached", "search") else 0
        for _ in range(30):
            visit = self._first_visit()
            # Which of the two workers answers is chance: three times around, each has seen nearly everything.
            if self.driver.rounds >= 3 or not every or visit.rate < 3:
                break
        needed = 4 * CONNECTIONS / visit.rate
        answered = 1.5 * visit.p95 / 1000  # however slow: a visit without any answer says nothing
        self.seconds = max(answered, min(LONGEST_VISIT, max(self.seconds, needed)))

    def _first_visit(self) -> Visit:
        """For a second, or for longer where a target needs that to answer at all."""
        seconds = 1.0
        while True:
            try:
                return self.driver.visit(seconds)
            except NothingAnsweredError:
                if seconds >= LONGEST:
                    raise
                seconds = min(LONGEST, 4 * seconds)

    def visit(self, patience: float) -> None:
        """Measure once, after at most so many seconds of waiting for an idle machine."""
        if not wait_until_idle(patience):
            self.measured.notes.append("the machine was busy")
        before = self.driver.position
        self.measured.visits.append(self.driver.visit(self.seconds))
        if self.kind == "first" and self.driver.position > len(self.driver.paths) >= before:
            self.measured.notes.append("the new words ran out")


class Expected:
    """How many entries lists must speak of, by brute force."""

    def __init__(self, questions: Questions, database: Path) -> None:
        self.questions = questions
        self.database = database

    def of(self, kind: str, question: Question) -> int | None:
        """None where only the search itself can say."""
        if kind not in ("list", "type-list", "filter", "cached"):
            return None
        return self.questions.expected(self.database, question)


def run(stations: list[Station], count: int, seed: str, patience: float) -> Iterable[Measured]:
    """``count`` rounds; what they measured. Each visit waits up to ``patience`` seconds for an idle machine."""
    shuffled = random.Random(seed)
    for number in range(1, count + 1):
        order = list(stations)
        shuffled.shuffle(order)
        for station in order:
            station.visit(patience)
        print(f"  round {number} of {count}", file=sys.stderr, flush=True)
    return [station.measured for station in stations]
