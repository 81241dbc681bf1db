"""Why somebody changes something: one sentence on every row of history that one save writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.dispatch import receiver
from simple_history.signals import pre_create_historical_record

_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Note a reason with all that is stored meanwhile, except where a row has one of its own."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


@receiver(pre_create_historical_record, dispatch_uid="reasons")
def _note(history_instance: Any, **_signal: Any) -> None:
    # A signal rather than `_change_reason` on each object: a save also writes objects that no form knows, such as the
    # evidence that moves up when a piece before it is deleted.
    if reason := _reason.get():
        history_instance.history_change_reason = history_instance.history_change_reason or reason
