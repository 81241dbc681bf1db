"""catalogue.search.analysis"""

import pytest

from catalogue.search.analysis import fold, forms, tokens


@pytest.mark.parametrize(
    ("text", "folded"), [("Organización", "organizacion"), ("NIÑEZ", "ninez"), ("Straße", "strasse")]
)
def test_fold_drops_case_and_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SB54", ["sb", "54"]),
        ("287(g)", ["287", "g"]),
        ("A.C.L.U.", ["aclu"]),
        ("¿Qué hago y a quién?", ["qué", "hago", "y", "a", "quién"]),
        ("#AbolishICE", ["abolishice"]),
    ],
)
def test_tokens_part_letters_from_figures_and_join_acronyms(text, found):
    assert tokens(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organización", "organizaciones"),
        ("organizacion", "organizaciones"),
        ("abogada", "abogado"),
        ("redada", "redadas"),
        ("raid", "raids"),
        ("organising", "organised"),
    ],
)
def test_inflections_share_a_form(one, other):
    assert forms(one) & forms(other)


@pytest.mark.parametrize(("one", "other"), [("niño", "nieto"), ("bail", "mural")])
def test_other_words_share_none(one, other):
    assert not forms(one) & forms(other)


def test_raids_and_networks_are_not_one_word():
    """The stemmer made "red" of both: who looked for a raid found every network."""
    assert forms("redada") & forms("redadas") == forms("redada")
    assert not forms("redada") & forms("red")
    assert not forms("redadas") & forms("redes")
