"""catalogue.sharing: what is drawn"""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from catalogue.sharing import drawing, letters, paper
from catalogue.sharing.card import MARKS, Card

CARD = Card(
    "event",
    "Event",
    "A Day Without Immigrants",
    "2 sources · reported",
    "Every statement says who says it.",
    "Catalogue",
)
WORDS = {"site": "Catálogo de organización de Los Ángeles", "promise": "Cada afirmación dice de quién viene."}
NAMES = {
    "short": "ICE",
    "long": "Asociación de organizaciones comunitarias por los derechos de las personas inmigrantes del condado de Los "
    "Ángeles y sus alrededores",
    "endless": "palabras y más palabras " * 20,
    "one word": "W" * 120,
    "emoji": "🙂🙂🙂",
    "right to left": "مرحبا שלום",
    "control characters": "A\x01\x1b\x7f\u202e\u200bB",
    "many lines": "A\nB\r\nC\tD",
    "accents": "Ça ira à Łódź ñandú e\u0301",
    "empty": "",
}


def opened(card: Card) -> Image.Image:
    return Image.open(BytesIO(drawing.png(card)))


@pytest.mark.parametrize("type", ["organisation", "tactic", "legal-tool", "policy", "event"])
def test_card_has_the_size_that_networks_ask_for_and_the_inks_of_its_type(type):
    picture = opened(replace(CARD, type=type))

    assert (picture.size, picture.mode, picture.format) == ((1200, 630), "P", "PNG")
    inks, flat = paper.inks(), picture.convert("RGB")
    for spot, name in (((10, 10), type), ((10, 620), "paper")):
        assert flat.getpixel(spot) == pytest.approx(inks[name], abs=1)


def test_same_card_gives_the_same_bytes_and_another_language_others():
    spanish = replace(CARD, kicker="Acontecimiento", name="Un día sin inmigrantes", **WORDS)

    assert drawing.png(CARD) == drawing.png(CARD)
    assert drawing.png(CARD) != drawing.png(spanish)
    assert CARD.digest() == replace(CARD).digest() != spanish.digest()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_word_stays_within_the_frame_and_on_its_ground(name):
    evidence = "12 fuentes · se informa · en disputa · fuentes escritas por una máquina"
    card = replace(CARD, name=name, kicker="Herramienta legal", evidence=evidence, **WORDS)

    placed = drawing.layout(card)

    assert drawing.draw(card).size == drawing.SIZE
    boxes = [line.box for line in placed]
    assert all(box[0] >= 40 and box[1] >= 24 and box[2] <= 1160 and box[3] <= 606 for box in boxes)
    on_ink = [box for line, box in zip(placed, boxes, strict=True) if line.left == drawing.LEFT]
    assert all(box[3] <= drawing.BAND for box in on_ink)
    assert not any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for n, a in enumerate(boxes) for b in boxes[:n]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NAMES["emoji"], ""),
        (NAMES["right to left"], ""),
        (NAMES["control characters"], "AB"),
        (NAMES["many lines"], "A B C D"),
        (NAMES["accents"], "Ca ira a ódz ñandú é"),
        ("“¿Quién?” — ‘yo’…", "“¿Quién?” — ‘yo’…"),
    ],
)
def test_what_the_face_has_no_letters_for_is_left_out(text, expected):
    assert letters.printable(text) == expected


def test_name_without_any_letters_gives_way_to_the_type():
    texts = [line.text for line in drawing.layout(replace(CARD, name="🙂"))]

    assert texts.count("Event") == 2


def test_lines_are_whole_and_much_of_a_length():
    setting = letters.fitted("Coalition for Humane Immigrant Rights", 700, 300, range(100, 43, -4), 800)

    assert " ".join(setting.lines) == "Coalition for Humane Immigrant Rights"
    assert setting.width <= 700
    assert setting.height <= 300


def test_what_lies_in_two_outlines_is_a_hole():
    mask = paper.shape(MARKS, 480, "organisation")

    assert mask.size == (480, 480)
    assert [mask.getpixel(spot) for spot in ((240, 80), (240, 170), (294, 109), (5, 5))] == [255, 0, 0, 0]
