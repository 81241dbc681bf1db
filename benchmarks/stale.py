"""Does any worker still show what was there before a write? Every write is followed by questions to the site."""

import statistics
import time
from dataclasses import dataclass

from benchmarks.questions import Question
from benchmarks.targets.base import Target
from benchmarks.writes import Writer, Written

WRITES = 1000


@dataclass(frozen=True)
class Stale:
    """How many of the answers after so many writes were old, and how long the first one took."""

    writes: int
    asked: int
    old: int
    first: float  # milliseconds, median
    again: float  # milliseconds of the same question asked again, median


def count_stale(site: Target, writer: Writer, writes: int = WRITES) -> Stale:
    """Write, then ask for the entry's page, for the list and for the new word.

    Each request has a connection of its own, so that it reaches one worker or the other.
    """
    old, first, again = 0, [], []
    for number in range(writes):
        written = writer.write()
        questions = _questions(written)
        kind = ("entry", "search")[number % 2]
        taken, fresh = _ask(site, kind, questions[kind], written)
        first.append(taken)
        again.append(_ask(site, kind, questions[kind], written)[0])
        old += not fresh
        for other in questions:
            if other != kind:
                old += not _ask(site, other, questions[other], written)[1]
    return Stale(writes, 2 * writes, old, statistics.median(first), statistics.median(again))


def _questions(written: Written) -> dict[str, Question]:
    return {
        "entry": Question(folder=written.folder, slug=written.slug),
        "search": Question(words=written.name),
    }


def _ask(site: Target, kind: str, question: Question, written: Written) -> tuple[float, bool]:
    """Milliseconds, and whether the answer has the new name."""
    begin = time.perf_counter()
    answer = site.get(site.path(kind, question))
    taken = (time.perf_counter() - begin) * 1000
    # The words looked for are marked in the name, and stand in the search box as well.
    text = answer.text.replace("<mark>", "").replace("</mark>", "")
    return taken, f"{written.name} " in text and f"/{written.slug}/" in text
