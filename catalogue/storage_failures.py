"""What it means that a database or a disk refused to store something."""

from __future__ import annotations

import errno
from enum import Enum, auto

FULL = {"53100"}  # PostgreSQL: disk_full
BUSY = {"40001", "40P01", "55P03", "57014"}  # could not serialise, deadlock, lock not available, took too long
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Failure(Enum):
    """Kinds of failures that need different help."""

    FULL = auto()  # there is no room
    BUSY = auto()  # others hold it for too long
    AWAY = auto()  # it does not answer, or cannot be written


def failure(error: BaseException) -> Failure:
    """What kind of failure an error of the database or of a file is."""
    cause = error.__cause__ or error
    state = getattr(cause, "sqlstate", None)
    text = str(error).lower()
    if state in FULL or "disk is full" in text or getattr(cause, "errno", None) in NO_ROOM:
        return Failure.FULL
    if state in BUSY or "is locked" in text:
        return Failure.BUSY
    return Failure.AWAY
