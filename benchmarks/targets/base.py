"""What all targets share: a process, an address, questions put in its own words."""

import gzip
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.questions import Question

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
WORKERS = 2
PATIENCE = 300  # seconds until a server must answer: it may build an index first


class TargetError(Exception):
    """A target does not start or answers wrongly; the text says which and how."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes  # as sent

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Target:
    """A server that answers some kinds of questions.

    ``name`` is short and unique in a run; ``kinds`` are the kinds of questions that it is measured with.
    """

    name = ""
    kinds: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}

    def __init__(self, folder: Path) -> None:
        """``folder`` is this target's own, for whatever it writes; its output goes to ``log`` in it."""
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    def command(self) -> list[str]:
        """The server's command line."""
        raise NotImplementedError

    def path(self, kind: str, question: Question) -> str:
        """The address of a question."""
        raise NotImplementedError

    def problem(self, kind: str, question: Question, answer: Answer, expected: int | None) -> str | None:
        """What is wrong with an answer of status 200, or None. ``expected`` is how many entries it must speak of."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Whatever has to be there before the server starts."""

    def start(self) -> None:
        """Start it and wait until it answers. Raises TargetError when it does not."""
        self.prepare()
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                return self._knock()
            except OSError:
                time.sleep(0.1)
        self.stop()
        said = (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
        raise TargetError(f"{self.name} did not start. It said:\n{said}")

    def _knock(self) -> None:
        with socket.create_connection((HOST, self.port), timeout=1):
            pass

    def stop(self) -> None:
        """End it and its workers."""
        if self.process is None:
            return
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
            except ProcessLookupError:
                break
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def get(self, path: str, encoding: str = "gzip") -> Answer:
        """One request on a connection of its own. Raises TargetError when there is no answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": encoding})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read())
        except OSError as error:
            raise TargetError(f"{self.name} did not answer {path}: {error}") from error
        finally:
            connection.close()


def granian(application: str, port: int) -> list[str]:
    """As ``make run`` starts the catalogue, with two workers."""
    # fmt: off
    return [
        sys.executable, "-m", "granian", application, "--interface", "wsgi",
        "--host", HOST, "--port", str(port), "--workers", str(WORKERS),
        "--blocking-threads", "2",
        "--no-ws", "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "3",
    ]
    # fmt: on
