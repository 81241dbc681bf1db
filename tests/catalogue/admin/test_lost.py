"""catalogue.admin.lost"""

import pytest

from catalogue.admin.lost import published_with_lost_paragraphs, with_lost_paragraphs
from catalogue.models import Citation, Status
from catalogue.search.held import current
from tests.factories import make_citation, make_organisation, make_source

pytestmark = pytest.mark.django_db

OUTLINE = [{"heading": None, "paragraphs": 2}, {"heading": "Part two", "paragraphs": 4}]


def cite(source, section: str, paragraph: int, **values):
    entry = make_organisation(cited=False, **values)
    make_citation(entry, source=source, section=section, paragraph=paragraph)
    return entry


@pytest.mark.parametrize(
    ("section", "paragraph", "is_lost"),
    [
        ("", 0, False),
        ("", 2, False),
        ("", 3, True),
        ("Part two", 0, False),
        ("Part two", 4, False),
        ("Part two", 5, True),
        ("Part three", 0, True),
        ("part two", 1, True),
    ],
)
def test_place_that_the_outline_does_not_have_is_lost(section, paragraph, is_lost):
    entry = cite(make_source(outline=OUTLINE), section, paragraph)
    other = cite(make_source(outline=OUTLINE), "", 1)
    expected = {entry.pk} if is_lost else set()

    assert with_lost_paragraphs(Citation.objects.all()) == expected
    assert set(published_with_lost_paragraphs(current())) == expected
    assert other.pk not in expected


def test_it_is_lost_once_the_outline_is_corrected():
    source = make_source(outline=OUTLINE)
    entry = cite(source, "Part two", 4)
    before = set(published_with_lost_paragraphs(current()))

    source.outline = [{"heading": "Part two", "paragraphs": 3}]
    source.save()

    assert (before, set(published_with_lost_paragraphs(current()))) == (set(), {entry.pk})


def test_source_without_an_outline_has_no_paragraph():
    entry = cite(make_source(outline=[]), "", 1)

    assert with_lost_paragraphs(Citation.objects.all()) == {entry.pk}


def test_index_knows_what_is_published_only():
    source = make_source(outline=OUTLINE)
    published = cite(source, "", 9)
    waiting = cite(source, "", 9, status=Status.IN_REVIEW)

    assert set(published_with_lost_paragraphs(current())) == {published.pk}
    assert with_lost_paragraphs(Citation.objects.all()) == {published.pk, waiting.pk}
