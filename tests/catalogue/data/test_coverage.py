"""Which entries cite each paragraph of a source, and why some are cited by none."""

import pytest

from catalogue.data.content import read
from catalogue.data.coverage import Reasons, coverage, coverage_problems, read_reasons
from catalogue.data.dump import dump
from catalogue.data.load import load
from tests.catalogue.data import sample

pytestmark = pytest.mark.django_db  # see test_content

SOURCE = """\
## `essay`: An essay

### (before the first heading)

- Paragraph 1: events/june
- Paragraph 2: nothing taken: say why
- Paragraph 3: organisations/union
- Paragraph 4: nothing taken: say why
- Paragraph 5: nothing taken: say why

### What to do

- Paragraph 1: nothing taken: say why
- Paragraph 2: organisations/union
"""


def written(folder, **reasons) -> str:
    """The file with reasons given for some paragraphs: p2="Praise." """
    text = coverage(read(folder), Reasons())
    for name, reason in reasons.items():
        text = text.replace(
            f"Paragraph {name[1:]}: nothing taken: say why", f"Paragraph {name[1:]}: nothing taken: {reason}", 1
        )
    (folder / "COVERAGE.md").write_text(text, encoding="utf-8")
    return text


def said(folder) -> list[str]:
    return [str(problem) for problem in coverage_problems(read(folder), folder)]


def test_every_paragraph_is_listed_with_what_cites_it(folder):
    text = coverage(read(folder), Reasons())

    assert text.endswith(SOURCE)


def test_source_without_outline_is_said_to_be_unseen(folder):
    sample.edit(
        folder, "sources/essay", sample.FILES["sources/essay"][sample.FILES["sources/essay"].index("outline") :], ""
    )
    for name in ("organisations/union", "tactics/march", "events/june"):
        (folder / f"{name}.yaml").unlink()

    text = coverage(read(folder), Reasons())

    assert text.endswith("## `essay`: An essay\n\nSeen only through other sources, so nothing is cited from it.\n")


def test_reasons_are_kept_when_the_file_is_written_anew(folder):
    written(folder, p2="Praise.")

    again = coverage(read(folder), read_reasons(folder))

    assert "- Paragraph 2: nothing taken: Praise.\n" in again
    assert again == (folder / "COVERAGE.md").read_text(encoding="utf-8")


def test_each_gap_wants_a_reason(folder):
    written(folder, p2="Praise.", p4="Praise.", p5="Praise.")

    assert said(folder) == ["content/COVERAGE.md:18: essay, 1: Say why nothing was taken from this paragraph."]


def test_file_that_is_no_longer_true_is_named(folder):
    written(folder, p1="Praise.", p2="Praise.", p4="Praise.", p5="Praise.")
    sample.edit(folder, "organisations/union", "paragraph: 3", "paragraph: 4")

    assert said(folder)[0] == (
        "content/COVERAGE.md:12: file: This is no longer what the entries cite. Run dump_catalogue."
    )


def test_folder_may_have_no_such_file(folder):
    assert said(folder) == []


def test_dump_brings_it_up_to_date(folder):
    text = written(folder)
    load(read(folder))
    (folder / "COVERAGE.md").write_text(text.replace("organisations/union", "organisations/guild"), encoding="utf-8")

    dump(folder)

    assert (folder / "COVERAGE.md").read_text(encoding="utf-8") == text
