import pytest
from django.core import management
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from setup import port, serve


@pytest.fixture
def stylesheet(tmp_path, settings):
    """The one static file of a site."""
    settings.DEBUG = False
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "source").mkdir()
    stylesheet = tmp_path / "source" / "site.css"
    stylesheet.write_text("a {}")
    return stylesheet


@pytest.fixture
def commands(settings, monkeypatch):
    """Which management commands ran."""
    run = []

    def call(command, **options):
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        run.append(command)

    monkeypatch.setattr(management, "call_command", call)
    return run


def test_collect_static_unchanged_is_done_once(stylesheet, commands):
    serve.collect_static()
    serve.collect_static()

    assert commands == ["collectstatic"]


def test_collect_static_changed_is_done_again(stylesheet, commands):
    serve.collect_static()

    stylesheet.write_text("a { color: red }")
    serve.collect_static()

    assert commands == ["collectstatic", "collectstatic"]


def test_collect_static_folder_is_gone_is_done_again(stylesheet, commands, settings):
    serve.collect_static()

    settings.STATIC_ROOT.rmdir()
    serve.collect_static()

    assert commands == ["collectstatic", "collectstatic"]


def test_collect_static_not_with_debug(stylesheet, commands, settings):
    settings.DEBUG = True

    serve.collect_static()

    assert commands == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            management.CommandError("content/tactics/x.yaml, line 3: no such field."),
            "content/tactics/x.yaml, line 3: no such field.",
        ),
        (ImproperlyConfigured("SECRET_KEY is too short."), "SECRET_KEY is too short."),
        (OperationalError("connection refused\n"), "The database cannot be used: connection refused"),
    ],
)
def test_main_failure_is_a_sentence(error, sentence, monkeypatch):
    def fail():
        raise error

    monkeypatch.setattr(port, "chosen", lambda: 8000)
    monkeypatch.setattr(serve, "prepare", fail)

    assert serve.main() == sentence
