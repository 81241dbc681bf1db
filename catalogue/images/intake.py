"""Takes in a picture that somebody sent: looks at it from outside, then has it made anew by the workshop."""

from __future__ import annotations

import base64
import json
import logging
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from catalogue.images import workshop
from catalogue.images.kinds import kind_of
from catalogue.images.refusals import BUSY, EMPTY, MOST_BYTES, TOO_HEAVY, Refused, because

logger = logging.getLogger(__name__)

PATIENCE = 90  # seconds, waiting for a busy processor included
ENDING = re.compile(rf"[0-9]{{2,4}}\.({'|'.join(workshop.FORMATS)})")
# What finding Python's own libraries may need; the rest of the environment holds secrets.
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}

TURN = 10  # seconds to wait while another picture is made anew

_one_at_a_time = threading.Lock()  # a picture may take a lot of memory, several at once more than there is


@dataclass(frozen=True)
class Taken:
    """A picture made anew: its size in pixels, and its files by the ends of their names ("960.webp")."""

    width: int
    height: int
    files: dict[str, bytes]

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(map(len, self.files.values()))


def too_heavy() -> Refused:
    """The refusal for a file of too many bytes."""
    return Refused(TOO_HEAVY % {"most": MOST_BYTES // 1_000_000})


def take_in(file: UploadedFile) -> Taken:
    """The picture made anew: only its pixels are left. Takes seconds.

    Raises Refused, with a sentence for whoever sent it, when it is not taken.
    """
    if (file.size or 0) > MOST_BYTES:
        raise too_heavy()
    file.seek(0)
    content = file.read()
    if not content:
        raise Refused(EMPTY)
    answer = _ask_workshop(content, kind_of(content, file.name or ""))
    if reason := answer.get("refused"):
        raise because(reason)
    files = {name: base64.b64decode(text) for name, text in answer["files"].items() if ENDING.fullmatch(name)}
    return Taken(int(answer["width"]), int(answer["height"]), files)


def _ask_workshop(content: bytes, kind: str) -> dict[str, Any]:
    command = [sys.executable, "-I", workshop.__file__, kind]
    if not _one_at_a_time.acquire(timeout=TURN):
        raise Refused(BUSY)
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            command, input=content, capture_output=True, timeout=PATIENCE, env=ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise because("too-costly") from error
    finally:
        _one_at_a_time.release()
    if done.returncode < 0:  # ended by the system: too much memory or time, or a decoder that went astray
        raise because("too-costly")
    if done.returncode:
        logger.error("The workshop of pictures failed: %s", done.stderr.decode(errors="replace").strip()[-500:])
        raise because("unreadable")
    return json.loads(done.stdout)
