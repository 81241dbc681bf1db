"""manage.py"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "perhaps", "DEBUG is 'perhaps'. Write DEBUG=1 for yes or DEBUG=0 for no."),
        ("CONTENT_DIR", "/nowhere/at/all", "CONTENT_DIR is '/nowhere/at/all', which is not a folder."),
        ("ALLOWED_HOSTS", "example.org", "SECRET_KEY is missing."),
        ("ADMIN_PATH", "en", "ADMIN_PATH is 'en'. Use letters, figures and hyphens, and none of: accounts, api, en,"),
    ],
)
def test_wrong_setting_stops_with_its_sentence_and_no_traceback(name, value, sentence):
    environ = {key: text for key, text in os.environ.items() if key != "SECRET_KEY"} | {name: value}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr


def test_debugging_in_public_is_refused():
    environ = os.environ | {"DEBUG": "1", "ALLOWED_HOSTS": "example.org", "SECRET_KEY": "x" * 50}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )

    assert done.stderr.startswith("DEBUG=1 shows everything to everybody.")
