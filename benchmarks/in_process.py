"""How long one process takes for a page, without a network: ``python -m benchmarks.in_process < asked.json``.

Reads addresses as JSON ({kind: [path, …]}) and prints what it measured as JSON. DATABASE_URL names the catalogue.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEASURED = 150  # different addresses of a kind
WARMING = 50  # others, asked before
STATUS = Path("/proc/self/status")


class Site:
    """The catalogue in this process, asked as the web server asks it."""

    def __init__(self) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
        from django.core.wsgi import get_wsgi_application
        from django.test import RequestFactory

        self.application: Callable[..., Any] = get_wsgi_application()
        self.factory = RequestFactory(headers={"Host": "localhost"})

    def ask(self, path: str) -> float:
        """Milliseconds from the request to the last byte. Raises ValueError when the answer is not a page."""
        environ = self.factory.get(path).environ
        said: list[str] = []
        begin = time.perf_counter()
        response = self.application(environ, lambda status, headers, info=None: said.append(status))
        for _part in response:
            pass
        taken = (time.perf_counter() - begin) * 1000
        response.close()
        if not said[0].startswith("200"):
            raise ValueError(f"{path} was answered with {said[0]}.")
        return taken


def measure(site: Site, paths: list[str]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, over addresses that are each asked once after others warmed up."""
    warming, measured = paths[:WARMING], paths[WARMING : WARMING + MEASURED]
    for path in warming:
        site.ask(path)
    times = sorted(site.ask(path) for path in measured or warming)
    return {"median": statistics.median(times), "p95": times[int(len(times) * 0.95)], "worst": times[-1]}


def first_searches(site: Site, paths: list[str]) -> list[float]:
    """Milliseconds of the first search for each word in this process, in the order given."""
    return [site.ask(path) for path in paths]


def memory() -> float:
    """What this process holds, in megabytes; 0 where that cannot be told."""
    if not STATUS.exists():
        return 0.0
    line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000


def main() -> None:
    """Measure every kind; the first search comes first, in a process that has asked for no words yet."""
    asked: dict[str, list[str]] = json.load(sys.stdin)
    site = Site()
    began = site.ask(asked["list"][0])
    site.ask(asked["list"][1])
    found: dict[str, Any] = {"start": began, "first": first_searches(site, asked.pop("first"))}
    found |= {"views": {kind: measure(site, paths) for kind, paths in asked.items()}}
    json.dump({**found, "memory": memory()}, sys.stdout)


if __name__ == "__main__":
    main()
