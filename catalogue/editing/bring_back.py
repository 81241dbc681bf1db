"""Bringing back entries that were deleted, with all that went with them.

A deletion takes along what belongs to a thing: evidence, connections from both ends, old addresses, its places in
guides, proposals. History notes each of these, and from here on also that it was not deleted for its own sake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from catalogue import registry
from catalogue.editing.apply import apply
from catalogue.editing.back import apply_what_may
from catalogue.editing.records import bring_back, last_known, rows_of, sign
from catalogue.editing.several import sentences
from catalogue.editing.site_reasons import DELETED_ALONG
from catalogue.editing.state import CONNECTION, State, row_values
from catalogue.models import (
    Citation,
    Connection,
    Entry,
    Guide,
    GuideEntry,
    GuideStep,
    Place,
    Proposal,
    SlugRedirect,
    Term,
)
from catalogue.models.entry import publishing_problems

BELONGING = (Citation, Connection, GuideStep, GuideEntry, SlugRedirect, Proposal)
# What comes back with a thing because it is a part of it, and the column that says so.
PARTS: dict[Any, dict[Any, str]] = {Guide: {GuideStep: "guide_id"}, GuideStep: {GuideEntry: "step_id"}}
AT_ONCE = timedelta(minutes=2)  # what one deletion takes along is noted within


@receiver(pre_delete, dispatch_uid="deleted along")
def _note(sender: type[models.Model], instance: Any, origin: Any = None, **_signal: Any) -> None:
    """Note in history what is deleted only because something else is."""
    if sender in BELONGING and origin is not None:
        asked_for = origin.model if isinstance(origin, QuerySet) else type(origin)
        if asked_for is not sender:
            instance._change_reason = DELETED_ALONG


@dataclass
class Deleted:
    """A deleted entry and how far it came back."""

    model: type[Entry]
    key: int
    entry: Any = None  # once it is stored again
    row: Any = None  # of its history: what it was when it was deleted
    problems: list[str] = field(default_factory=list)  # sentences: why it, or a part of it, stays away


def bring_entries_back(deleted: Iterable[Deleted], *, user: Any, reason: str) -> None:
    """Store deleted entries again under their numbers, with what was deleted along with them.

    What no rule allows any more stays away; ``problems`` says what and why. Connections wait until all entries are
    there again: they may join two of them.
    """
    wanted = list(deleted)
    for each in wanted:
        _try(each, partial(_entry_and_evidence, each, user, reason))
    back = [each for each in wanted if each.entry is not None]
    for each in back:
        _try(each, partial(_connections, each, user, reason))
    for each in back:
        for model in (SlugRedirect, GuideEntry, Proposal):
            for row in deleted_along(model, each.row, entry_id=each.key):
                if model is not GuideEntry or GuideStep.objects.filter(pk=row.step_id).exists():
                    _try(each, partial(bring_back, row, user=user, reason=reason))
    _terms({each.key for each in back}, user, reason)


def bring_record_back(row: Any, *, user: Any, reason: str) -> Any:
    """Store a deleted record that is no entry again, from a row of its history.

    A guide comes with its steps, a step with its entries, a place with its entries' naming it. Raises ValidationError
    when a rule forbids it.
    """
    thing = bring_back(row, user=user, reason=reason)
    if isinstance(thing, Place):
        for entry in _entries_last_known_in(thing):  # deleting it emptied their lists, unnoticed by history
            places = [*entry.places.values_list("pk", flat=True), thing.pk]
            apply(entry, {"places": sorted(places)}, user=user, reason=reason)
    for part, parent in PARTS.get(type(thing), {}).items():
        for each in deleted_along(part, row, **{parent: row.id}):
            bring_record_back(each, user=user, reason=reason)
    return thing


def deleted_along(model: Any, row: Any, **whose: int) -> list[Any]:
    """Rows of history of what was deleted along with a thing, of which ``row`` is the last, and is not there now."""
    around = row.history_date
    rows = model.history.filter(
        history_type="-",
        history_change_reason=DELETED_ALONG,
        history_date__range=(around - AT_ONCE, around + AT_ONCE),
        **whose,
    )
    last = {each.id: each for each in rows.order_by("history_date", "history_id")}
    there = set(model._default_manager.filter(pk__in=last).values_list("pk", flat=True))
    return [each for key, each in sorted(last.items()) if key not in there]


def _try(deleted: Deleted, step: Callable[[], Any]) -> None:
    """One step, or nothing of it and a note why not."""
    try:
        with transaction.atomic():
            step()
    except ValidationError as error:
        deleted.problems += sentences(deleted.model, error)


def _entry_and_evidence(deleted: Deleted, user: Any, reason: str) -> None:
    model: Any = deleted.model
    history = rows_of(model, deleted.key)
    deleted.row = history.filter(history_type="-").last()
    before = history.exclude(history_type="-").last()  # asked for now: storing the entry adds a row
    entry = deleted.row.history_object
    citations = deleted_along(Citation, deleted.row, entry_id=deleted.key)
    problems = publishing_problems(status=entry.status, citation_count=len(citations))
    if problems:
        raise ValidationError(problems)
    # What is not stored yet has no parent row to point to.
    entry.full_clean(exclude=[model._meta.pk.name, "id"])
    sign(entry, user, reason).save()
    Entry.objects.filter(pk=entry.pk).update(created=deleted.row.created)
    _lists(entry, before)
    for row in citations:
        citation = row.history_object
        citation.full_clean(exclude=["id"])
        sign(citation, user, reason).save()
    deleted.entry = entry


def _lists(entry: Any, row: Any) -> None:
    """Its places and the like, as they were in a row of its history."""
    for column in row._history_m2m_fields if row else ():
        recorded = getattr(type(row), column.name).model
        target = f"{column.m2m_reverse_field_name()}_id"
        keys = recorded.objects.filter(history=row.pk).values_list(target, flat=True)
        relation = getattr(entry, column.name)
        relation.set(relation.model.objects.filter(pk__in=list(keys)))


def _connections(deleted: Deleted, user: Any, reason: str) -> None:
    """Those from and to an entry, each as a change of the entry that it belongs to, whose history shows it then."""
    by_subject: dict[int, State] = defaultdict(dict)
    for end in ("subject_id", "object_id"):
        for row in deleted_along(Connection, deleted.row, **{end: deleted.key}):
            if Entry.objects.filter(pk__in=(row.subject_id, row.object_id)).count() == 2:
                by_subject[row.subject_id][f"connection-{row.id}"] = row_values(row, CONNECTION)
    for subject in Entry.objects.filter(pk__in=by_subject).order_by("pk"):
        refused = apply_what_may(subject, by_subject[subject.pk], user=user, reason=reason)
        deleted.problems += [sentence for messages in refused.values() for sentence in messages]


def _terms(keys: set[int], user: Any, reason: str) -> None:
    """Terms that named the entries: deleting these emptied the column, unnoticed by history."""
    for term in Term.objects.filter(entry=None) if keys else ():
        known = last_known(Term, term.pk)
        if known is not None and known.entry_id in keys:
            term.entry_id = known.entry_id
            sign(term, user, reason).save()


def _entries_last_known_in(place: Place) -> list[Any]:
    """Entries whose last row of history lists a place that they do not have now."""
    found = []
    for entry_type in registry.all_types():
        model: Any = entry_type.model
        column: Any = model._meta.get_field("places")
        recorded = model.history.model.places.model
        target = f"{column.m2m_reverse_field_name()}_id"
        keys = recorded.objects.filter(**{target: place.pk}).values_list("history__id", flat=True)
        for entry in model.objects.filter(pk__in=set(keys)).exclude(places=place):
            row: Any = rows_of(model, entry.pk).last()
            if recorded.objects.filter(**{target: place.pk}, history=row.pk).exists():
                found.append(entry)
    return found
