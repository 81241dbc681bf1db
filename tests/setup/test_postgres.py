import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from setup import postgres


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"DATABASE_URL": "sqlite:///x"}, None, id="not PostgreSQL"),
        pytest.param({"DATABASE_URL": "postgres://a/b"}, "postgres://a/b", id="DATABASE_URL"),
        pytest.param(
            {"DATABASE_URL": "postgres://a/b", "TEST_DATABASE_URL": "postgresql://c/d"},
            "postgresql://c/d",
            id="TEST_DATABASE_URL first",
        ),
    ],
)
def test_given_url(environ, expected):
    assert postgres.given_url(environ) == expected


def test_programs_of_the_wheel_come_first(tmp_path, monkeypatch):
    (tmp_path / "initdb").touch()
    monkeypatch.setattr(postgres, "embedded_programs", lambda: tmp_path)
    monkeypatch.setattr(postgres, "installed_programs", lambda: Path("/elsewhere"))

    assert postgres.programs() == tmp_path


def test_main_without_any_postgres_says_so(monkeypatch):
    monkeypatch.setattr(postgres, "given_url", lambda environ: None)
    monkeypatch.setattr(postgres, "embedded_programs", lambda: None)
    monkeypatch.setattr(postgres, "installed_programs", lambda: None)

    assert postgres.main(["--", "true"]) == postgres.NONE_FOUND


def test_main_without_command_says_so():
    assert postgres.main(["--"]) == "Say what to run: python setup/postgres.py -- pytest"


def test_main_hands_the_given_server_to_the_command(monkeypatch):
    monkeypatch.setattr(postgres, "given_url", lambda environ: "postgres://a/b")
    command = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'] == 'postgres://a/b' else 1)"

    assert postgres.main(["--", sys.executable, "-c", command]) == 7


def test_throw_away_server_is_real_and_leaves_nothing_behind(tmp_path_factory, monkeypatch):
    def use():
        with postgres.throw_away_server() as url, psycopg.connect(url) as connection:
            folders.append(Path(url.partition("host=")[2]))
            answers.append(connection.execute("select upper('ñandú'), inet_server_addr()").fetchone())
            raise LookupError("a test failed")

    folders, answers = [], []

    with pytest.raises(LookupError):
        use()

    assert answers == [("ÑANDÚ", None)]  # and it listens on no network address
    assert not folders[0].exists()


def test_server_that_cannot_start_says_why(tmp_path):
    failing = tmp_path / "initdb"
    failing.write_text("#!/bin/sh\necho 'no space left'\nexit 1\n")
    failing.chmod(0o755)
    server = postgres.Server(tmp_path, tmp_path)
    server.user = None

    with pytest.raises(postgres.NoPostgresError, match="initdb said:\nno space left"):
        server.start()


def test_copied_programs_find_their_libraries():
    with tempfile.TemporaryDirectory() as folder:
        server = postgres.Server(postgres.programs(), Path(folder))
        server.hand_over(server.folder)

        server.programs = server.copy_of_programs()

        assert server.programs.is_relative_to(folder)
        assert "PostgreSQL" in server.run("initdb", "--version")


def test_programs_out_of_reach_are_copied(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        server = postgres.Server(postgres.programs(), Path(folder))
        server.hand_over(server.folder)
        reach = server.run

        def run(program, *arguments):
            if not server.programs.is_relative_to(folder):
                raise PermissionError(program)
            return reach(program, *arguments)

        monkeypatch.setattr(server, "run", run)

        server.reachable_programs()

        assert "PostgreSQL" in server.run("initdb", "--version")
