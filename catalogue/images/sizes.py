"""The files of a stored picture as pages name them: one set of widths in each format, so that browsers choose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.files.storage import default_storage

from catalogue.images.workshop import FORMATS, widths
from catalogue.models import Entry

FOLDER = "entries"
TOKEN = r"[0-9a-f]{32}"  # noqa: S105 - a pattern
NAME = re.compile(rf"{FOLDER}/(?P<token>{TOKEN})-(?P<width>[0-9]{{2,4}})\.(?P<ending>{'|'.join(FORMATS)})")
TYPES = {ending: f"image/{name.lower()}" for ending, (name, _options) in FORMATS.items()}
FALLBACK = "jpg"  # what every browser reads; entries name its largest file


def name_of(token: str, width: int, ending: str = FALLBACK) -> str:
    """The name of a file in the store."""
    return f"{FOLDER}/{token}-{width}.{ending}"


def token_of(name: str) -> str:
    """What the names of all files of one picture share, and nobody can guess; "" for a name that is not ours."""
    found = NAME.fullmatch(name)
    return found["token"] if found else ""


@dataclass(frozen=True)
class Rendition:
    """One file: its address, size in pixels and media type."""

    url: str
    width: int
    height: int
    type: str


@dataclass(frozen=True)
class Picture:
    """A picture that is kept in several widths and formats."""

    token: str
    width: int
    height: int

    @classmethod
    def of(cls, entry: Entry) -> Picture | None:
        """That of an entry; None when it has none, or one that did not come through ``catalogue.images``."""
        token = token_of(str(entry.image or ""))
        if not (token and entry.image_width and entry.image_height):
            return None
        return cls(token, entry.image_width, entry.image_height)

    @property
    def renditions(self) -> list[Rendition]:
        """All files: best format first, and small before large."""
        return [self._rendition(width, ending) for ending in FORMATS for width in widths(self.width)]

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Media type and ``srcset`` of each format that a browser may not know."""
        return [(TYPES[ending], self._srcset(ending)) for ending in FORMATS if ending != FALLBACK]

    @property
    def srcset(self) -> str:
        """The widths in the format that every browser knows."""
        return self._srcset(FALLBACK)

    @property
    def src(self) -> str:
        """The largest file in that format."""
        return self._rendition(self.width, FALLBACK).url

    @property
    def shape(self) -> str:
        """A word for pages that give each shape its room: "lying", "upright" or "narrow"."""
        if self.height > 2 * self.width:
            return "narrow"
        return "upright" if self.height > self.width else "lying"

    @property
    def thumbnail(self) -> str:
        """The smallest one."""
        return self._rendition(widths(self.width)[0], FALLBACK).url

    def _srcset(self, ending: str) -> str:
        return ", ".join(f"{self._rendition(width, ending).url} {width}w" for width in widths(self.width))

    def _rendition(self, width: int, ending: str) -> Rendition:
        height = max(1, round(self.height * width / self.width))
        return Rendition(default_storage.url(name_of(self.token, width, ending)), width, height, TYPES[ending])
