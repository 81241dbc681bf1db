"""What happened to records that are no entries (sources, places, guides, terms, proposals), and the way back."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.editing.apply import set_value
from catalogue.editing.back import step_back
from catalogue.editing.differences import Difference, Names, Part, label_of, language_of, text_of
from catalogue.editing.history import Change
from catalogue.editing.revert import NOTHING_LEFT, READERS, Contested, Reversal
from catalogue.editing.site_reasons import undid
from catalogue.editing.state import State, stored_value
from catalogue.models import Citation, Guide, GuideEntry, GuideStep, Proposal
from catalogue.models.guide import guide_problems
from catalogue.roles import may_publish

Account = AbstractBaseUser | AnonymousUser

MADE = _("This is how it began, so it cannot be undone. Delete it instead.")
DELETED = _("It was deleted here, or came back. That is not undone on this page.")
OF_AN_ENTRY = _("Undo this in the history of its entry.")
DECIDED = _("A decision is not undone. Change the entry itself, or undo the change in its history.")


def columns_of_record(model: Any) -> tuple[str, ...]:
    """The columns of a model that editors change and history keeps."""
    tracked = model.history.model.tracked_fields
    return tuple(column.name for column in tracked if column.editable and not column.primary_key)


def state_of_record(thing: models.Model) -> State:
    """A record, or a row of its history, as plain values."""
    model = getattr(thing, "instance_type", type(thing))
    return {name: stored_value(thing, name) for name in columns_of_record(model)}


def changes_of_record(model: Any, key: int) -> list[Change]:
    """Every change of a record, the newest first; the version of each is the number of its row of history.

    Saves that changed nothing are left out. The rows are one query, and what they name one for each kind of thing.
    """
    rows = list(rows_of(model, key).select_related("history_user"))
    states = [{} if row.history_type == "-" else state_of_record(row) for row in rows]
    names = Names(model, states)
    changes: list[Change] = []
    before: State = {}
    for row, after in zip(rows, states, strict=True):
        change = Change(row.pk, row.history_date, row.history_user, row.history_change_reason or "", before, after)
        change.is_first = not changes
        if not change.is_first:
            change.differences = record_differences(model, before, after, names)
        if change.is_first or change.differences:
            changes.append(change)
        before = after
    return changes[::-1]


def rows_of(model: Any, key: int) -> models.QuerySet:
    """The rows of a record's history in the order in which they were written."""
    return model.history.filter(**{model._meta.pk.attname: key}).order_by("history_date", "history_id")


def record_differences(model: Any, before: State, after: State, names: Names | None = None) -> list[Difference]:
    """What differs between two states of a record, in the order of its columns; as ``differences`` does for entries."""
    names = names or Names(model, [before, after])
    found = []
    for name in columns_of_record(model):
        old, new = before.get(name), after.get(name)
        if old != new:
            texts = [_text(model, name, value, names) for value in (old, new)]
            part = Part("", texts[0], texts[1], language_of(model, name))
            found.append(Difference(name, label_of(model, name), old, new, (part,)))
    return found


def record_reversal(thing: Any, version: int) -> Reversal | None:
    """What undoing one change of a record would do; None for an unknown version."""
    model = type(thing)
    changes = changes_of_record(model, thing.pk)
    change = next((change for change in changes if change.version == version), None)
    if change is None:
        return None
    found = Reversal(change, changes[0].version, problem=problem_of_record(model, change))
    if found.problem:
        return found
    now = state_of_record(thing)
    step = step_back(now, change.before, change.after)
    found.values, found.old = step.values, step.contested
    names = Names(model, [now, step.values, step.contested])
    found.back = record_differences(model, now, now | step.values, names)
    found.contested = record_differences(model, now, now | step.contested, names)
    if not found.values and not found.old:
        found.problem = NOTHING_LEFT
    return found


def revert_record(thing: Any, version: int, user: Account, *, take: Collection[str] | None = None) -> Any:
    """Undo one change of a record, as ``catalogue.editing.revert.revert`` does for entries; who may is asked before.

    Raises Contested, LookupError for an unknown version, and ValidationError with sentences.
    """
    with transaction.atomic():
        stored = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        reversal = record_reversal(stored, version)
        if reversal is None:
            raise LookupError(version)
        if reversal.problem:
            raise ValidationError({NON_FIELD_ERRORS: [reversal.problem]})
        if reversal.old and take is None:
            raise Contested(reversal)
        values = reversal.chosen(take or ())
        # A guide without a drawing is not listed, and not shown.
        if isinstance(stored, Guide) and values.keys() & {"status", "drawing"} and not may_publish(user):
            raise ValidationError({NON_FIELD_ERRORS: [READERS]})
        return put_back(stored, values, user=user, reason=undid(reversal.change.at))


def put_back(thing: Any, values: State, *, user: Any, reason: str) -> Any:
    """Put old values into a record and store it; raises ValidationError when a rule forbids it."""
    if not values:
        return thing
    for name, value in values.items():
        set_value(thing, name, value)
    if isinstance(thing, Guide) and "status" in values:
        problems = guide_problems(status=thing.status, step_count=thing.steps.count())
        if problems:
            raise ValidationError({NON_FIELD_ERRORS: problems})
    _store(thing, user=user, reason=reason)
    return thing


def bring_back(row: Any, *, user: Any, reason: str) -> Any:
    """Store a deleted record again, with its number, as a row of its history has it.

    Raises ValidationError when a rule forbids it, such as an address that something else has by now.
    """
    thing = row.history_object
    _store(thing, user=user, reason=reason)
    if made := getattr(row, "created", None):  # the day on which it was first stored, which saving sets anew
        type(thing)._default_manager.filter(pk=thing.pk).update(created=made)
    return thing


def is_referred_to(thing: models.Model) -> bool:
    """Whether anything would be deleted or changed with it, or would keep it from being deleted."""
    collector = Collector(using=thing._state.db or "default", origin=thing)
    try:
        collector.collect([thing])
    except (ProtectedError, RestrictedError):
        return True
    along = any(instances - {thing} for instances in map(set, collector.data.values()))
    emptied = any(any(map(bool, parts)) for parts in collector.field_updates.values())
    return along or emptied or any(rows.exists() for rows in collector.fast_deletes if rows.model is not type(thing))


def sign(thing: Any, user: Any, reason: str) -> Any:
    """Note who and why in the row of history that the next save or deletion of a thing writes."""
    thing._history_user, thing._change_reason = user, reason
    return thing


def last_known(model: Any, key: int, until: datetime | None = None) -> Any:
    """The last row of a record's history, None when there is none."""
    rows = rows_of(model, key)
    return (rows.filter(history_date__lte=until) if until else rows).last()


def _store(thing: Any, *, user: Any, reason: str) -> None:
    placed = isinstance(thing, (GuideStep, GuideEntry))
    number = thing._meta.pk.name
    # Nobody can take the number of a deleted row; the position is given below.
    thing.full_clean(exclude=[number, "position"] if placed else [number])
    sign(thing, user, reason)
    if placed:
        _place(thing)
    else:
        thing.save()


def _place(thing: Any) -> None:
    """Store a step or an entry of a guide at its position, and move the others of its parent behind it."""
    parent = "guide" if isinstance(thing, GuideStep) else "step"
    siblings = type(thing)._default_manager.filter(**{parent: getattr(thing, f"{parent}_id")})
    others = list(siblings.exclude(pk=thing.pk).order_by("position", "pk"))
    others.insert(max(thing.position - 1, 0), thing)
    siblings.make_room()
    for number, each in enumerate(others, 1):
        moved = each.position != number
        each.position = number
        if each is thing:
            each.save()
        elif moved:
            sign(each, thing._history_user, thing._change_reason).save()
        else:  # only to undo what making room did
            siblings.filter(pk=each.pk).update(position=number)


def problem_of_record(model: Any, change: Change) -> str | Promise:
    """Why a change of a record cannot be undone whatever is stored now, in a sentence; "" when it can."""
    if model is Citation:
        return OF_AN_ENTRY
    if change.is_first:
        return MADE
    if not change.before or not change.after:
        return DELETED
    if model is Proposal and change.before["status"] != change.after["status"]:
        return DECIDED
    return ""


def _text(model: Any, name: str, value: Any, names: Names) -> str:
    """As ``text_of`` has it; what is nested, such as the outline of a source, one item a line."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "\n".join(json.dumps(item, ensure_ascii=False) for item in value)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items())
    return text_of(model, name, value, names)
