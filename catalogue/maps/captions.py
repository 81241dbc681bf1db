"""Words on the map that are no point's name: of counties, of the sea, of the mountains."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from catalogue.maps.labels import Box, Label, standing

SMALL = 12.4  # their size on the narrowest phone, in units of the drawing; on others they are smaller
LETTER_SPACE = 0.1 * SMALL  # between capitals
WIDEST = 124.0  # what is wider takes two lines
LINE = 1.25 * SMALL  # from one to the next

Lines = list[tuple[str, Label]]


def spaced(text: str, x: float, y: float, anchor: str = "middle", size: float = SMALL) -> Label:
    """A line of capitals with air between them."""
    wide = standing(text.upper(), x, y, anchor, size)
    air = LETTER_SPACE * len(text) / 2
    return wide._replace(box=Box(wide.box.left - air, wide.box.top, wide.box.right + air, wide.box.bottom))


def lines_of(text: str, x: float, y: float, setting: Callable[..., Label]) -> Lines:
    """A text around a point, in one line or two."""
    words, cut_up = text.split(), [text]
    if setting(text, x, y, "middle", SMALL).box.right - x > WIDEST / 2 and len(words) > 1:
        cut = min(range(1, len(words)), key=lambda n: abs(len(" ".join(words[:n])) - len(" ".join(words[n:]))))
        cut_up = [" ".join(words[:cut]), " ".join(words[cut:])]
    return [(line, setting(line, round(x), round(y + LINE * n), "middle", SMALL)) for n, line in enumerate(cut_up)]


def nearest(text: str, x: float, y: float, paper: Box, full: list[Box]) -> Lines:
    """The name of an area as near to its middle as there is room, which it takes; nothing where there is none."""
    settings = (fitting([lines_of(text, x, y + away, spaced)], paper, full) for away in (0, -14, 14, -28, 28, -42, 42))
    return next((setting for setting in settings if setting), [])


def fitting(texts: Iterable[Lines], paper: Box, full: list[Box]) -> Lines:
    """The lines of the texts for which there is room, each adding to what is full."""
    kept: Lines = []
    for lines in texts:
        boxes = [label.box for _line, label in lines]
        if all(box.within(paper) and not any(box.meets(other) for other in full) for box in boxes):
            full += boxes
            kept += lines
    return kept
