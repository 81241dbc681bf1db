"""The words that the catalogue explains: plain, each once, and used."""

from collections import Counter
from statistics import median

import pytest
from django.conf import settings

from catalogue.data.content import read
from catalogue.data.prose import bilingual_texts
from catalogue.models import Term
from catalogue.terms import Finder
from tests.content.reading_level import english_grade, spanish_ease

pytestmark = pytest.mark.django_db  # see tests/catalogue/data/test_content.py

LANGUAGES = ["en", "es"]
# What ICE stands for is for those who look it up: entries say "ICE". The texts in Spanish say "deportación" for both.
UNUSED = {"en": {"immigration-and-customs-enforcement"}, "es": {"immigration-and-customs-enforcement", "removal"}}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Every content file, by folder and slug."""
    with django_db_blocker.unblock():
        return read(settings.BASE_DIR / "content").pages


@pytest.fixture(scope="module")
def words(pages):
    """Every term, not stored."""
    records = [(page.slug, page.record) for page in pages.values() if page.shape.model is Term]
    return [
        Term(
            pk=number,
            slug=slug,
            name_en=record["name"]["en"],
            name_es=record["name"]["es"],
            forms_en=record.get("forms_en", []),
            forms_es=record.get("forms_es", []),
            explanation_en=record["explanation"]["en"],
            explanation_es=record["explanation"]["es"],
        )
        for number, (slug, record) in enumerate(records, 1)
    ]


def test_explanations_are_easy_to_read(words):
    assert median(english_grade(word.explanation_en) for word in words) <= 6
    assert max(english_grade(word.explanation_en) for word in words) <= 9
    assert median(spanish_ease(word.explanation_es) for word in words) >= 70
    assert min(spanish_ease(word.explanation_es) for word in words) >= 58


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_form(words, language):
    forms = Counter(form.casefold() for word in words for form in {word.name_in(language), *word.forms_in(language)})

    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_in_some_text(pages, words, language):
    finder = Finder.of(words, language)
    texts = (
        text[language]
        for page in pages.values()
        if page.shape.cited
        for path, text in bilingual_texts(page.record)
        if path != "name" and language in text
    )

    used = {term.slug for text in texts for _start, _end, term in finder.find(text)}

    assert {word.slug for word in words} - used == UNUSED[language]
