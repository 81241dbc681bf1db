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


def test_bundle_holds_each_of_its_scripts_in_order():
    parts = [(settings.BASE_DIR / "static" / part).read_text(encoding="utf-8") for part in BUNDLES["js/site.js"]]

    text = joined("js/site.js")

    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_stylesheets_of_a_bundle_follow_each_other_without_what_only_editors_read(monkeypatch, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "one.css").write_text(
        """/* One idea,
   on two lines. */
@layer parts {
  /* why */
  .row { content: "  /  "; }

  .row > a { color: red; } /* aside */
}
""",
        encoding="utf-8",
    )
    (tmp_path / "static" / "two.css").write_text(".search ::placeholder { opacity: 1; }\n", encoding="utf-8")
    monkeypatch.setitem(BUNDLES, "both.css", ("one.css", "two.css"))

    assert joined("both.css").splitlines() == [
        "@layer parts {",
        '.row { content: "  /  "; }',
        ".row > a { color: red; }",
        "}",
        ".search ::placeholder { opacity: 1; }",
    ]


@pytest.mark.parametrize("name", [name for name in BUNDLES if name.endswith(".css")])
def test_stylesheet_keeps_every_rule(name):
    sheets = [(settings.BASE_DIR / "static" / part).read_text(encoding="utf-8") for part in BUNDLES[name]]

    assert joined(name).count("{") == sum(sheet.count("{") for sheet in sheets)


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
