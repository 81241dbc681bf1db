"""catalogue.search.vocabulary"""

import pytest

from catalogue.search.vocabulary import Vocabulary

WORDS = {"redada": 9, "fianza": 3, "mutual": 2, "mural": 5, "abogado": 4, "ice": 9, "mural's": 1, "murales": 7}


@pytest.fixture
def vocabulary():
    return Vocabulary(WORDS, frozenset(), (sorted(WORDS), []))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("redda", ["redada"]),  # one letter left out
        ("rdeada", ["redada"]),  # two that changed places
        ("fiansa", ["fianza"]),  # one for another
        ("avogadoo", ["abogado"]),  # two edits in a long word
        ("mutal", ["mural", "mutual"]),  # equally near: the more frequent first
        ("fxyza", []),  # two edits in a short word
        ("icee", ["ice"]),
        ("ixe", []),  # too short to tell
        ("zzzzzz", []),
    ],
)
def test_nearest_words_within_the_edits_allowed(vocabulary, typed, meant):
    assert vocabulary.nearest(typed) == meant


@pytest.mark.parametrize(
    ("start", "words"),
    [("mura", ["murales", "mural", "mural's"]), ("mu", []), ("zzz", []), ("redada", ["redada"])],
)
def test_words_that_begin_so_the_most_frequent_first(vocabulary, start, words):
    assert vocabulary.beginning_with(start) == words
