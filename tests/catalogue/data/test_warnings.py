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
