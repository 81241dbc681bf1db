"""Several processes and threads on one database: nobody is answered with what was true before."""

import os
import random
import string
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
WRITES = 1000


class Process:
    """A process of the site that does what it is told."""

    def __init__(self, environ: dict[str, str]):
        command = [sys.executable, "-W", "error", "-m", "tests.search.process"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **pipes)
        assert self.process.stdout.readline() == "ready\n"

    def tell(self, order: str) -> str:
        """What it answers."""
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n")

    def stop(self) -> None:
        """Let it end."""
        self.process.communicate(timeout=10)


@pytest.fixture(scope="module")
def environ(tmp_path_factory, django_db_setup):
    """An empty database of its own, of the kind that the tests run on."""
    values = {**os.environ, "DATA_DIR": str(tmp_path_factory.mktemp("processes")), "DATABASE_URL": ""}
    with ExitStack() as afterwards:
        if connection.vendor == "postgresql":
            values["DATABASE_URL"] = afterwards.enter_context(new_database(os.environ["DATABASE_URL"]))
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=values, check=True)
        yield values


@contextmanager
def new_database(address: str) -> Iterator[str]:
    """The address of another database on the same server; it is gone at the end."""
    name = f"processes_{token_hex(8)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(address)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def processes(environ):
    """Two of them."""
    started = [Process(environ), Process(environ)]
    yield started
    for process in started:
        process.stop()


def test_no_answer_is_stale_whichever_process_writes(processes):
    letters = random.Random("processes")  # noqa: S311
    words: dict[str, str] = {}
    stale = []

    for _ in range(WRITES):
        writer, reader = letters.sample(processes, 2)
        slug = f"tactic-{letters.randrange(10)}"
        word = "".join(letters.choices(string.ascii_lowercase, k=12))
        writer.tell(f"write {slug} {word}")
        answers = (reader.tell(f"there {word}"), reader.tell(f"there {words.get(slug, 'nothing')}"))
        if answers != (slug, ""):
            stale.append((word, answers))
        words[slug] = word

    assert stale == []
    assert processes[0].tell("verify") == ""


def test_no_answer_is_stale_in_threads_of_two_processes(processes):
    first, second = processes
    second.process.stdin.write("threads 20 5\n")
    second.process.stdin.flush()

    here = first.tell("threads 20 0")
    there = second.process.stdout.readline().rstrip("\n")

    assert (here, there) == ("0", "0")
    assert first.tell("verify") == ""
