"""catalogue.models.citation"""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.factories import make_citation, make_organisation, make_source

pytestmark = pytest.mark.django_db

OUTLINE = [{"heading": None, "paragraphs": 3}, {"heading": "What next", "paragraphs": 2}]


@pytest.mark.parametrize(
    ("section", "paragraph", "message"),
    [
        ("Elsewhere", 1, {"section": ["The source has no such section. Its sections are listed on its page."]}),
        ("What next", 3, {"paragraph": ["That section has 2 paragraphs."]}),
        ("", 4, {"paragraph": ["That section has 3 paragraphs."]}),
    ],
)
def test_place_that_the_source_does_not_have_is_refused(section, paragraph, message):
    citation = make_citation(make_organisation(cited=False), source=make_source(outline=OUTLINE))
    citation.section, citation.paragraph = section, paragraph

    with translation.override("en"), pytest.raises(ValidationError) as caught:
        citation.full_clean()

    assert caught.value.message_dict == message


@pytest.mark.parametrize(
    ("section", "paragraph", "words"),
    [
        ("", 2, "paragraph 2 of 3"),
        ("", 0, "title or byline"),
        ("What next", 1, 'section “<span lang="en">What next</span>”, paragraph 1 of 2'),
        ("What next", 0, 'section “<span lang="en">What next</span>”, heading'),
    ],
)
def test_place_in_source_is_told_in_words(section, paragraph, words):
    source = make_source(outline=OUTLINE)
    citation = make_citation(make_organisation(cited=False), source=source, section=section, paragraph=paragraph)

    with translation.override("en"):
        assert citation.place_in_source == words
