"""How wide words are in the display face, without opening the font: for drawings that the server writes as text."""

from __future__ import annotations

from functools import lru_cache

# Hundredths of the type size, from the font itself at the weight of names (600), rounded up to steps of five. At 700
# single signs are up to 3 % wider than this, whole names never.
WIDTHS = {
    character: width
    for width, characters in {
        20: "',‘’",
        25: " .:;·",
        30: "!IijlíÍ¡",
        35: '"()-1[]',
        40: "/Jft“”",
        45: "?r¿«»",
        55: "+7Lsz–",
        60: "23FTZacegkvxyáé",
        65: "#$459EPSYbdhnopquóúüñÉ",
        70: "068ABCDKRVXÁ",
        75: "GHOQUÓÚÜ…",
        80: "&NÑ—",
        85: "w",
        95: "Mm",
        100: "%@W",
    }.items()
    for character in characters
}
UNKNOWN = 80  # of a letter from another face
ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """How wide a line is, at most."""
    return sum(WIDTHS.get(character, UNKNOWN) for character in text) * size / 100


@lru_cache(maxsize=5_000)
def wrapped(text: str, room: float, most: int, size: float) -> tuple[str, ...]:
    """A name in at most so many lines of that room; what does not fit is left out.

    Names explain themselves after a comma or in brackets ("CHIRLA, a coalition for …"): that goes first, and only what
    is still too long ends in an ellipsis.
    """
    for name in (text, text.partition(", ")[0], text.partition(" (")[0]):
        lines = _lines(name, room, size)
        if len(lines) <= most:
            return tuple(lines)
    return (*lines[: most - 1], _cut(lines[most - 1], room, size))


def _lines(text: str, room: float, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while width(word, size) > room:  # a word longer than a line is broken at a hyphen, or where the line ends
            fitting = next(n for n in range(len(word) - 1, 0, -1) if width(word[:n], size) <= room or n == 1)
            fitting = word.rfind("-", 0, fitting) + 1 or fitting
            lines[-1], word = word[:fitting], word[fitting:]
            lines.append("")
        lines[-1] = word
    return lines


def _cut(line: str, room: float, size: float) -> str:
    """As many of its words as there is room for, or of the letters of its first."""
    while width(line + ELLIPSIS, size) > room and len(line) > 1:
        line = (line.rpartition(" ")[0] or line[:-1]).rstrip(" ,;:(")
    return line + ELLIPSIS
