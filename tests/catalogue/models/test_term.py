"""Terms: what the database and the model refuse."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from catalogue.models import Term
from tests.factories import make_source, make_tactic, make_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"name_en": ""}, "term_has_a_name_in_both_languages"),
        ({"name_es": ""}, "term_has_a_name_in_both_languages"),
        ({"explanation_en": ""}, "term_is_explained_in_both_languages"),
        ({"explanation_es": ""}, "term_is_explained_in_both_languages"),
        ({"paragraph": 1}, "term_names_source_and_paragraph_or_neither"),
        ({"section": "A heading"}, "term_names_source_and_paragraph_or_neither"),
    ],
)
def test_database_refuses_half_a_term(values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_term(**values)


def test_database_refuses_a_source_without_paragraph():
    with pytest.raises(IntegrityError, match="term_names_source_and_paragraph_or_neither"):
        make_term(source=make_source())


@pytest.mark.parametrize("forms", ["bail", [""], [1], None])
def test_forms_are_a_list_of_texts(forms):
    with pytest.raises(ValidationError) as refused:
        Term(forms_es=forms).clean()

    assert refused.value.message_dict == {"forms_es": ["Write one form a line."]}


@pytest.mark.parametrize(
    ("section", "paragraph", "said"),
    [
        ("", 3, {"paragraph": ["That section has 2 paragraphs."]}),
        ("Later", 1, {"section": ["The source has no such section. Its sections are listed on its page."]}),
    ],
)
def test_paragraph_is_one_of_the_source(section, paragraph, said):
    source = make_source(outline=[{"heading": None, "paragraphs": 2}])

    with pytest.raises(ValidationError) as refused:
        make_term(source=source, section=section, paragraph=paragraph).clean()

    assert refused.value.message_dict == said


def test_place_in_the_source_is_told_as_for_evidence():
    source = make_source(outline=[{"heading": "A <title>", "paragraphs": 2}])

    term = make_term(source=source, section="A <title>", paragraph=2)

    assert term.citation.place_in_source == ('section “<span lang="en">A &lt;title&gt;</span>”, paragraph 2 of 2')


def test_forms_and_address_are_in_the_readers_language():
    term = make_term(slug="tro", forms_en=["TRO"], forms_es=["órdenes"])

    with translation.override("es"):
        assert (term.forms, term.get_absolute_url()) == (["órdenes"], "/es/glossary/#tro")


def test_term_outlives_its_entry():
    march = make_tactic()
    term = make_term(entry=march)

    march.delete()

    term.refresh_from_db()
    assert term.entry is None


def test_changes_are_recorded():
    term = make_term("bail")

    term.explanation_en = "Something else."
    term.save()

    assert [past.explanation_en for past in term.history.all()] == ["Something else.", "What it means."]
