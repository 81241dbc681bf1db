from pathlib import Path

import pytest


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """The folder in which pictures are kept during this test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "entries"
