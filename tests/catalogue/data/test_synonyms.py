"""Groups of words that mean the same to people who search."""

import pytest

from catalogue.data.content import read
from catalogue.data.synonyms import Synonyms, read_synonyms

pytestmark = pytest.mark.django_db  # see test_content

GOOD = """\
- en: [raid, sweep]
  es: [redada]
  also: [la migra]
- en: [bail]
  es: [fianza, caución]
"""


def test_groups_are_read(folder):
    (folder / "synonyms.yaml").write_text(GOOD, encoding="utf-8")

    found = read_synonyms(folder)

    assert found == Synonyms(
        [
            {"en": ["raid", "sweep"], "es": ["redada"], "also": ["la migra"]},
            {"en": ["bail"], "es": ["fianza", "caución"]},
        ]
    )


def test_folder_may_have_none(folder):
    assert read_synonyms(folder) == Synonyms()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- en: [bail]\n  es: [fianza, caución]\n", "- en: [bail]\n", "4: 2.es: This is missing."),
        ("[bail]", "[bail, ¿?]", "4: 2.en.2: Nobody can search for “¿?”."),
        ("[bail]", "[RAID]", "4: 2.en.1: “RAID” is in group 1 already."),
        ("[bail]", "[bail, la-migra]", "4: 2.en.2: “la-migra” is in group 1 already."),
        ("also:", "slang:", "3: 1.slang: There is no such field. Fields here are: en, es, also."),
        ("[redada]", "redada", "2: 1.es: Write a list here, one a line, each after “- ”."),
        (GOOD, "en: [raid]\n", "1: file: Write a list here, one a line, each after “- ”."),
        (
            GOOD,
            "- [",
            "2: file: This is not valid YAML: while parsing a flow node, did not find expected node content.",
        ),
    ],
)
def test_problems_are_those_of_the_content(folder, old, new, expected):
    (folder / "synonyms.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")

    assert [str(problem) for problem in read(folder).problems] == [f"content/synonyms.yaml:{expected}"]
