"""The database into content files."""

import pytest

from catalogue.data.content import read
from catalogue.data.dump import dump
from catalogue.data.load import load
from catalogue.models import Status
from tactics.models import Tactic
from tests.catalogue.data import sample
from tests.factories import make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def files(folder):
    """Every file below a folder, hidden ones too: path and bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_dump_gives_the_loaded_files_byte_for_byte(folder, tmp_path):
    load(read(folder))

    done = dump(tmp_path / "out")

    assert vars(done) == {"written": 6, "unchanged": 0, "removed": 0}
    assert files(tmp_path / "out") == files(folder)


def test_second_dump_touches_nothing(folder, tmp_path):
    load(read(folder))
    dump(tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.yaml")}

    done = dump(tmp_path / "out")

    assert vars(done) == {"written": 0, "unchanged": 6, "removed": 0}
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.yaml")}


@pytest.mark.parametrize("status", Status.values)
def test_dump_holds_every_status(tmp_path, status):
    make_tactic(slug="march", status=status)

    dump(tmp_path)

    text = (tmp_path / "tactics" / "march.yaml").read_text()
    assert (f"status: {status}\n" in text) is (status != "published")
    assert read(tmp_path).problems == []


def test_dump_takes_whatever_editors_left(tmp_path):
    union = make_organisation(
        slug="union", status="draft", name_en="  ", name_es="El sindicato\x07", aliases=["", " a\n b "]
    )
    union.citations.update(position=7, claim_en="Two\r\nlines  ")

    dump(tmp_path)

    text = (tmp_path / "organisations" / "union.yaml").read_text()
    assert text.startswith("name:\n  es: El sindicato\naliases:\n  - a b\nstatus: draft\nsector: community\n")
    assert "  c1:\n" in text
    assert "      en: |-\n        Two\n        lines\n" in text


def test_loading_a_dump_takes_over_what_editors_did(folder):
    load(read(folder))
    march = Tactic.objects.get()
    march.summary_en = "Edited."
    march.save()
    dump(folder)
    assert vars(load(read(folder))) == {"created": 0, "updated": 0, "unchanged": 6, "left_alone": []}

    sample.edit(folder, "tactics/march", "Edited.", "Edited again.")

    assert load(read(folder)).updated == 1


def test_files_of_nothing_stay(folder):
    dump(folder)

    assert len(files(folder)) == 6


def test_prune_removes_files_of_nothing(folder):
    sample.write(folder, {"README.md": "Read me."})
    make_tactic(slug="march", status="draft", cited=False)

    done = dump(folder, prune=True)

    assert vars(done) == {"written": 1, "unchanged": 0, "removed": 5}
    assert set(files(folder)) == {"README.md", "tactics/march.yaml"}


def test_failed_write_leaves_the_old_file_and_no_rest(folder, monkeypatch):
    load(read(folder))
    Tactic.objects.update(summary_en="Edited.")
    before = files(folder)

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        dump(folder)

    assert files(folder) == before
