"""The catalogue's own content: nothing wrong with it, and the same after a journey through the database."""

from statistics import median

import pytest
from django.conf import settings

from catalogue.data.content import read
from catalogue.data.coverage import coverage_problems
from catalogue.data.dump import dump
from catalogue.data.load import load
from catalogue.data.synonyms import read_synonyms
from catalogue.data.warnings import warnings
from tests.content.reading_level import english_grade, spanish_ease

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "content"

# The documents tie these to nothing else.
ALONE = {
    "events/minneapolis-uprising",
    "legal-tools/asylum-claims",
    "legal-tools/court-monitoring",
    "organisations/it-could-happen-here",
    "organisations/prism",
    "organisations/the-intercept",
    "tactics/online-petitions",
    "tactics/training-officials",
    "tactics/webinars-and-virtual-training",
}


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """All of it, read once."""
    with django_db_blocker.unblock():
        return read(FOLDER)


def plain_texts(content, language):
    """Every summary and claim."""
    for page in content.pages.values():
        if page.shape.cited:
            yield page.record["summary"][language]
            yield from (row["claim"][language] for row in page.record["citations"].values())


def files(folder):
    """Every content file below a folder: name and text."""
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.glob("*/*.yaml")}


def test_nothing_is_wrong(content):
    assert [str(problem) for problem in content.problems] == []


def test_nothing_but_what_the_documents_leave_alone_is_worth_a_look(content):
    alone = {f"content/{name}.yaml:1: connections: Nothing leads from or to this entry." for name in ALONE}

    assert {str(warning) for warning in warnings(content)} == alone


def test_every_paragraph_of_the_documents_is_accounted_for(content):
    assert [str(problem) for problem in coverage_problems(content, FOLDER)] == []


def test_most_texts_are_easy_to_read(content):
    assert median(english_grade(text) for text in plain_texts(content, "en")) <= 8
    assert median(spanish_ease(text) for text in plain_texts(content, "es")) >= 60


def test_many_words_of_one_language_lead_to_the_other():
    assert sum(len(group["en"]) * len(group["es"]) for group in read_synonyms(FOLDER).groups) >= 120


def test_load_and_dump_change_nothing(content, tmp_path):
    load(content)
    dump(tmp_path)

    done = load(read(tmp_path))

    assert vars(done) == {"created": 0, "updated": 0, "unchanged": len(content.pages), "left_alone": []}


def test_dump_gives_the_very_files(content, tmp_path):
    load(content)

    dump(tmp_path)

    dumped, kept = files(tmp_path), files(FOLDER)
    assert set(dumped) == set(kept)
    # If this fails after an edit by hand: load_catalogue, then dump_catalogue content.
    assert [name for name in kept if dumped[name] != kept[name]] == []
