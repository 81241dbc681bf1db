"""Cards as files: drawn when somebody first asks, in DATA_DIR/cards/<type>/<slug>/<language>.<digest>.png."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Container
from pathlib import Path

from django.conf import settings

from catalogue.sharing.card import Card
from catalogue.sharing.drawing import png

_lock = threading.Lock()  # one card at a time: nobody keeps the machine busy with drawing, and none is drawn twice


def picture(card: Card, slug: str, language: str) -> bytes:
    """The card of an entry as a PNG. A new one takes the place of those that said something else."""
    file = _folder() / card.type / slug / f"{language}.{card.digest()}.png"
    if found := _read(file):
        return found
    with _lock:
        if found := _read(file):
            return found
        drawn = png(card)
        with contextlib.suppress(OSError):  # a full disk costs time, not the picture
            _write(file, drawn)
            for old in file.parent.glob(f"{language}.*.png"):
                if old != file:
                    old.unlink(missing_ok=True)
        return drawn


def remove_all_but(entries: Container[tuple[str, str]]) -> int:
    """Remove the cards of what is not among these (type and slug), and say of how many entries."""
    gone = [each for each in _folder().glob("*/*") if (each.parent.name, each.name) not in entries]
    for each in gone:
        shutil.rmtree(each)
    return len(gone)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "cards"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing: whoever reads meanwhile finds no half picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
