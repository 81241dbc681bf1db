"""Undoing all that one account did lately: for the day on which an editor turns hostile, or loses a password.

What others did since stays. Entries that the account made are withdrawn, never deleted: nothing is lost for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue import audit, registry
from catalogue.editing.back import apply_what_may, step_back, stepped
from catalogue.editing.bring_back import Deleted, bring_entries_back, bring_record_back
from catalogue.editing.history import Change, changes_of
from catalogue.editing.records import (
    changes_of_record,
    is_referred_to,
    put_back,
    rows_of,
    sign,
    state_of_record,
)
from catalogue.editing.several import REFUSED
from catalogue.editing.site_reasons import ACCOUNT_UNDONE, DELETED_ALONG
from catalogue.editing.state import State, state_of
from catalogue.editing.undone import Did, Item, Undone
from catalogue.editing.unmerge import unmerge
from catalogue.models import (
    AuditEntry,
    Citation,
    Connection,
    Entry,
    Guide,
    GuideEntry,
    GuideStep,
    Merge,
    Place,
    Proposal,
    Source,
    Status,
    Term,
)

LONGEST = 168  # hours: a week
TRIED = 200  # entries; a preview of more does not try whether some rule forbids what it announces: that takes too long
# Other records, what others rest on first: so they come back. Those that were made go in the opposite order.
RECORDS: tuple[type[models.Model], ...] = (Place, Source, Guide, GuideStep, GuideEntry, Term)


def undo_account(
    account: User, since: datetime, *, by: User, dry_run: bool = False, deactivate: bool = False
) -> Undone:
    """Take back all that an account did since then, in one transaction; what others did since stays and is listed.

    ``dry_run`` does the same and takes it back again: what it returns is what would happen (see TRIED). ``deactivate``
    closes the account in the same step. Who may ask for it is checked before.
    """
    with transaction.atomic():
        undone = _Undoing(account, since, by, dry_run=dry_run).run()
        if dry_run:
            transaction.set_rollback(True)
            return undone
        if deactivate:
            account.is_active = False
            account.save(update_fields=["is_active"])
        hours = round((timezone.now() - since).total_seconds() / 3600)
        share = f"{undone.done}/{len(undone.items)}"  # no words: readers of the log have two languages
        audit.note(AuditEntry.Action.UNDONE, account.get_username(), f"{hours} h", share, by=by)
    return undone


class _Undoing:
    """One run of it."""

    def __init__(self, account: User, since: datetime, by: User, *, dry_run: bool):
        self.account = account
        self.since = since
        self.by: Any = by
        self.dry_run = dry_run
        self.tries = True
        self.items: list[Item] = []
        self.merged: dict[int, set[int]] = defaultdict(set)  # versions that merges made which stay, by entry

    def run(self) -> Undone:
        self._hold(self._touched_entries())
        self._merges()
        for model in RECORDS:
            self._bring_back(model)
        self._bring_entries_back()
        touched = list(self._touched())
        self.tries = not self.dry_run or len(touched) <= TRIED
        for entry in touched:
            self._entry(entry)
        for model in RECORDS:
            self._records(model)
        self._proposals()
        for model in reversed(RECORDS):
            self._made(model)
        self.items.sort(key=lambda item: item.at, reverse=True)
        return Undone(self.account, self.since, self.items)

    def _rows(self, model: Any) -> Any:
        """The account's rows in the history of a model."""
        theirs = {"history_user": self.account.pk, "history_date__gte": self.since}
        return model.history.filter(**theirs).order_by("history_date", "history_id")

    def _note(self, model: Any, key: int, name: Any, at: datetime, did: Did, **more: Any) -> Item:
        item = Item(model, key, str(name), at, did, **more)
        self.items.append(item)
        return item

    # entries

    def _touched_entries(self) -> set[int]:
        """Numbers of the entries that the account changed, their evidence or connections included."""
        found: set[int] = set()
        for entry_type in registry.all_types():
            found.update(self._rows(entry_type.model).values_list("id", flat=True))
        found.update(self._rows(Citation).values_list("entry_id", flat=True))
        found.update(self._rows(Connection).values_list("subject_id", flat=True))
        return found

    def _hold(self, keys: set[int]) -> None:
        """Nobody else changes these until all is done."""
        list(Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))

    def _touched(self) -> Iterator[Any]:
        keys = self._touched_entries()
        for entry_type in registry.all_types():
            model: Any = entry_type.model
            yield from model.objects.filter(pk__in=keys).order_by("pk")

    def _merges(self) -> None:
        merges = Merge.objects.filter(by=self.account.pk, at__gte=self.since, undone_at=None)
        for merge in merges.select_related("kept", "gone").order_by("-at", "-pk"):
            try:
                with transaction.atomic():
                    left = unmerge(merge, self.by, reason=ACCOUNT_UNDONE)
            except ValidationError as error:
                self._note(Merge, merge.pk, merge, merge.at, Did.STAYS, problems=error.messages)
                for key, version in merge.done.get("versions", {}).items():
                    self.merged[int(key)].add(version)
            else:
                self._note(Merge, merge.pk, merge, merge.at, Did.UNMERGED, problems=left)

    def _bring_entries_back(self) -> None:
        deleted = []
        for entry_type in registry.all_types():
            for row in self._deleted(entry_type.model):
                deleted.append((row, Deleted(entry_type.model, row.id)))
        bring_entries_back([each for _row, each in deleted], user=self.by, reason=ACCOUNT_UNDONE)
        for row, each in deleted:
            did = Did.BACK if each.entry is not None else Did.STAYS
            name = row.name_en or row.name_es or row.slug
            self._note(each.model, each.key, name, row.history_date, did, problems=each.problems)

    def _entry(self, entry: Any) -> None:
        """Withdraw an entry that the account made; else take back its changes, the newest first."""
        changes = changes_of(entry)
        theirs = [change for change in changes if self._is_theirs(change)]
        if not theirs:
            return
        at = theirs[0].at
        if theirs[-1].is_first:
            self._withdraw(entry, changes, at)
            return
        now = state_of(entry)
        wanted, stays = self._without(now, theirs, self.merged[entry.pk])
        self._change(entry, now, wanted, stays, at)

    def _is_theirs(self, change: Change) -> bool:
        return change.user is not None and change.user.pk == self.account.pk and change.at >= self.since

    def _without(self, now: State, changes: list[Change], untouchable: set[int]) -> tuple[State, State]:
        """A state without some changes (the newest first), and what others changed again since."""
        wanted = now
        stays: State = {}
        for change in changes:
            if change.version not in untouchable and not change.is_first:
                step = step_back(wanted, change.before, change.after)
                wanted = stepped(wanted, step.values)
                stays |= step.contested
        return wanted, stays

    def _change(self, entry: Any, now: State, wanted: State, stays: State, at: datetime) -> None:
        values = {key: wanted.get(key) for key in now.keys() | wanted.keys() if now.get(key) != wanted.get(key)}
        item = Item(type(entry), entry.pk, str(entry), at, Did.CHANGED, stays=stays)
        try:
            with transaction.atomic():
                refused = self._apply(entry, values)
        except (ValidationError, IntegrityError) as error:
            item.problems += _sentences(error)
            refused = {key: [] for key in values}
        item.problems += [sentence for sentences in refused.values() for sentence in sentences]
        item.stays = stays | {key: values[key] for key in refused}
        item.before = {key: now.get(key) for key in values if key not in refused}
        item.after = {key: value for key, value in values.items() if key not in refused}
        item.stored = {key: now.get(key) for key in item.stays}
        if not item.after:
            item.did = Did.STAYS
        if item.after or item.stays:
            self.items.append(item)

    def _apply(self, entry: Any, values: State) -> dict[str, list[str]]:
        return apply_what_may(entry, values, user=self.by, reason=ACCOUNT_UNDONE) if self.tries else {}

    def _withdraw(self, entry: Any, changes: list[Change], at: datetime) -> None:
        if entry.status == Status.WITHDRAWN:
            return
        others = [change for change in changes if change.user is None or change.user.pk != self.account.pk]
        if others:
            sentence = _("This account made it, but somebody else worked on it since.")
            self._note(type(entry), entry.pk, entry, at, Did.STAYS, problems=[sentence])
            return
        before = {"status": entry.status}
        after = {"status": str(Status.WITHDRAWN)}
        try:
            with transaction.atomic():
                refused = self._apply(entry, after)
        except ValidationError as error:
            refused = {"status": error.messages}
        if refused:
            self._note(type(entry), entry.pk, entry, at, Did.STAYS, problems=refused["status"])
            return
        self._note(type(entry), entry.pk, entry, at, Did.WITHDRAWN, before=before, after=after)

    # other records

    def _deleted(self, model: Any) -> Iterator[Any]:
        """The last rows of what the account deleted for its own sake, and had not made itself in that time."""
        rows = {row.id: row for row in self._rows(model).filter(history_type="-")}
        made = set(self._rows(model).filter(history_type="+", id__in=rows).values_list("id", flat=True))
        there = set(model._default_manager.filter(pk__in=rows).values_list("pk", flat=True))
        for key, row in rows.items():
            if key not in made and key not in there and row.history_change_reason != DELETED_ALONG:
                yield row

    def _bring_back(self, model: Any) -> None:
        for row in self._deleted(model):
            name = _name(row.history_object)
            try:
                with transaction.atomic():
                    bring_record_back(row, user=self.by, reason=ACCOUNT_UNDONE)
            except (ValidationError, IntegrityError) as error:
                self._note(model, row.id, name, row.history_date, Did.STAYS, problems=_sentences(error))
            else:
                self._note(model, row.id, name, row.history_date, Did.BACK)

    def _records(self, model: Any) -> None:
        """Take back the account's changes of records that it did not make."""
        keys = set(self._rows(model).exclude(history_type="-").values_list("id", flat=True))
        for thing in model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk"):
            theirs = [change for change in changes_of_record(model, thing.pk) if self._is_theirs(change)]
            theirs = [change for change in theirs if change.after]  # not the row of a deletion that was just undone
            if theirs and not theirs[-1].is_first:
                self._put_back(thing, theirs)

    def _put_back(self, thing: Any, theirs: list[Change]) -> None:
        now = state_of_record(thing)
        wanted, stays = self._without(now, [change for change in theirs if change.before], set())
        values = {key: value for key, value in wanted.items() if now.get(key) != value}
        item = Item(type(thing), thing.pk, _name(thing), theirs[0].at, Did.CHANGED, stays=stays)
        try:
            with transaction.atomic():
                put_back(thing, values, user=self.by, reason=ACCOUNT_UNDONE)
        except (ValidationError, IntegrityError) as error:
            item.problems += _sentences(error)
            item.stays, values = stays | values, {}
        item.before, item.after = {key: now.get(key) for key in values}, values
        item.stored = {key: now.get(key) for key in item.stays}
        if not values:
            item.did = Did.STAYS
        if values or item.stays:
            self.items.append(item)

    def _made(self, model: Any) -> None:
        """Delete what the account made, unless others worked on it or something refers to it."""
        keys = list(self._rows(model).filter(history_type="+").values_list("id", flat=True))
        for thing in model._default_manager.select_for_update().filter(pk__in=keys).order_by("-pk"):
            rows = list(rows_of(model, thing.pk))
            if not self._wrote(rows[0]):
                continue  # it only came back
            name, at = _name(thing), next(row.history_date for row in reversed(rows) if self._wrote(row))
            problem = ""
            if any(not self._wrote(row) and row.history_change_reason != ACCOUNT_UNDONE for row in rows):
                problem = _("This account made it, but somebody else worked on it since.")
            elif is_referred_to(thing):
                problem = _("This account made it, but something refers to it.")
            if problem:
                self._note(model, thing.pk, name, at, Did.STAYS, problems=[problem])
            else:
                key = thing.pk
                sign(thing, self.by, ACCOUNT_UNDONE).delete()
                self._note(model, key, name, at, Did.DELETED)

    def _wrote(self, row: Any) -> bool:
        return row.history_user_id == self.account.pk

    def _proposals(self) -> None:
        """Refuse those that the account made and that wait; list those that it decided."""
        theirs = {"author": self.account.pk, "created__gte": self.since}
        waiting = Proposal.objects.select_for_update().filter(**theirs, status=Proposal.Status.OPEN)
        for proposal in waiting.order_by("pk"):
            proposal.status = Proposal.Status.REFUSED
            proposal.decided_by_id, proposal.decided_at = self.by.pk, timezone.now()
            sign(proposal, self.by, ACCOUNT_UNDONE).save()
            self._note(Proposal, proposal.pk, proposal, proposal.created, Did.REFUSED)
        decided = Proposal.objects.filter(decided_by=self.account.pk, decided_at__gte=self.since)
        for proposal in decided.exclude(author=self.account.pk).select_related("entry").order_by("pk"):
            self._note(Proposal, proposal.pk, proposal, proposal.decided_at or self.since, Did.LISTED)


def _name(thing: Any) -> str:
    return " ".join(str(thing).split()) or f"#{thing.pk}"


def _sentences(error: ValidationError | IntegrityError) -> list[str]:
    return [str(REFUSED)] if isinstance(error, IntegrityError) else error.messages
