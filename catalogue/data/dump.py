"""Writing the catalogue back into content files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from catalogue.data import coverage, yaml_files
from catalogue.data.content import EXTENSION, read
from catalogue.data.shapes import Shape, all_shapes


@dataclass
class Dumped:
    """What a dump did to a folder."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


@transaction.atomic
def dump(directory: Path, *, prune: bool = False) -> Dumped:
    """Write every place, source and entry, whatever its status, to ``<type>/<slug>.yaml`` below a folder.

    Files that say the same already are left alone. ``prune`` removes the files of what the database no longer holds.
    Where the folder has a COVERAGE.md, that is brought up to date.
    """
    dumped = Dumped()
    for shape in all_shapes().values():
        kept = set()
        for path, text in _files(shape, directory / shape.folder):
            kept.add(path.name)
            if path.exists() and path.read_bytes() == text.encode():
                dumped.unchanged += 1
            else:
                _write(path, text)
                dumped.written += 1
        if prune:
            dumped.removed += _remove_others(directory / shape.folder, kept)
    if reasons := coverage.read_reasons(directory):
        _write(directory / coverage.FILE, coverage.coverage(read(directory), reasons))
    return dumped


def _files(shape: Shape, folder: Path) -> Iterator[tuple[Path, str]]:
    for thing in shape.stored():
        yield folder / f"{thing.slug}{EXTENSION}", yaml_files.write(shape.record(thing))


def _write(path: Path, text: str) -> None:
    """Put the whole file in place at once, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _remove_others(folder: Path, kept: set[str]) -> int:
    others = [path for path in folder.glob(f"*{EXTENSION}") if path.name not in kept]
    for path in others:
        path.unlink()
    return len(others)
