"""catalogue.bundles"""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from catalogue.bundles import BUNDLES, BundleFinder, joined


@pytest.fixture
def finder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return BundleFinder()


@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_holds_each_of_its_parts_in_order(name):
    parts = [(settings.BASE_DIR / "static" / part).read_text(encoding="utf-8") for part in BUNDLES[name]]

    text = joined(name)

    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_scripts_of_a_bundle_do_not_see_each_others_names(monkeypatch, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "static").mkdir()
    for name in ("one", "two"):
        (tmp_path / "static" / f"{name}.js").write_text("const PAUSE = 1;\n", encoding="utf-8")
    monkeypatch.setitem(BUNDLES, "both.js", ("one.js", "two.js"))

    assert joined("both.js") == '"use strict";\n{\nconst PAUSE = 1;\n}\n{\nconst PAUSE = 1;\n}\n'


def test_bundle_is_found_as_a_file(finder):
    found = finder.find("css/site.css")

    assert Path(found).read_text(encoding="utf-8") == joined("css/site.css")
    assert finder.find("css/site.css", find_all=True) == [found]


def test_nothing_else_is_found(finder):
    assert finder.find("css/tokens.css") == []
    assert finder.find("../secret_key") == []


def test_bundle_that_says_the_same_is_not_written_again(finder):
    file = Path(finder.find("js/site.js"))
    before = file.stat().st_mtime_ns

    finder.find("js/site.js")

    assert file.stat().st_mtime_ns == before


def test_bundle_is_written_again_when_a_part_changed(finder, monkeypatch):
    finder.find("js/site.js")
    monkeypatch.setitem(BUNDLES, "js/site.js", ("js/leave.js",))

    assert Path(finder.find("js/site.js")).read_text(encoding="utf-8") == joined("js/site.js")


def test_collecting_static_files_finds_every_bundle(finder):
    assert [name for name, _storage in finder.list([])] == list(BUNDLES)


@pytest.mark.parametrize("name", BUNDLES)
def test_django_finds_every_bundle(name):
    assert finders.find(name) is not None
