import re

import pytest

from setup.bootstrap import DEV, ROOT, RUNTIME


def pinned(lock):
    """Each package of a lock with its version and the lines that belong to it."""
    blocks = re.split(r"^(?=\S)", (ROOT / lock).read_text(), flags=re.MULTILINE)
    return {re.match(r"[\w.-]+==[\w.]+", block)[0]: block for block in blocks if block}


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_lock_names_no_package_index(lock):
    text = (ROOT / lock).read_text()

    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_lock_pins_every_package_by_hash(lock):
    packages = pinned(lock)

    assert any(package.startswith("django==5.2.") for package in packages)
    assert [package for package, block in packages.items() if "--hash=sha256:" not in block] == []


def test_dev_lock_holds_the_runtime_lock():
    assert pinned(RUNTIME).keys() - pinned(DEV).keys() == set()
