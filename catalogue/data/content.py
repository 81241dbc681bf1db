"""The catalogue as files: every file of a folder like ``content/``, read and checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from catalogue.data import checks, yaml_files
from catalogue.data.pages import ContentError, Key, Page, Problem, shown
from catalogue.data.shapes import all_shapes
from catalogue.data.synonyms import read_synonyms
from catalogue.models import Status

EXTENSION = ".yaml"


@dataclass
class Content:
    """What a folder of content files holds."""

    pages: dict[Key, Page]
    problems: list[Problem]  # by file and line

    def counts(self) -> dict[str, int]:
        """How many files each folder has."""
        found = Counter(folder for folder, _slug in self.pages)
        return {folder: found[folder] for folder in all_shapes()}


def read(directory: Path) -> Content:
    """Read and check every content file below a folder, without a database.

    Whatever is wrong is in ``problems``. Raises ContentError when the folder itself cannot be read.
    """
    if not directory.is_dir():
        raise ContentError([Problem(shown(directory), 1, "file", _("There is no such folder."))])
    pages, problems = _find(directory)
    for page in pages.values():
        page.known = frozenset(pages)
        _read_page(page)
    checks.check(pages.values())
    problems += [problem for page in pages.values() for problem in page.problems]
    return Content(pages, sorted({*problems, *read_synonyms(directory).problems}))


def _find(directory: Path) -> tuple[dict[Key, Page], list[Problem]]:
    """A page for every content file, and what is wrong with files and folders that have none."""
    shapes = all_shapes()
    pages: dict[Key, Page] = {}
    strangers = []
    for folder in _visible(directory):
        if folder.is_dir() and folder.name not in shapes:
            sentence = _("There is no such type. Folders are: %s.") % ", ".join(shapes)
            strangers.append(Problem(shown(folder), 1, "file", sentence))
    for shape in shapes.values():
        for path in _visible(directory / shape.folder):
            page = Page(path, shape, path.stem)
            if _is_welcome(page, pages):
                pages[page.key] = page
            else:
                strangers += page.problems
    return pages, strangers


def _is_welcome(page: Page, others: dict[Key, Page]) -> bool:
    """Whether a file can stand for its name; one with a bad name is read as well, to say all that is wrong with it."""
    if page.path.suffix not in (EXTENSION, ".yml") or not page.path.is_file():
        page.complain("", _("Only files that end in %s belong here.") % EXTENSION)
        return False
    same_name = [other for other in others.values() if other.slug.casefold() == page.slug.casefold()]
    if twins := [other for other in same_name if other.shape is page.shape]:
        page.complain("", _("Another file has this name already: %s.") % twins[0].path.name)
        return page.key not in others
    if page.path.suffix != EXTENSION:
        page.complain("", _("Let its name end in %s.") % EXTENSION)
    with page.complaining():
        page.shape.model._meta.get_field("slug").clean(page.slug, None)  # type: ignore[union-attr]
    return True


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def _read_page(page: Page) -> None:
    try:
        node = yaml_files.read(page.path)
    except yaml_files.UnreadableFile as error:
        page.complain("", error.sentence, error.line)
        return
    page.strict = _says(node, "status") in (None, Status.PUBLISHED)
    page.shape.read(node, page)


def _says(node: yaml.Node, name: str) -> str | None:
    """What the file writes after a name, before anything is checked."""
    fields = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value.value for key, value in fields if key.value == name), None)
