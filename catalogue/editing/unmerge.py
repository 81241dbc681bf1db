"""Taking a merge back, where nobody changed since what it did."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.editing.back import apply_what_may, step_back, stepped
from catalogue.editing.differences import differences
from catalogue.editing.merge import lock
from catalogue.editing.records import bring_back, last_known, sign
from catalogue.editing.site_reasons import UNMERGED, about
from catalogue.editing.state import State, state_of
from catalogue.models import Entry, GuideEntry, Merge, Proposal, SlugRedirect, Term

UNDONE = gettext_lazy("This merge was undone already.")
CHAINED = gettext_lazy("“%(kept)s” was merged into “%(other)s” since. Undo that first.")


def unmerge(done: Merge, user: Any, *, reason: str = "") -> list[str | Promise]:
    """Take a merge back, where nobody changed since what it did; returns sentences on what stays as it is.

    Raises ValidationError when it cannot be taken back at all; then nothing is changed.
    """
    with transaction.atomic():
        stored = Merge.objects.select_for_update().get(pk=done.pk)
        others = [int(key) for key in stored.done.get("others", {})]
        lock(stored.kept_id, stored.gone_id, *others)
        if stored.undone_at:
            raise ValidationError(UNDONE)
        further = Merge.objects.filter(gone=stored.kept_id, undone_at=None).select_related("kept", "gone").first()
        if further:
            raise ValidationError(str(CHAINED) % {"kept": further.gone, "other": further.kept})
        return _Unmerging(stored, user, reason).run()


class _Unmerging:
    """One merge taken back."""

    def __init__(self, merge: Merge, user: Any, reason: str):
        self.merge = merge
        self.user = user
        self.kept: Any = Entry.objects.get(pk=merge.kept_id).typed()
        self.gone: Any = Entry.objects.get(pk=merge.gone_id).typed()
        self.reasons = {self.kept.pk: reason or about(UNMERGED, self.gone)}
        self.reason = reason or about(UNMERGED, self.kept)
        self.left: list[str | Promise] = []

    def run(self) -> list[str | Promise]:
        done = self.merge.done
        versions: dict[str, int] = {}
        for key, change in done.get("others", {}).items():
            other = Entry.objects.filter(pk=key).first()
            if other:
                self._back(other.typed(), change, versions)
        self._back(self.kept, done["kept"], versions)
        self._addresses(done["redirects"])
        self._back(self.gone, done["gone"], versions)
        self._terms(done["terms"])
        self._guides(done["guides"])
        self._proposals(done["proposals"])
        self.merge.undone_by, self.merge.undone_at = self.user, timezone.now()
        self.merge.done = done | {"versions_undone": versions}
        self.merge.save()
        return self.left

    def _back(self, entry: Any, change: dict[str, State], versions: dict[str, int]) -> None:
        now = state_of(entry)
        step = step_back(now, change["before"], change["after"])
        reason = self.reasons.get(entry.pk, self.reason)
        refused = apply_what_may(entry, step.values, user=self.user, reason=reason)
        stays = step.contested | {key: step.values[key] for key in refused}
        for each in differences(type(entry), now, stepped(now, stays)):
            if each.key in stays:
                words = refused.get(each.key) or [_("Somebody changed it since, so it stays as it is.")]
                self.left.append(f"{entry}: {each.label}. {' '.join(words)}")
        if step.values.keys() - refused.keys():
            versions[str(entry.pk)] = Entry.objects.values_list("version", flat=True).get(pk=entry.pk)

    def _addresses(self, redirects: list[list[Any]]) -> None:
        for pk, before in redirects:
            old = SlugRedirect.objects.filter(pk=pk, entry=self.kept.pk).first()
            if old and before is None:
                self._sign(old).delete()
            elif old and Entry.objects.filter(pk=before).exists():
                old.entry_id = before
                self._sign(old).save()

    def _terms(self, terms: list[int]) -> None:
        for term in Term.objects.filter(pk__in=terms, entry=self.kept.pk):
            term.entry_id = self.gone.pk
            self._sign(term).save()

    def _guides(self, places: list[dict[str, Any]]) -> None:
        for each in places:
            place = GuideEntry.objects.filter(pk=each["pk"]).first()
            row = last_known(GuideEntry, each["pk"])
            step = place.step_id if place else row and row.step_id
            is_there = GuideEntry.objects.filter(step=step, entry=self.gone.pk).exists()
            if each["dropped"] and place is None and not is_there:
                try:
                    with transaction.atomic():
                        bring_back(row, user=self.user, reason=self.reason)
                except ValidationError as error:
                    self.left += error.messages
            elif place and not each["dropped"] and place.entry_id == self.kept.pk and not is_there:
                place.entry_id = self.gone.pk
                self._sign(place).save()

    def _proposals(self, proposals: dict[str, dict[str, Any]]) -> None:
        """Those that still wait, as they were moved."""
        waiting = Proposal.objects.filter(pk__in=proposals, entry=self.kept.pk, status=Proposal.Status.OPEN)
        for proposal in waiting:
            before = proposals[str(proposal.pk)]
            if proposal.changes == before["moved"]:
                proposal.entry_id = self.gone.pk
                proposal.changes, proposal.base_version = before["changes"], before["base_version"]
                self._sign(proposal).save()

    def _sign(self, thing: Any) -> Any:
        return sign(thing, self.user, self.reason)
