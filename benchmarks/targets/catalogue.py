"""The catalogue itself, with its cache of whole pages or without, on either database."""

import html
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.questions import Question
from benchmarks.targets.base import ROOT, Answer, Target, granian

TOTAL = re.compile(r'class="total"[^>]*>\D*?([\d.,\u00a0\u202f ]*\d)')
UNCACHED = ("list", "type-list", "entry", "search", "first", "filter", "suggest")


class Catalogue(Target):
    """The site under granian."""

    def __init__(self, folder: Path, database: str, url: str, *, cached: bool) -> None:
        """``database`` is "sqlite" or "postgresql", ``url`` its DATABASE_URL."""
        super().__init__(folder)
        self.name = f"catalogue-{'cached' if cached else 'uncached'}-{database}"
        self.kinds = ("cached",) if cached else UNCACHED
        self.environment = environment(folder.parent / "catalogue", url, cached=cached)

    def prepare(self) -> None:
        """Gather the static files: pages name them with their fingerprints."""
        collect_static(self.environment["DATA_DIR"])

    def command(self) -> list[str]:
        """granian with the site."""
        return granian("catalogue.wsgi:application", self.port)

    def path(self, kind: str, question: Question) -> str:
        """An address as readers have it in their browsers."""
        start = f"/{question.language}"
        if kind == "suggest":
            return f"{start}/search/suggest/?{urlencode({'q': question.words})}"
        if question.slug:
            return f"{start}/{question.folder}/{question.slug}/"
        return f"{start}/{question.folder or 'search'}/{question.query()}"

    def problem(self, kind: str, question: Question, answer: Answer, expected: int | None) -> str | None:
        """A list says how many entries there are, an entry its address, a search finds something."""
        if kind == "suggest":
            return None
        if question.slug:
            return None if f"{question.slug}/" in answer.text and "<h1" in answer.text else "This is not the entry."
        found = TOTAL.search(answer.text)
        if not found:
            return "The list does not say how many entries there are."
        total = int(re.sub(r"\D", "", html.unescape(found[1])))
        if expected is None:
            return None if total else "Nothing was found."
        return None if total == expected else f"The list says {total} entries; there are {expected}."


def environment(data: Path, url: str, *, cached: bool) -> dict[str, str]:
    """The settings of a site of this run; ``data`` is its DATA_DIR."""
    named = {"DATA_DIR": str(data), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "catalogue.settings"}
    for name in ("ALLOWED_HOSTS", "DEBUG", "CONTENT_DIR", "BEHIND_PROXY"):  # the caller's must not change what runs
        named[name] = ""
    return {**named, "PAGE_CACHE_MB": "64" if cached else "0"}


@cache
def collect_static(data: str) -> None:
    """Gather and compress static files into a DATA_DIR as ``make run`` does, once in a run."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATA_DIR": data, "DATABASE_URL": ""}, check=True)
