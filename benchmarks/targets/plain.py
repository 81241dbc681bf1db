"""Django as one writes it at first, on the same database."""

import re
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.questions import Question
from benchmarks.targets.base import Answer, Target, granian
from benchmarks.targets.catalogue import environment

SORTS = {"": "name", "name": "name", "newest": "-newest", "evidence": "-evidence"}
TOTAL = re.compile(r'<p class="total">(\d+) entries')


class Plain(Target):
    """django-filter, ``icontains``, ``Count`` (benchmarks/plain/)."""

    kinds = ("list", "search", "filter")

    def __init__(self, folder: Path, database: str, url: str) -> None:
        """``database`` is "sqlite" or "postgresql", ``url`` its DATABASE_URL."""
        super().__init__(folder)
        self.name = f"plain-{database}"
        settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.plain.settings"}
        self.environment = {**environment(folder.parent / "catalogue", url, cached=True), **settings}

    def command(self) -> list[str]:
        """granian with the plain site."""
        return granian("benchmarks.plain.wsgi:application", self.port)

    def path(self, kind: str, question: Question) -> str:
        """The same parameters, and the same page of the list."""
        pairs = [("q", question.words)] if question.words else []
        pairs += [*question.chosen, ("sort", SORTS[question.sort]), ("page", str(question.page))]
        return f"/?{urlencode(pairs)}"

    def problem(self, kind: str, question: Question, answer: Answer, expected: int | None) -> str | None:
        """It says how many entries there are."""
        found = TOTAL.search(answer.text)
        total = int(found[1]) if found else 0
        if expected is None:
            return None if total else "Nothing was found."
        return None if total == expected else f"The list says {total} entries; there are {expected}."
