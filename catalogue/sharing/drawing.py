"""A card as a picture: a sheet of cut paper in the ink of the type, as at the head of the entry's page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from catalogue.sharing import letters, paper
from catalogue.sharing.card import EDGE, MARKS, Card

SIZE = WIDTH, HEIGHT = 1200, 630  # what social networks ask for
MARGIN = 64
BAND = 418  # height of the coloured sheet, without its cut edge
TILES = 6  # of the cut edge
MARK = 264
LEFT = MARGIN + MARK + 48  # of the name
ROOM = WIDTH - LEFT - MARGIN
NAME_SIZES = range(100, 43, -4)
KICKER, KICKER_WEIGHT = 34, 700
FOOT = 488  # top of the words on the paper
COLOURS = 96  # inks, and the shades where their edges are smooth


@dataclass(frozen=True)
class Placed:
    """A line of text and where it stands."""

    text: str
    left: float
    top: float
    size: int
    weight: int
    ink: paper.RGB

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is printed."""
        left, top, right, bottom = letters.font(self.size, self.weight).getbbox(self.text)
        return self.left + left, self.top + top, self.left + right, self.top + bottom


def layout(card: Card) -> list[Placed]:
    """Every line of text on the card."""
    inks = paper.inks()
    name = letters.printable(card.name) or letters.printable(card.kicker)
    heading = letters.fitted(name, ROOM, BAND - 2 * MARGIN - KICKER, NAME_SIZES, 800)
    top = (BAND - heading.height - round(KICKER * 1.6)) / 2 + 6
    kicker = letters.printable(card.kicker)
    placed = [Placed(kicker, LEFT, top, KICKER, KICKER_WEIGHT, _soft(inks[card.type]))]
    top += KICKER * 1.5
    step = heading.size * letters.LEADING
    for number, line in enumerate(heading.lines):
        placed.append(Placed(line, LEFT, top + number * step, heading.size, 800, inks["on-ink"]))
    foot = letters.fitted(letters.printable(card.evidence), WIDTH - 2 * MARGIN, 50, range(38, 19, -2), 700)
    half = (WIDTH - 3 * MARGIN) // 2
    site = letters.fitted(letters.printable(card.site), half, 40, range(28, 15, -1), 800)
    promise = letters.fitted(letters.printable(card.promise), half, 40, range(26, 15, -1), 500)
    baseline = FOOT + 74 + letters.font(28, 800).getmetrics()[0]
    for part, left, weight, ink in (
        (site, MARGIN, 800, "ink"),
        (promise, WIDTH - MARGIN - promise.width, 500, "ink-soft"),
    ):
        above = baseline - letters.font(part.size, weight).getmetrics()[0]
        placed.append(Placed(part.lines[0], left, above, part.size, weight, inks[ink]))
    placed.append(Placed(foot.lines[0], MARGIN, FOOT, foot.size, 700, inks[card.type]))
    return placed


def _under(ink: paper.RGB) -> paper.RGB:
    """The lower print of the mark."""
    return paper.mixed(paper.inks()["under"], ink, 0.7)


def _soft(ink: paper.RGB) -> paper.RGB:
    """The word above the name."""
    return paper.mixed(paper.inks()["on-ink"], ink, 0.86)


def draw(card: Card) -> Image.Image:
    """The card, in the few colours that it has: a third of the bytes."""
    inks = paper.inks()
    ink = inks[card.type]
    picture = Image.new("RGB", SIZE, inks["paper"])
    brush = ImageDraw.Draw(picture)
    brush.rectangle((0, 0, WIDTH, BAND), fill=ink)
    tile = paper.shape(EDGE, WIDTH // TILES)
    for number in range(TILES):
        picture.paste(ink, (number * tile.width, BAND), tile)
    mark = paper.shape(MARKS, MARK, card.type)
    top = (BAND - MARK) // 2 + 4
    aside = round(MARK / 48 * 1.5)
    picture.paste(_under(ink), (MARGIN + aside, top + aside), mark)
    picture.paste(inks["on-ink"], (MARGIN, top), mark)
    for line in layout(card):
        face = letters.font(line.size, line.weight)
        brush.text((line.left, line.top), line.text, font=face, fill=line.ink)
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


def png(card: Card) -> bytes:
    """The card as a file; the same card gives the same bytes."""
    written = BytesIO()
    draw(card).save(written, "PNG", optimize=True)
    return written.getvalue()
