"""catalogue.search.spelling"""

from collections import Counter

import pytest

from catalogue.search.spelling import nearest

WORDS = Counter({"redada": 9, "fianza": 3, "mutual": 2, "mural": 5, "abogado": 4, "ice": 9})


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
def test_nearest_words_within_the_edits_allowed(typed, meant):
    assert nearest(typed, WORDS) == meant
