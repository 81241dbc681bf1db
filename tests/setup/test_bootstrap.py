import ast
import subprocess
import sys

import pytest

from setup import bootstrap


@pytest.fixture
def environment(tmp_path):
    """A project whose .venv looks made and filled, and whose locks name nothing."""
    environment = bootstrap.Environment(tmp_path)
    (tmp_path / bootstrap.RUNTIME).write_text("")
    (tmp_path / bootstrap.DEV).write_text("")
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    (environment.folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}").mkdir(parents=True)
    return environment


@pytest.fixture
def commands(monkeypatch):
    """What would have been run."""
    run = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: run.append(command))
    return run


@pytest.mark.parametrize("script", ["bootstrap.py", "port.py"])
def test_script_can_be_read_by_an_old_python(script):
    source = (bootstrap.ROOT / "setup" / script).read_text()

    assert ast.parse(source, feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 0)])
def test_complaint_old_python(version):
    assert bootstrap.complaint(version) == (
        f"This needs Python 3.11 or newer, and this one is {version[0]}.{version[1]}. "
        "Install a newer one and name it, for example: make run PYTHON=python3.13"
    )


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_complaint_no_venv(missing):
    complaint = bootstrap.complaint(find_spec=lambda name: None if name == missing else name)

    assert complaint.endswith("install python3-venv: apt-get install python3-venv")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_complaint_none(version):
    assert bootstrap.complaint(version, find_spec=lambda name: name) is None


def test_main_refuses_before_it_installs(monkeypatch, commands):
    monkeypatch.setattr(bootstrap, "complaint", lambda: "No.")

    assert bootstrap.main([]) == "No."
    assert commands == []


def test_fill_runtime_marks_runtime_only(environment, commands):
    environment.fill(bootstrap.RUNTIME)

    assert environment.is_fresh(bootstrap.RUNTIME)
    assert not environment.is_fresh(bootstrap.DEV)
    assert len(commands) == 1
    assert "--require-hashes" in commands[0]


def test_fill_dev_marks_both(environment, commands):
    environment.fill(bootstrap.DEV)

    assert environment.is_fresh(bootstrap.DEV)
    assert environment.is_fresh(bootstrap.RUNTIME)


def test_fill_makes_the_environment_when_it_is_missing(environment, commands):
    environment.python.unlink()

    environment.fill(bootstrap.RUNTIME)

    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]


def test_fill_failed_installation_is_not_marked(environment, monkeypatch):
    def fail(command, check):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(subprocess, "run", fail)

    with pytest.raises(subprocess.CalledProcessError):
        environment.fill(bootstrap.RUNTIME)
    assert not environment.is_fresh(bootstrap.RUNTIME)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda it: (it.root / bootstrap.RUNTIME).write_text("django==5.2"), id="the lock changed"),
        pytest.param(lambda it: it.python.unlink(), id="the interpreter is gone"),
        pytest.param(lambda it: (it.folder / "lib").rename(it.folder / "lib3"), id="made by another Python version"),
    ],
)
def test_is_fresh_no_longer(environment, change):
    environment.mark_fresh(bootstrap.RUNTIME)
    assert environment.is_fresh(bootstrap.RUNTIME)

    change(environment)

    assert not environment.is_fresh(bootstrap.RUNTIME)
