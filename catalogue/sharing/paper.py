"""The site's colours and cut paper, as Pillow needs them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageChops, ImageColor, ImageDraw
from svg.path import Arc, Close, Line, Move, parse_path
from svg.path import Path as Outline

from catalogue.sharing.card import INKS

FINER = 4  # shapes are cut so many times larger, then made smaller: that smooths their edges
STEPS = 12  # straight lines for each curve

RGB = tuple[int, int, int]


@cache
def inks() -> dict[str, RGB]:
    """The colours on light paper, by their names in the style sheet."""
    light = INKS.read_text().partition("@media")[0]
    return {name: _rgb(colour) for name, colour in re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light)}


def _rgb(colour: str) -> RGB:
    red, green, blue, *_alpha = ImageColor.getrgb(colour)
    return red, green, blue


def mixed(over: RGB, under: RGB, opacity: float) -> RGB:
    """One ink printed thinly over another."""
    red, green, blue = (round(a * opacity + b * (1 - opacity)) for a, b in zip(over, under, strict=True))
    return red, green, blue


def shape(file: Path, width: int, symbol: str = "") -> Image.Image:
    """A drawing of one ``path`` (of one symbol in the file, by its id) as a mask of that width."""
    root = ElementTree.parse(file).getroot()  # noqa: S314 (our own file)
    drawing = next(each for each in root.iter() if each.get("id", "") == symbol and each.get("viewBox"))
    _x, _y, wide, high = map(float, drawing.attrib["viewBox"].split())
    outline = next(each.attrib["d"] for each in drawing.iter() if "d" in each.attrib)
    scale = width * FINER / wide
    size = width * FINER, round(high * scale)
    mask = Image.new("1", size)
    for points in _polygons(parse_path(outline)):
        piece = Image.new("1", size)
        ImageDraw.Draw(piece).polygon([(point.real * scale, point.imag * scale) for point in points], fill=1)
        mask = ImageChops.logical_xor(mask, piece)  # even-odd: what lies in two outlines is a hole
    return mask.convert("L").resize((width, round(size[1] / FINER)), Image.Resampling.BOX)


def _polygons(outline: Outline) -> list[list[complex]]:
    """Each closed line of it as corners."""
    found: list[list[complex]] = []
    for piece in outline:
        if isinstance(piece, Move):
            found.append([piece.end])
        elif isinstance(piece, Line | Close):
            found[-1].append(piece.end)
        else:
            steps = STEPS * 2 if isinstance(piece, Arc) else STEPS
            found[-1] += [piece.point(step / steps) for step in range(1, steps + 1)]
    return found
