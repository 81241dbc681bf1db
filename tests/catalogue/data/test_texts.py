"""The one written form of a text."""

import pytest

from catalogue.data.texts import tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  plain \n", "plain"),
        ("one  \ntwo\t\n", "one\ntwo"),
        ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
        ("next\x85line\u2028separator\u2029paragraph", "next\nline\nseparator\nparagraph"),
        ("nul\x00, bell\x07, mark\ufeff, half \ud800pair", "nul, bell, mark, half pair"),
        ("- a list\n  - in a list", "- a list\n  - in a list"),
        ("👩‍👧 ¿Qué? “sí”", "👩‍👧 ¿Qué? “sí”"),
        (" \n\t\n ", ""),
    ],
)
def test_tidy(text, expected):
    assert tidy(text) == expected
    assert tidy(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("two\n  lines", "two lines"), ("\n\na\n\n\nb\n", "a b"), ("two  spaces", "two  spaces")]
)
def test_tidy_to_one_line(text, expected):
    assert tidy(text, one_line=True) == expected
