"""The small catalogue in a folder of its own."""

import pytest

from tests.catalogue.data import sample


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Six content files below ``content/``, seen from the folder above as people would."""
    monkeypatch.chdir(tmp_path)
    return sample.write(tmp_path / "content")
