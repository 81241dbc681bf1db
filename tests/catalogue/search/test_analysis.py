"""catalogue.search.analysis"""

import pytest

from catalogue.search.analysis import fold, words


@pytest.mark.parametrize(
    ("text", "folded"), [("Organización", "organizacion"), ("NIÑEZ", "ninez"), ("Straße", "strasse")]
)
def test_fold_drops_case_and_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SB 54, ¿qué?", ["sb", "54", "que"]),
        ("", []),
        ('"; DROP * -- %s', ["drop", "s"]),
        ("a b c d e f g h i", list("abcdefgh")),
        ("a" * 10_000, ["a" * 200]),
    ],
)
def test_words_are_bounded_and_hold_no_operators(text, found):
    assert words(text) == found
