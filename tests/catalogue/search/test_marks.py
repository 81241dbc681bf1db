"""catalogue.search.marks"""

import pytest
from django.utils import translation

from catalogue.models import Entry
from catalogue.search.marks import Marker
from catalogue.search.ranking import ranked
from tests.factories import make_tactic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def synonyms(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    (tmp_path / "synonyms.yaml").write_text("- {en: [raid], es: [redada]}\n", encoding="utf-8")


def marker(text):
    return Marker(ranked(Entry.objects.all(), text).forms)


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


def test_reason_is_told_when_the_row_does_not_show_it():
    shown = make_tactic(name_en="Raids")
    alias = make_tactic(name_en="Sweeps", aliases=["La Chona", "big raid"])
    text = make_tactic(name_en="Dawn", body_en="On raids.", body_es="Sobre redadas.")

    with translation.override("en"):
        reasons = [marker("raid").reason(entry) for entry in (shown, alias, text)]

    assert reasons == ["", "also found under “big raid”", "found in its text"]
