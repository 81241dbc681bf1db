"""The content held against the documents that it cites (collected only where they are at hand, see conftest)."""

import json
import re

import pytest
from django.conf import settings

from catalogue.data.content import read
from tests.content.documents import PARAGRAPHS

pytestmark = pytest.mark.django_db  # see tests/catalogue/data/test_content.py

SHARED = 8  # words in a row that would be copying
DOCUMENTS = json.loads(PARAGRAPHS.read_text(encoding="utf-8"))
VOICES = list(dict.fromkeys(paragraph["source"] for paragraph in DOCUMENTS))


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Every content file, by folder and slug."""
    with django_db_blocker.unblock():
        return read(settings.BASE_DIR / "content").pages


def words(text):
    """The words of a text, as copying shows: lower case, without marks."""
    return re.findall(r"\w+", text.lower())


def runs(text_words):
    """Every run of so many words."""
    return {tuple(text_words[start : start + SHARED]) for start in range(len(text_words) - SHARED + 1)}


def english(value, path=""):
    """Path and text of every English text in a record. Aliases are left out: a name is not copied but kept."""
    for name, part in (
        value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    ):
        at = f"{path}.{name}".lstrip(".")
        if isinstance(part, str) and name == "en":
            yield at, part
        yield from english(part, at)


@pytest.mark.parametrize("voice", VOICES)
def test_outline_is_that_of_the_document(pages, voice):
    counts = {}
    for paragraph in DOCUMENTS:
        if paragraph["source"] == voice:
            counts[paragraph["section"]] = max(counts.get(paragraph["section"], 0), paragraph["paragraph"])

    outline = pages["sources", voice].record["outline"]

    assert outline == [{"heading": heading, "paragraphs": count} for heading, count in counts.items()]


def test_every_citation_is_of_a_paragraph(pages):
    there = {(paragraph["source"], paragraph["section"], paragraph["paragraph"]) for paragraph in DOCUMENTS}

    nowhere = [
        f"{page.file}:{page.line(f'citations.{key}')}: {key}"
        for page in pages.values()
        for key, row in (page.record.get("citations") or {}).items()
        if (row["source"], row["section"], row["paragraph"]) not in there
    ]

    assert nowhere == []


def test_no_words_are_copied(pages):
    theirs = set()
    for voice in VOICES:
        theirs |= runs(words(" ".join(each["text"] for each in DOCUMENTS if each["source"] == voice)))

    copied = [
        f"{page.file}:{page.line(path)}: {path}: {' '.join(run)}"
        for page in pages.values()
        for path, text in english(page.record)
        for run in runs(words(text)) & theirs
    ]

    assert copied == []
