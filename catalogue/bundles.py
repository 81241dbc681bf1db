"""Files that pages load whole, made of the small files that people edit.

A phone on a slow line pays for every file with a round trip. ``collectstatic`` and whitenoise find the bundles beside
the other static files; nothing has to be built.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLES = {
    # on every page, in the order of the cascade
    "css/site.css": ("css/tokens.css", "css/base.css", "css/search.css", "css/parts.css", "css/leave.css"),
    "css/detail.css": ("css/entry.css", "css/neighbourhood.css", "css/words.css", "css/picture.css"),
    # the way out first: it must work whatever happens to the rest
    "js/site.js": ("js/leave.js", "js/suggest.js"),
}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class BundleFinder(BaseFinder):
    """Finds them in ``DATA_DIR/bundles``, where each is written when its parts say something new."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "bundles")

    def check(self, **kwargs: Any) -> list:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of a bundle; an empty list for any other name, as Django asks of finders."""
        if path not in BUNDLES:
            return []
        file = str(self._written(path))
        return [file] if find_all else file

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Each name with the storage that opens it."""
        for name in BUNDLES:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> Path:
        text = joined(name)
        file = Path(self.storage.path(name))
        if not file.exists() or file.read_text(encoding="utf-8") != text:  # else it would count as changed
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_suffix(f".{os.getpid()}")
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(file)
        return file


def joined(name: str) -> str:
    """What a bundle says.

    Scripts are kept apart by braces, so that their names do not meet. Stylesheets lose their comments and indentation,
    which were a seventh of what a phone had to load before it could show anything.
    """
    parts = [(settings.BASE_DIR / "static" / part).read_text(encoding="utf-8") for part in BUNDLES[name]]
    if name.endswith(".js"):
        return '"use strict";\n' + "".join(f"{{\n{part}}}\n" for part in parts)
    lines = COMMENT.sub("", "\n".join(parts)).splitlines()
    return "\n".join(stripped for line in lines if (stripped := line.strip()))
