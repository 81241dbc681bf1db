"""Reasons that the site itself notes in history: stored in one wording, told in the language of whoever reads them."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalogue.days import day_of
from catalogue.models import Entry

PROPOSAL = "Proposal "  # with its number and why: what was accepted of it
UNDID = "Undid the change of "  # and the day on which that was made
ACCOUNT_UNDONE = "Undid what an account did"
MERGED = "Merged with "  # and the entry that went
MERGED_INTO = "Merged into "  # and the entry that is kept
LED_ON = "Led on, because two entries were merged: "  # and which
UNMERGED = "Undid the merge with "  # and the other entry
DELETED_ALONG = "Deleted with what it belonged to"
LOADED = "Loaded from content files"  # as catalogue.data.load notes it

# The longer of two that begin alike has to come first.
SENTENCES: dict[str, str | Promise] = {
    PROPOSAL: _("Proposal %(detail)s"),
    UNDID: _("Undid the change of %(detail)s"),
    UNMERGED: _("Undid the merge with %(detail)s"),
    ACCOUNT_UNDONE: _("Undid what an account did"),
    MERGED: _("Merged with %(detail)s"),
    MERGED_INTO: _("Merged into %(detail)s"),
    LED_ON: _("Led on, because two entries were merged: %(detail)s"),
    DELETED_ALONG: _("Deleted with what it belonged to"),
    LOADED: _("Loaded from content files"),
}
# The same for readers, without the names of other entries: those may be hidden by now, or have been what was wrong.
NAMELESS: dict[str, str | Promise] = {
    LOADED: _("Brought in from the catalogue's own files."),
    **dict.fromkeys((MERGED, MERGED_INTO, LED_ON), _("Two entries about the same were made one.")),
    UNMERGED: _("Two entries that had been made one are two again."),
    ACCOUNT_UNDONE: _("Undid earlier changes"),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST_NAME = 80


def undid(at: datetime) -> str:
    """The reason of undoing a change that was made then. The day alone: readers may see it."""
    return UNDID + day_of(at).isoformat()


def about(reason: str, *entries: Entry) -> str:
    """A reason with the names of entries after it."""
    names = (Truncator(str(entry)).chars(LONGEST_NAME) for entry in entries)
    return reason + " → ".join(f"“{name}”" for name in names)


def told(reason: str | None) -> str:
    """A reason as an editor reads it: the site's own in the active language, what people wrote as they wrote it."""
    reason = reason or ""
    for beginning, sentence in SENTENCES.items():
        if reason.startswith(beginning):
            detail = reason.removeprefix(beginning)
            return str(sentence) % {"detail": _day(detail) if DAY.fullmatch(detail) else detail}
    return reason


def told_to_readers(stored: str) -> str:
    """The same for the public list of changes: of a proposal its words, and not its number."""
    for beginning, sentence in NAMELESS.items():
        if stored.startswith(beginning):
            return str(sentence)
    if stored.startswith(PROPOSAL):
        stored = stored.partition(": ")[2]
    return told(stored).strip()


def moment(at: datetime) -> str:
    """Day and time as they are written out: "8 June 2025, 3:22 p.m."."""
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _day(written: str) -> str:
    try:
        return formats.date_format(date.fromisoformat(written), "DATE_FORMAT")
    except ValueError:  # somebody typed a reason that looks like one of ours
        return written
