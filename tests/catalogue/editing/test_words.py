"""catalogue.editing.words"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.editing.words import LONGEST, Piece, compare


def test_words_that_only_one_text_has_are_marked():
    before, after = compare("They meet on Mondays.", "They meet on Tuesdays.")

    assert before == [Piece("They meet on ", False), Piece("Mondays.", True)]
    assert after == [Piece("They meet on ", False), Piece("Tuesdays.", True)]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        pytest.param("", "New.", ([], [Piece("New.", True)]), id="added"),
        pytest.param("Old.", "", ([Piece("Old.", True)], []), id="removed"),
        pytest.param("Same.", "Same.", ([Piece("Same.", False)], [Piece("Same.", False)]), id="unchanged"),
        pytest.param("", "", ([], []), id="nothing"),
    ],
)
def test_texts_that_are_empty_or_the_same(before, after, pieces):
    assert compare(before, after) == pieces


def test_very_long_texts_are_not_compared_word_by_word():
    before, after = compare("a " * LONGEST, "b")

    assert (before, after) == ([Piece("a " * LONGEST, True)], [Piece("b", True)])


def test_end_of_a_line_is_seen_and_spaces_are_not():
    assert compare("One two.", "One  two.") == ([Piece("One two.", False)], [Piece("One  two.", False)])
    assert compare("One two.", "One\n\ntwo.")[1] == [Piece("One", True), Piece("\n\ntwo.", False)]


def test_text_that_somebody_made_to_be_slow_comes_to_an_end():
    before, after = "a b " * 2400, "b a a " * 1700  # kept difflib busy for minutes

    left, right = compare(before, after)

    assert len(left) > 1  # word by word, not given up
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (before, after)


@given(st.text(max_size=60), st.text(max_size=60))
def test_pieces_joined_are_the_text(before, after):
    left, right = compare(before, after)

    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
