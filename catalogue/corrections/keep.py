"""Leaving a correction to the editors."""

from __future__ import annotations

from django.db import transaction

from catalogue.models import Entry, Proposal


@transaction.atomic
def keep(entry: Entry, *, part: str, text: str, published_at: str) -> None:
    """Store a reader's correction as a proposal without changes, which touches nothing of the entry.

    The same words sent twice, by an impatient finger, are kept once. Raises ``django.db.Error`` when the database
    cannot take them.
    """
    words = {"about": part, "note": text, "published_at": published_at}
    if Proposal.objects.filter(entry=entry, author=None, status=Proposal.Status.OPEN, **words).exists():
        return
    proposal = Proposal(entry=entry, base_version=entry.version, **words)
    # Also an editor who is signed in is a reader here, and nobody asks readers who they are.
    proposal._history_user = None  # type: ignore[attr-defined]
    proposal.save()
