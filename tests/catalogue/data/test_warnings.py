"""What is allowed and yet worth a look."""

import pytest

from catalogue.data.content import read
from catalogue.data.warnings import single_source_count, warnings
from tests.catalogue.data import sample

pytestmark = pytest.mark.django_db  # see test_content


def test_connected_entries_with_short_claims_are_fine(folder):
    assert list(warnings(read(folder))) == []


def test_lonely_entries_are_named(folder):
    sample.write(folder, {"tactics/dance": sample.FILES["tactics/march"]})

    said = [str(warning) for warning in warnings(read(folder))]

    assert said == ["content/tactics/dance.yaml:1: connections: Nothing leads from or to this entry."]


def test_long_claims_are_named(folder):
    sample.edit(folder, "tactics/march", "The essay calls it a march.", "The essay " + "x" * 391)

    said = [str(warning) for warning in warnings(read(folder))]

    assert said == [
        "content/tactics/march.yaml:21: citations.c1.claim.en: This claim has 401 characters; 400 are plenty."
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "es: El ensayo dice que el sindicato marchó.",
            "es: The essay says the union marched.",
            "22: citations.c1.claim.es: This is the English text. Write it in Spanish.",
        ),
        (
            "es: El ensayo aconseja que otros lo hagan.",
            "es: El ensayo aconseja llamar al (213) 555-0100.",
            "30: citations.c2.claim.es: “(213) 555-0100” looks like an address or a telephone number. "
            "Keep it only if the source gives it.",
        ),
        (
            "en: A union.",
            "en: See https://example.org.",
            "12: summary.en: “https://” looks like an address or a telephone number. "
            "Keep it only if the source gives it.",
        ),
        (
            "en: The essay advises others to do so.",
            "en: the essay says the Union marched.",
            "28: citations.c2.claim: This says the same as citations.c1.claim.",
        ),
        ("  - Local 1\n", "  - Local 1\n  - LOCAL 1\n", "6: aliases.2: This says the same as aliases.1."),
    ],
)
def test_texts_that_look_wrong_are_named(folder, old, new, expected):
    sample.edit(folder, "organisations/union", old, new)

    said = [str(warning) for warning in warnings(read(folder))]

    assert said == [f"content/organisations/union.yaml:{expected}"]


def test_entries_on_a_single_source_are_counted(folder):
    sample.write(folder, {"sources/story": sample.FILES["sources/essay"]})
    sample.edit(folder, "organisations/union", "source: essay", "source: story")

    assert single_source_count(read(folder)) == 2


def test_spoiled_files_are_no_obstacle(folder):
    sample.edit(folder, "organisations/union", "to: tactics/march", "to: [tactics/march]")
    sample.edit(folder, "organisations/union", "source: essay", "source: nowhere")

    content = read(folder)

    assert [warning.file for warning in warnings(content)] == ["content/tactics/march.yaml"]
    assert single_source_count(content) == 2
