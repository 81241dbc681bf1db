"""Names in the display face, as large as their room allows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

from PIL import ImageFont

from catalogue.sharing.card import FONT

ELLIPSIS = "…"
LEADING = 1.12  # of the type size
NO_LETTER = "\uffff"

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Setting:
    """A text broken into lines, and the size in which it fits."""

    lines: list[str]
    size: int
    weight: int

    @property
    def height(self) -> int:
        """Of all lines."""
        return round(len(self.lines) * self.size * LEADING)

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max(font(self.size, self.weight).getlength(line) for line in self.lines)


@lru_cache(maxsize=64)
def font(size: int, weight: int) -> Font:
    """The display face."""
    found = ImageFont.truetype(BytesIO(_font()), size)
    found.set_variation_by_axes([weight])
    return found


@cache
def _font() -> bytes:
    return FONT.read_bytes()


def printable(text: str) -> str:
    """A text without what the face has no letters for: other scripts, emoji, marks that say how to write."""
    return " ".join("".join(map(_letter, unicodedata.normalize("NFC", text))).split())


@lru_cache(maxsize=5_000)
def _letter(character: str) -> str:
    """The character, or its base letter without the accent that the face lacks, or nothing."""
    if character.isspace():
        return " "
    for letter in (character, unicodedata.normalize("NFKD", character)[:1]):
        if unicodedata.category(letter)[0] in "LNPSZ" and _has(letter):
            return letter
    return ""


def _has(letter: str) -> bool:
    face = font(40, 700)
    return bytes(face.getmask(letter)) != bytes(face.getmask(NO_LETTER))


def fitted(text: str, room: int, height: int, sizes: range, weight: int) -> Setting:
    """A text in the largest size in which it fits, in lines of much the same length; cut where none is small enough."""
    for size in sizes:
        lines = _broken(text, room, font(size, weight))
        setting = Setting(lines, size, weight)
        if setting.height <= height and setting.width <= room:
            return Setting(_even(text, lines, room, font(size, weight)), size, weight)
    face = font(sizes[-1], weight)
    most = max(1, int(height / (sizes[-1] * LEADING)))
    lines = [_cut(line, room, face) for line in lines[: most - 1]]
    return Setting([*lines, _cut(" ".join(_broken(text, room, face)[most - 1 :]), room, face)], sizes[-1], weight)


def _broken(text: str, room: float, face: Font) -> list[str]:
    """Lines of whole words; a word that is longer stands in a line that is too long."""
    lines: list[str] = []
    for word in text.split() or [""]:
        if lines and face.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _even(text: str, lines: list[str], room: int, face: Font) -> list[str]:
    """As many lines, none much shorter than the others."""
    narrowest, widest = round(room / 3), room
    while widest - narrowest > 4:
        middle = (narrowest + widest) // 2
        tried = _broken(text, middle, face)
        if len(tried) <= len(lines) and max(map(face.getlength, tried)) <= room:
            widest, lines = middle, tried
        else:
            narrowest = middle
    return lines


def _cut(line: str, room: int, face: Font) -> str:
    if face.getlength(line) <= room:
        return line
    while line and face.getlength(line + ELLIPSIS) > room:
        line = line[:-1].rstrip(" ,;:(")
    return line + ELLIPSIS
