"""catalogue.search.marks"""

import pytest
from django.utils import translation

from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.marks import Marker
from catalogue.search.ranking import find
from tests.factories import make_citation, make_tactic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def synonyms(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    (tmp_path / "synonyms.yaml").write_text("- {en: [raid], es: [redada]}\n", encoding="utf-8")


def marker(text):
    return Marker(find(current(), text, "en").forms)


@pytest.mark.parametrize(
    ("query", "language", "text", "expected"),
    [
        ("raid", "en", "Raids at dawn", "<mark>Raids</mark> at dawn"),
        ("redadas", "en", "Raids at dawn", "<mark>Raids</mark> at dawn"),
        ("raid", "es", "Las redadas, hoy", "Las <mark>redadas</mark>, hoy"),
        ("atencion", "es", "Atención aquí", "<mark>Atención</mark> aquí"),
        ("b", "en", "a <b> & c", "a &lt;<mark>b</mark>&gt; &amp; c"),
        ("raid", "en", "", ""),
    ],
)
def test_words_that_answer_are_marked_and_the_rest_escaped(query, language, text, expected):
    make_tactic(name_en="Raids", name_es="Redadas", aliases=["atención", "b"])

    with translation.override(language):
        assert marker(query).marked(text) == expected


def reason(text, entry, language="en"):
    with translation.override(language):
        return marker(text).reason(cards(current(), [entry.pk], whole=True)[0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"name_en": "Raids"}, ""),
        ({"summary_en": "On raids."}, ""),
        ({"aliases": ["La Chona", "big <raid>"]}, "also found under “big &lt;raid&gt;”"),
        ({"name_es": "Las redadas"}, "also found under “Las redadas”"),
        ({"body_en": "First.\n\nOn **raids** & fog.", "body_es": "Uno."}, "On <mark>raids</mark> &amp; fog."),
        ({"body_en": "Nothing.", "body_es": "Sobre redadas."}, "found in its text"),
    ],
)
def test_reason_is_told_when_the_row_does_not_show_it(values, expected):
    entry = make_tactic(**values)

    assert reason("raid", entry) == expected


def test_claims_are_passages_too():
    entry = make_tactic(cited=False)
    make_citation(entry, claim_en="They saw a raid.", claim_es="Vieron una redada.")

    assert reason("raid", entry, "es") == "Vieron una <mark>redada</mark>."


def test_of_a_long_paragraph_the_words_around_are_shown():
    before, after = "walking slowly " * 20, " and then on" * 30
    entry = make_tactic(body_en=f"{before}raid{after}", body_es="Uno.")

    passage = reason("raid", entry)

    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "slowly <mark>raid</mark> and" in passage
    assert len(passage) < 200


def test_a_word_without_end_is_cut():
    entry = make_tactic(body_en="x" * 500 + " raid", body_es="Uno.")

    assert "<mark>raid</mark>" in reason("raid", entry)
