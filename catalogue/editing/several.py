"""Changing several entries: what would become of each, and then each change on its own, if nothing came between."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.editing.apply import apply, set_value
from catalogue.editing.differences import Difference, Names, differences, label_of
from catalogue.editing.state import State, columns_of, stored_value
from catalogue.models import Entry, Status
from catalogue.models.entry import publishing_problems

GONE = gettext_lazy("Somebody deleted this entry after you looked at it.")
STALE = gettext_lazy("Somebody saved this entry after you looked at it, so it stays as it is.")
REFUSED = gettext_lazy("The database refused this. Something that it needs was changed or deleted meanwhile.")


@dataclass(frozen=True)
class Plan:
    """What would become of one entry."""

    entry: Entry  # as it is stored now
    values: State  # only what would change
    differences: list[Difference]
    problems: list[str]  # sentences; with any of them the entry stays as it is

    @property
    def will_change(self) -> bool:
        """Whether saving it would do something."""
        return bool(self.values) and not self.problems


def lists_of(model: type[Entry]) -> tuple[str, ...]:
    """The columns of a type that hold several things: places, and who can carry out a tactic."""
    return tuple(name for name in columns_of(model) if model._meta.get_field(name).many_to_many)


def loaded(model: type[Entry], keys: Iterable[int]) -> list[Entry]:
    """The entries with these keys, by name, with what plans ask for. One query, and one for each list."""
    entries: Any = model._default_manager
    chosen = entries.filter(pk__in=list(keys)).with_evidence_counts()
    return list(chosen.prefetch_related(*lists_of(model)).order_by("name_en", "pk"))


def plans(model: type[Entry], wanted: Iterable[tuple[Entry, State]]) -> list[Plan]:
    """What would become of each entry that takes the values beside it.

    The entries come from ``loaded``. Values are keyed as in ``catalogue.editing.state``, columns only.
    """
    changes = []
    for entry, values in wanted:
        before = {name: stored_value(entry, name) for name in values}
        after = {name: value for name, value in values.items() if before[name] != value}
        changes.append((entry, {name: before[name] for name in after}, after))
    names = Names(model, [state for _entry, before, after in changes for state in (before, after)])
    return [
        Plan(entry, after, differences(model, before, after, names), problems_of(entry, after) if after else [])
        for entry, before, after in changes
    ]


def problems_of(entry: Entry, values: State) -> list[str]:
    """Why an entry cannot take these values, in sentences that name the field. It is not changed by asking."""
    tried = copy.copy(entry)
    for name, value in values.items():
        if not entry._meta.get_field(name).many_to_many:
            set_value(tried, name, value)
    found = []
    try:
        # What is not stored yet has no parent row to point to.
        tried.full_clean(exclude=[] if entry.pk else [entry._meta.pk.name])
    except ValidationError as error:
        found = sentences(type(entry), error)
    return found + [str(text) for text in publishing_problems(status=tried.status, citation_count=tried.citation_count)]


def sentences(model: type[Entry], error: ValidationError) -> list[str]:
    """What an error says, each sentence after the name of the field that it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    columns = columns_of(model)
    return [
        _("%(field)s: %(problem)s") % {"field": label_of(model, name), "problem": message}
        if name in columns
        else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def carry_out(key: int, version: int, values: State, *, user: AbstractBaseUser, reason: str) -> Entry:
    """Give an entry these values, if it is still as it was when ``version`` of it was looked at.

    Raises ValidationError when somebody saved or deleted it since, or when a rule forbids the outcome; then nothing
    of it is changed. Returns it as stored.
    """
    with _refusals_in_words(), transaction.atomic():
        stored = Entry.objects.select_for_update().filter(pk=key).first()
        if stored is None:
            raise ValidationError(GONE)
        if stored.version != version:
            raise ValidationError(STALE)
        return apply(stored, values, user=user, reason=reason)


def begin(model: type[Entry], values: State, *, user: AbstractBaseUser, reason: str) -> Entry:
    """A new draft with these values and no evidence yet. Raises ValidationError when a rule forbids it."""
    lists = lists_of(model)
    with _refusals_in_words(), transaction.atomic():
        entry: Any = model(type=model.TYPE, status=Status.DRAFT)
        for name, value in values.items():
            if name not in lists:
                set_value(entry, name, value)
        entry.full_clean(exclude=[model._meta.pk.name])
        entry._history_user, entry._change_reason = user, reason
        entry.save()
        for name in lists:
            if keys := values.get(name):
                getattr(entry, name).set(keys)
        return entry


class _refusals_in_words:
    """Turns what only the database could notice into a sentence."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if isinstance(error, IntegrityError):
            raise ValidationError(REFUSED) from error
