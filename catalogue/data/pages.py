"""A content file while it is read: where each of its fields stands, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from catalogue.data.shapes import Shape

Key = tuple[str, str]  # folder and slug: "places", "boyle-heights"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a content file, and where."""

    file: str
    line: int
    field: str  # "citations.c1.claim.es", or "file" when it is about the whole
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.sentence}"


class ContentError(Exception):
    """Content that cannot be loaded; ``problems`` says why."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Notes:
    """A file while it is read: on which line each field stands, and what is wrong."""

    path: Path
    lines: dict[str, int] = field(default_factory=dict, kw_only=True)
    problems: list[Problem] = field(default_factory=list, kw_only=True)

    @property
    def file(self) -> str:
        """Its path as people will type it."""
        return shown(self.path)

    def line(self, path: str) -> int:
        """Where a field stands, or else what it belongs to."""
        while path not in self.lines and path:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)

    def complain(self, path: str, sentence: str, line: int | None = None) -> None:
        """Note that something is wrong with a field."""
        self.problems.append(Problem(self.file, line or self.line(path), path or "file", str(sentence)))

    def complained(self, path: str) -> bool:
        """Whether something is wrong with a field or within it."""
        return any(f"{problem.field}.".startswith(f"{path}.") for problem in self.problems)

    @contextmanager
    def complaining(self, path: str = "") -> Iterator[None]:
        """Note what a model objects to instead of stopping at it."""
        try:
            yield
        except ValidationError as error:
            objections = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, sentences in objections.items():
                self.complain(join(path, name), " ".join(sentences))


@dataclass
class Page(Notes):
    """One content file: what it holds, line by line."""

    shape: Shape
    slug: str
    known: frozenset[Key] = frozenset()  # everything that has a file
    strict: bool = True  # what is published needs both languages; a draft may wait for one
    citations: list[str] = field(default_factory=list)  # their keys
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Its folder and slug."""
        return self.shape.folder, self.slug


def join(path: str, name: str) -> str:
    """ "citations.c1" and "claim" are "citations.c1.claim"."""
    return f"{path}.{name}" if path and name else path or name


def shown(path: Path) -> str:
    """A path as people will type it: from where they are, when it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
