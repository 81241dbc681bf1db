"""Generated catalogues in var/bench/, made once and kept until what they are made from changes."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from setup.postgres import given_url, programs, throw_away_server

ROOT = Path(__file__).resolve().parent.parent
SEED = 1
# What the rows come from, and what the index over them comes from.
ROWS = ("benchmarks/generate.py", "benchmarks/insert.py", "benchmarks/plan.py", "benchmarks/records.py",
        "benchmarks/words.py", "content/**/*.yaml", "*/migrations/*.py", "*/models.py", "*/models/*.py")  # fmt: skip
INDEX = ("catalogue/search/**/*.py", "*/filters.py", "content/synonyms.yaml")


def digest(patterns: Iterable[str]) -> str:
    """Changes when a file that one of the patterns names does."""
    found = hashlib.sha256(f"seed {SEED}".encode())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            found.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()


def manage(*arguments: str, environment: Mapping[str, str]) -> None:
    """Run a Python module or script of the checkout. Raises CalledProcessError when it fails."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, check=True)


def generate(size: int, environment: Mapping[str, str], *, rows: bool) -> None:
    """Fill an empty database and index it; without ``rows`` index only what is there."""
    if rows:
        manage("-m", "benchmarks.generate", str(size), "--seed", str(SEED), environment=environment)
    else:
        manage("manage.py", "rebuild_search", environment=environment)


class Kept:
    """One catalogue of one size as a file: a database of SQLite or a dump of PostgreSQL."""

    def __init__(self, file: Path, size: int, data: Path) -> None:
        """``data`` is the DATA_DIR of whoever makes it."""
        self.file = file
        self.size = size
        self.data = data
        self.stamps = {"rows": digest(ROWS), "index": digest(INDEX)}

    def stale(self) -> str | None:
        """What has to be made anew: "rows" (and with them the index), only the "index", or None."""
        for part, wanted in self.stamps.items():
            stamp = self._stamp(part)
            if not self.file.exists() or not stamp.exists() or stamp.read_text() != wanted:
                return part
        return None

    def mark_fresh(self) -> None:
        """Remember what it was made from."""
        for part, wanted in self.stamps.items():
            self._stamp(part).write_text(wanted)

    def _stamp(self, part: str) -> Path:
        return self.file.with_name(f"{self.file.name}.{part}")


def sqlite(folder: Path, size: int) -> tuple[Path, str]:
    """A catalogue in SQLite: its file and its DATABASE_URL."""
    file = folder / f"{size}.sqlite3"
    kept = Kept(file, size, folder.parent / "work" / "catalogue")
    url = f"sqlite:///{file}"
    if part := kept.stale():
        if part == "rows":
            remove_sqlite(file)
        generate(size, {"DATABASE_URL": url, "DATA_DIR": str(kept.data)}, rows=part == "rows")
        _settle_sqlite(file)
        kept.mark_fresh()
    return file, url


def content(folder: Path) -> str:
    """The catalogue's own content in SQLite: its DATABASE_URL."""
    file = folder / "content.sqlite3"
    kept = Kept(file, 0, folder.parent / "work" / "catalogue")
    url = f"sqlite:///{file}"
    if kept.stale():
        remove_sqlite(file)
        settings = {"DATABASE_URL": url, "DATA_DIR": str(kept.data), "CONTENT_DIR": ""}
        manage("manage.py", "migrate", "--no-input", "--verbosity", "0", environment=settings)
        manage("manage.py", "load_catalogue", environment=settings)
        kept.mark_fresh()
    return url


def _settle_sqlite(file: Path) -> None:
    """Move what the log of writes still holds into the file, so that a copy of the file is a copy of all."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def remove_sqlite(file: Path) -> None:
    """Remove a database with its log of writes."""
    for path in file.parent.glob(f"{file.name}*"):
        path.unlink()


def copy_sqlite(file: Path, copy: Path) -> str:
    """A copy to write to: its DATABASE_URL."""
    remove_sqlite(copy)
    _settle_sqlite(file)
    shutil.copyfile(file, copy)
    return f"sqlite:///{copy}"


class Postgres:
    """A PostgreSQL server for the length of a run, with a database for each size."""

    def __init__(self, url: str) -> None:
        """``url`` leads to the server's database "postgres"."""
        self.url = url

    def address(self, name: str) -> str:
        """The DATABASE_URL of one of its databases."""
        before, _slash, after = self.url.partition("://")
        host, _slash, rest = after.partition("/")
        query = f"?{rest.partition('?')[2]}" if "?" in rest else ""
        return f"{before}://{host}/{name}{query}"

    def run(self, program: str, *arguments: str) -> str:
        """What a program of PostgreSQL says. Raises CalledProcessError when it fails."""
        command = [str(programs() / program), *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def ask(self, statement: str, name: str = "postgres") -> str:
        """The answer to one statement, as text."""
        return self.run("psql", "--no-psqlrc", "-qtAX", "-c", statement, self.address(name)).strip()

    def catalogue(self, folder: Path, size: int) -> str:
        """A catalogue restored from its dump, or made and dumped: its DATABASE_URL."""
        name = f"bench_{size}"
        url = self.address(name)
        kept = Kept(folder / f"{size}.pgdump", size, folder.parent / "work" / "catalogue")
        part = kept.stale()
        self.copy("template0", name)
        if part != "rows":
            self.run("pg_restore", "--no-owner", "--jobs", "2", "--dbname", url, str(kept.file))
        if part:
            generate(size, {"DATABASE_URL": url, "DATA_DIR": str(kept.data)}, rows=part == "rows")
            self.run("pg_dump", "--format", "custom", "--compress", "1", "--file", str(kept.file), url)
            kept.mark_fresh()
        self.ask("VACUUM ANALYZE", name)
        return url

    def copy(self, template: str, name: str) -> str:
        """A copy of a database that nobody is connected to: its DATABASE_URL."""
        self.remove(name)
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.address(name)

    def remove(self, name: str) -> None:
        """Remove one of its databases."""
        self.ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def postgres() -> Iterator[Postgres]:
    """The server that TEST_DATABASE_URL or DATABASE_URL names, or a throw-away one. Raises NoPostgresError."""
    given = given_url(os.environ)
    if given:
        yield Postgres(given)
        return
    with throw_away_server() as url:
        yield Postgres(url)
