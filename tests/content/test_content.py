"""The catalogue's own content: nothing wrong with it, and the same after a journey through the database."""

import pytest
from django.conf import settings

from catalogue.data.content import read
from catalogue.data.dump import dump
from catalogue.data.load import load

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "content"


def files(folder):
    """Every content file below a folder: name and text."""
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.glob("*/*.yaml")}


def test_nothing_is_wrong():
    assert [str(problem) for problem in read(FOLDER).problems] == []


def test_load_and_dump_change_nothing(tmp_path):
    content = read(FOLDER)
    load(content)
    dump(tmp_path)

    done = load(read(tmp_path))

    assert vars(done) == {"created": 0, "updated": 0, "unchanged": len(content.pages), "left_alone": []}


def test_dump_gives_the_very_files(tmp_path):
    load(read(FOLDER))

    dump(tmp_path)

    dumped, kept = files(tmp_path), files(FOLDER)
    assert set(dumped) == set(kept)
    # If this fails after an edit by hand: load_catalogue, then dump_catalogue content.
    assert [name for name in kept if dumped[name] != kept[name]] == []
