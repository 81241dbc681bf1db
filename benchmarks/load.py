"""Loads a server on this machine through ``wrk``: 8 connections that stay open, one request after another on each."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("wrk.lua")
LONGEST = 120  # seconds that one request may take


class LoadError(Exception):
    """A visit cannot be counted; the text says why."""


class NothingAnsweredError(LoadError):
    """A visit was over before the target had answered anything."""


@dataclass(frozen=True)
class Visit:
    """What one visit to one target measured."""

    rate: float  # requests a second
    p50: float  # milliseconds that half of the requests took at most
    p95: float
    bytes: float  # of an answer with its headers, on average
    requests: int


class Driver:
    """Asks for the addresses of a list, in turn; every visit goes on where the last one stopped."""

    def __init__(self, base: str, paths: list[str], file: Path) -> None:
        """``base`` like ``http://127.0.0.1:8000``; the paths are written to ``file``, where wrk reads them."""
        self.base = base
        self.paths = paths
        self.position = 0
        self.file = file
        file.write_text("\n".join(paths) + "\n", encoding="utf-8")

    @property
    def rounds(self) -> float:
        """How often each address was asked for so far, on average."""
        return self.position / len(self.paths)

    def visit(self, seconds: float) -> Visit:
        """Load it for so long. Raises LoadError when an answer was not 2xx or 3xx or a connection broke, and
        NothingAnsweredError when that was too short for a single answer."""
        # fmt: off
        command = [
            wrk(), "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{max(1, round(seconds))}s",
            "--timeout", f"{LONGEST}s", "--script", str(SCRIPT), "--header", "Accept-Encoding: gzip",
            self.base, "--", str(self.file), str(self.position % len(self.paths)),
        ]
        # fmt: on
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise LoadError(f"wrk stopped: {done.stderr.strip() or done.stdout.strip()}")
        said = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
        self.position += said["position"] - self.position % len(self.paths)
        if said["refused"] or said["broken"] or not said["requests"]:
            wrong = said["refused"] or said["broken"]
            raise (LoadError if wrong else NothingAnsweredError)(
                f"{self.base}: {said['requests']} answers, {said['refused']} of them refusals, "
                f"{said['broken']} broken or too late."
            )
        return Visit(
            rate=said["requests"] * 1_000_000 / said["microseconds"],
            p50=said["p50"] / 1000,
            p95=said["p95"] / 1000,
            bytes=said["bytes"] / said["requests"],
            requests=said["requests"],
        )


def wrk() -> str:
    """The program's path. Raises LoadError with how to install it."""
    found = shutil.which("wrk")
    if not found:
        raise LoadError("The benchmarks load servers with wrk, which is not installed: apt-get install wrk")
    return found
