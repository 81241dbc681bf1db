"""What a write costs those who read: ``python -m benchmarks.writes``, in two roles.

``save`` saves an entry whenever a line comes in and prints the entry's address and its new name. ``apply`` starts such
a writer and measures how long this process takes to know what it wrote. Both write to the database of DATABASE_URL,
which should be a copy.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, cast

APPLIED = 50  # writes whose application is measured
QUIET = 500  # times that nothing has to be applied


@dataclass(frozen=True)
class Written:
    """What a writer has committed."""

    folder: str
    slug: str
    name: str


class Writer:
    """A process of its own that saves entries, as an editor's worker would."""

    def __init__(self, orders: IO[str], said: IO[str]) -> None:
        """A line into ``orders`` makes it write; what it wrote comes as a line from ``said``."""
        self.orders = orders
        self.said = said

    def write(self) -> Written:
        """Give one entry a new name; back when it is committed. Raises RuntimeError when the writer is gone."""
        self.orders.write("\n")
        self.orders.flush()
        line = self.said.readline()
        if not line:
            raise RuntimeError("The process that writes has ended.")
        return Written(**json.loads(line))


@contextmanager
def writer(environment: dict[str, str]) -> Iterator[Writer]:
    """A writer on the database that the environment names; it ends with the block."""
    command = [sys.executable, "-m", "benchmarks.writes", "save"]
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:  # which closes its input, and so ends it
        yield Writer(cast(IO[str], process.stdin), cast(IO[str], process.stdout))


def save() -> None:
    """For each line read, save the next entry through its model, history and all, and print what was written."""
    _setup()
    from catalogue import registry
    from catalogue.models import Entry

    keys = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True)[:2000])
    for number, _line in enumerate(sys.stdin):
        entry: Any = Entry.objects.get(pk=keys[number * 37 % len(keys)]).typed()
        name = f"Renamed{number}x {entry.name_en}"[:200]
        entry.name_en = name
        entry.save()
        written = Written(registry.get(entry.type).folder, entry.slug, f"Renamed{number}x")
        print(json.dumps(vars(written)), flush=True)


def apply() -> None:
    """Print, in milliseconds, how long this process takes to apply one write, and to see that there is none."""
    _setup()
    from catalogue.search.held import current

    current()
    applied, quiet = [], []
    with writer({}) as other:
        for _ in range(APPLIED):
            other.write()
            applied.append(_milliseconds(current))
            quiet += [_milliseconds(current) for _ in range(QUIET // APPLIED)]
    # The first one reads code that no later one has to read.
    times = sorted(applied[1:])
    found = {"median": statistics.median(times), "worst": times[-1], "quiet": statistics.median(quiet)}
    json.dump(found, sys.stdout)


def _setup() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
    django.setup()


def _milliseconds(function) -> float:
    begin = time.perf_counter()
    function()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    {"save": save, "apply": apply}[sys.argv[1]]()
