"""catalogue.lettering"""

import pytest
from PIL import ImageFont

from catalogue.lettering import UNKNOWN, WIDTHS, width, wrapped
from catalogue.sharing.card import FONT


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mijente", ("Mijente",)),
        ("Rapid response networks", ("Rapid response", "networks")),
        ("Union del Barrio, a group of neighbours who watch the streets at night", ("Union del Barrio",)),
        ("CHIRLA (Coalition for Humane Immigrant Rights of Los Angeles)", ("CHIRLA",)),
        ("One two three four five six seven eight nine ten", ("One two three", "four five six", "seven eight…")),
        ("Supercalifragilisticoespialidoso", ("Supercalifragilist", "icoespialidoso")),
        ("Know-your-rights handouts", ("Know-your-", "rights handouts")),
        ("", ("",)),
    ],
)
def test_name_is_set_in_three_short_lines_at_most(name, expected):
    assert wrapped(name, 119, 3, 13.5) == expected


@pytest.mark.parametrize("name", ["W" * 200, "مرحبا " * 30, "🙂" * 90, "a" * 119 + ","])
def test_no_line_is_wider_than_its_room(name):
    assert all(width(line, 13.5) <= 119 for line in wrapped(name, 119, 3, 13.5))


def test_widths_are_those_of_the_font():
    font = ImageFont.truetype(FONT, 1000)
    font.set_variation_by_axes([600])

    assert all(hundredths - 5 <= font.getlength(letter) / 10 <= hundredths for letter, hundredths in WIDTHS.items())
    assert max(WIDTHS.values()) > UNKNOWN


@pytest.mark.parametrize("name", ["Los Angeles 97", "MacArthur Park", "Condado de Los Ángeles", "Boyle Heights 12"])
def test_names_on_the_map_are_no_wider_than_reckoned(name):
    bold = ImageFont.truetype(FONT, 1000)
    bold.set_variation_by_axes([700])

    assert bold.getlength(name) / 1000 <= width(name, 1)
