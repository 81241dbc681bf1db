"""The versions of everything that a run compares."""

import platform
import re
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.databases import Postgres
from benchmarks.load import wrk
from benchmarks.targets import static


def versions(bench: Path, postgres: Postgres) -> dict[str, str]:
    """Name → version; ``bench`` is the interpreter that has Datasette."""
    theirs = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    others = {
        name: subprocess.run(
            [str(bench), "-c", theirs, name], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name in ("datasette", "uvicorn")
    }
    # It says its version and then how it is used, with a status of failure.
    loader = subprocess.run([wrk(), "--version"], capture_output=True, text=True, check=False)
    return {
        "Python": platform.python_version(),
        "Django": version("django"),
        "granian": version("granian"),
        "django-filter": version("django-filter"),
        "Datasette": others["datasette"],
        "uvicorn": others["uvicorn"],
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": postgres.ask("SHOW server_version").split()[0],
        "nginx": static.version(),
        "wrk": said[0]
        if (said := re.findall(r"\d+\.\d+\.\d+", loader.stdout + loader.stderr))
        else "of unknown version",
    }
