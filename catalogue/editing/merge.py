"""Making one entry of two that are the same (taking that back: catalogue.editing.unmerge).

The database keeps evidence with its entry, so what the entry that goes has is copied onto the one that is kept. The
other one stays as it was, withdrawn, and its addresses lead on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.editing.apply import apply
from catalogue.editing.differences import Names, differences, kind_of_row, label_of, language_of, text_of
from catalogue.editing.records import sign
from catalogue.editing.site_reasons import LED_ON, MERGED, MERGED_INTO, about
from catalogue.editing.state import CONNECTION, State, columns_of, row_values, state_of
from catalogue.models import Connection, Entry, GuideEntry, Merge, Proposal, SlugRedirect, Status, Term
from catalogue.models.fields import both

KEPT, GONE, BOTH = "kept", "gone", "both"
# Columns that only make sense together: when somebody checked with how, a picture with what it shows.
TOGETHER: dict[str, tuple[str, ...]] = {
    "verified_on": ("verified_on", "verified_how", "verified_by"),
    "image": ("image", *both("image_alt"), "image_credit", "image_licence"),
}
# What the entry that is kept has of its own, and what is united rather than chosen.
NOT_CHOSEN = {"slug", "status", "aliases"} | {name for names in TOGETHER.values() for name in names[1:]}

ITSELF = gettext_lazy("An entry cannot be merged with itself. Choose another one.")
TYPES = gettext_lazy("Only entries of one type can be merged. These are of two: %(one)s and %(other)s.")
ALREADY = gettext_lazy("“%(gone)s” was merged into “%(kept)s” already.")
WITHDRAWN = gettext_lazy("“%(name)s” is withdrawn. Only entries that are not can be merged.")
UNSEEN = gettext_lazy("Readers see “%(gone)s” but not “%(kept)s”. Keep the other one, or publish this one first.")
SAME_BEFORE = gettext_lazy("Somebody saved one of the two since you opened this page. Look at them again.")


@dataclass(frozen=True)
class Choice:
    """A field in which the two differ."""

    key: str  # the column, or the first of those that belong together
    columns: tuple[str, ...]
    label: str
    kept: str  # as text
    gone: str
    language: str  # of both texts, where the column belongs to one
    default: str
    is_list: bool  # both may survive


@dataclass(frozen=True)
class Row:
    """A piece of evidence or a connection of the entry that goes, or one that leads there."""

    text: str
    fate: str | Promise
    is_taken: bool


TAKEN = gettext_lazy("is taken over")
DOUBLE = gettext_lazy("is dropped: the other entry has the same")
LOOP = gettext_lazy("is dropped: it would connect the entry with itself")
LEADS_ON = gettext_lazy("leads to the kept entry from now on")


@dataclass
class MergePlan:
    """What merging two entries would do."""

    kept: Any
    gone: Any
    choices: list[Choice] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)  # as they will be if every choice stays at its default
    evidence: list[Row] = field(default_factory=list)
    connections: list[Row] = field(default_factory=list)
    incoming: list[Row] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)  # sentences: terms, guides, proposals, addresses
    problem: str = ""  # why they cannot be merged this way, in a sentence


@dataclass
class _Copy:
    """How the rows of the entry that goes come to the one that is kept, and what is done with each."""

    values: State = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)  # key there → key here, stored or new
    connections: dict[str, str] = field(default_factory=dict)
    fates: dict[str, str | Promise] = field(default_factory=dict)  # by key there


def problem_with(kept: Entry, gone: Entry) -> str:
    """Why two entries cannot be merged this way round, in a sentence; "" when they can."""
    if kept.pk == gone.pk:
        return str(ITSELF)
    if kept.type != gone.type:
        return str(TYPES) % {"one": kept.entry_type.label, "other": gone.entry_type.label}
    for entry in (gone, kept):
        if entry.status == Status.WITHDRAWN:
            merge = Merge.objects.filter(gone=entry.pk, undone_at=None).select_related("kept").first()
            if merge:
                return str(ALREADY) % {"gone": entry, "kept": merge.kept}
            return str(WITHDRAWN) % {"name": entry}
    if gone.status == Status.PUBLISHED and kept.status != Status.PUBLISHED:
        return str(UNSEEN) % {"gone": gone, "kept": kept}
    return ""


def plan(kept: Any, gone: Any) -> MergePlan:
    """What merging ``gone`` into ``kept``, both typed, would do, with what there is to choose."""
    found = MergePlan(kept, gone, problem=problem_with(kept, gone))
    if kept.type != gone.type:
        return found
    ours, theirs = state_of(kept), state_of(gone)
    copy = _copy(kept, ours, gone, theirs)
    incoming = _incoming(kept, gone)
    names = Names(
        type(kept), [ours, theirs, *({f"connection-{row.pk}": row_values(row, CONNECTION)} for row in incoming)]
    )
    found.choices = _choices(type(kept), ours, theirs, names)
    found.aliases = united_names(ours, theirs, chosen(found.choices, ours, theirs, {}))
    described = {each.key: each.label for each in differences(type(gone), {}, _rows(theirs), names)}
    for key, fate in copy.fates.items():
        if kind_of_row(key) == "citation":
            text = f"{described[key]}: {theirs[key]['claim_es' if get_language() == 'es' else 'claim_en']}"
            found.evidence.append(Row(text, fate, fate is TAKEN))
        else:
            found.connections.append(Row(described[key], fate, fate is TAKEN))
    led_on = _led_on(kept, incoming)
    for row in incoming:
        fate = _fate_of_incoming(kept, row, led_on)
        found.incoming.append(Row(str(row), fate, fate is LEADS_ON))
    found.elsewhere = _elsewhere(gone)
    return found


def chosen(choices: list[Choice], ours: State, theirs: State, picked: Mapping[str, str]) -> State:
    """The values of the kept entry's columns after choosing: key → KEPT, GONE or BOTH, else the default."""
    values: State = {}
    for choice in choices:
        pick = picked.get(choice.key, choice.default)
        for column in choice.columns:
            if pick == GONE:
                values[column] = theirs[column]
            elif pick == BOTH and choice.is_list:
                values[column] = sorted({*(ours[column] or []), *(theirs[column] or [])})
    return values


def united_names(ours: State, theirs: State, values: State) -> list[str]:
    """The aliases of both and the names that neither language has now; each once, whatever its capitals."""
    merged = ours | values
    names = {str(merged[name]).casefold() for name in both("name")}
    found: dict[str, str] = {}
    written = [*(ours["aliases"] or []), *(ours[name] for name in both("name"))]
    written += [*(theirs[name] for name in both("name")), *(theirs["aliases"] or [])]
    for name in written:
        if name and name.casefold() not in names:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def merge(kept: Entry, gone: Entry, user: Any, *, picked: Mapping[str, str] | None = None, seen: Any = None) -> Merge:
    """Merge ``gone`` into ``kept``: all of it or nothing.

    ``picked`` says for fields in which they differ which value survives (key → KEPT, GONE or BOTH). ``seen`` is the
    pair of versions that the editor was looking at. Raises ValidationError, with sentences, when they cannot be merged.
    """
    with transaction.atomic():
        lock(kept.pk, gone.pk)
        kept, gone = (Entry.objects.get(pk=entry.pk).typed() for entry in (kept, gone))
        if problem := problem_with(kept, gone):
            raise ValidationError(problem)
        if seen is not None and tuple(seen) != (kept.version, gone.version):
            raise ValidationError(SAME_BEFORE)
        return _Merging(kept, gone, user).run(picked or {})


class _Merging:
    """One merge."""

    def __init__(self, kept: Any, gone: Any, user: Any):
        self.kept = kept
        self.gone = gone
        self.user = user
        self.done: dict[str, Any] = {"versions": {}, "others": {}}

    def run(self, picked: Mapping[str, str]) -> Merge:
        ours, theirs = state_of(self.kept), state_of(self.gone)
        copy = _copy(self.kept, ours, self.gone, theirs)
        choices = _choices(type(self.kept), ours, theirs, Names(type(self.kept), [ours, theirs]))
        values = chosen(choices, ours, theirs, picked)
        values["aliases"] = united_names(ours, theirs, values) or None
        others = _led_on(self.kept, _incoming(self.kept, self.gone))
        self.done["kept"] = self._change(self.kept, ours, values | copy.values, about(MERGED, self.gone))
        rows = self._rows_here(copy)
        for pk in sorted(others):
            other = Entry.objects.get(pk=pk).typed()
            reason = about(LED_ON, self.gone, self.kept)
            self.done["others"][str(pk)] = self._change(other, state_of(other), others[pk], reason)
        withdrawn = {"status": str(Status.WITHDRAWN)}
        self.done["gone"] = self._change(self.gone, theirs, withdrawn, about(MERGED_INTO, self.kept))
        self.done["redirects"] = self._lead_addresses_on()
        self.done["terms"] = self._name_in_terms()
        self.done["guides"] = self._name_in_guides()
        self.done["proposals"] = self._move_proposals(rows)
        return Merge.objects.create(kept_id=self.kept.pk, gone_id=self.gone.pk, done=self.done, by=self.user)

    def _change(self, entry: Any, before: State, values: State, reason: str) -> dict[str, State]:
        """Put values into an entry; what was and what is there now, of all that differs."""
        stored = apply(entry, values, user=self.user, reason=reason)
        after = state_of(type(entry).objects.get(pk=entry.pk))
        changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        if changed:
            self.done["versions"][str(entry.pk)] = stored.version
        return {
            "before": {key: before[key] for key in changed if key in before},
            "after": {key: after[key] for key in changed if key in after},
        }

    def _rows_here(self, copy: _Copy) -> dict[str, str]:
        """Key of each row of the entry that went → key of the same row of the one that is kept."""
        after = self.done["kept"]["after"]
        stored = {key: row for key, row in after.items() if kind_of_row(key) and key not in self.done["kept"]["before"]}
        found: dict[str, str] = {}
        for there, here in (copy.citations | copy.connections).items():
            wanted = copy.values.get(here)
            if wanted is None:  # the kept entry had the same already
                found[there] = here
                continue
            kind = kind_of_row(here)
            same = (key for key, row in stored.items() if kind_of_row(key) == kind and _is_copy(row, wanted))
            key = next((key for key in same if key not in found.values()), None)
            if key is not None:
                found[there] = key
        return found

    def _lead_addresses_on(self) -> list[list[int | None]]:
        """The address of the entry that goes, and all that led there; with the entry that each led to before."""
        done: list[list[int | None]] = []
        own, made = SlugRedirect.objects.get_or_create(
            type=self.gone.type, old_slug=self.gone.slug, defaults={"entry_id": self.kept.pk}
        )
        if made:
            done.append([own.pk, None])
        for old in SlugRedirect.objects.filter(Q(pk=own.pk) | Q(entry=self.gone.pk)).order_by("pk"):
            if old.entry_id != self.kept.pk:
                done.append([old.pk, old.entry_id])
                old.entry_id = self.kept.pk
                self._sign(old).save()
        return done

    def _name_in_terms(self) -> list[int]:
        done = []
        for term in Term.objects.filter(entry=self.gone.pk):
            term.entry_id = self.kept.pk
            self._sign(term).save()
            done.append(term.pk)
        return done

    def _name_in_guides(self) -> list[dict[str, Any]]:
        """Steps of guides name the kept entry, once."""
        done = []
        for place in GuideEntry.objects.filter(entry=self.gone.pk).order_by("pk"):
            if GuideEntry.objects.filter(step=place.step_id, entry=self.kept.pk).exists():
                # The row of history that this writes is what it comes back from.
                done.append({"pk": place.pk, "dropped": True})
                self._sign(place).delete()
            else:
                place.entry_id = self.kept.pk
                self._sign(place).save()
                done.append({"pk": place.pk, "dropped": False})
        return done

    def _move_proposals(self, rows: dict[str, str]) -> dict[str, Any]:
        """Open ones are about the kept entry now, and name its rows."""
        done = {}
        version = Entry.objects.values_list("version", flat=True).get(pk=self.kept.pk)
        for proposal in Proposal.objects.filter(entry=self.gone.pk, status=Proposal.Status.OPEN):
            done[str(proposal.pk)] = {"changes": proposal.changes, "base_version": proposal.base_version}
            proposal.entry_id, proposal.base_version = self.kept.pk, version
            proposal.changes = _translated(proposal.changes, rows, self.gone.pk, self.kept.pk)
            done[str(proposal.pk)]["moved"] = proposal.changes
            self._sign(proposal).save()
        return done

    def _sign(self, thing: Any) -> Any:
        return sign(thing, self.user, about(LED_ON, self.gone, self.kept))


def lock(*keys: int) -> None:
    """These entries and all that are connected with them, in one order, so that no two merges wait for each other."""
    ends = Connection.objects.filter(object__in=keys).values_list("subject_id", flat=True)
    locked = Entry.objects.select_for_update().filter(pk__in={*keys, *ends}).order_by("pk")
    if not set(keys) <= set(locked.values_list("pk", flat=True)):
        raise ValidationError(_("Somebody deleted this entry meanwhile."))


def _choices(model: type[Entry], ours: State, theirs: State, names: Names) -> list[Choice]:
    found = []
    for key in columns_of(model):
        columns = TOGETHER.get(key, (key,))
        if key in NOT_CHOSEN or all(ours[name] == theirs[name] for name in columns):
            continue
        column: Any = model._meta.get_field(key)
        is_list = column.many_to_many
        here, there = (_texts(model, columns, state, names) for state in (ours, theirs))
        default = GONE if ours[key] is None else BOTH if is_list else KEPT
        label, language = label_of(model, key), language_of(model, key)
        found.append(Choice(key, columns, label, here, there, language, default, is_list))
    return found


def _texts(model: type[Entry], columns: tuple[str, ...], state: State, names: Names) -> str:
    """The values of columns that belong together, one a line."""
    return "\n".join(filter(None, (text_of(model, name, state[name], names) for name in columns)))


def _rows(state: State) -> State:
    return {key: value for key, value in state.items() if kind_of_row(key)}


def _copy(kept: Entry, ours: State, gone: Entry, theirs: State) -> _Copy:
    """What the kept entry takes over from the rows of the other; doubles are dropped."""
    copy = _Copy()
    here = {_claim(row): key for key, row in ours.items() if kind_of_row(key) == "citation"}
    citations = [(key, row) for key, row in theirs.items() if kind_of_row(key) == "citation"]
    for key, row in sorted(citations, key=lambda item: (item[1]["position"] or 0, item[0])):
        if _claim(row) in here:
            copy.citations[key], copy.fates[key] = here[_claim(row)], DOUBLE
            continue
        new = f"citation-new{len(copy.values) + 1}"
        copy.values[new] = row | {"position": None}
        copy.citations[key], copy.fates[key] = new, TAKEN
        here[_claim(row)] = new
    said = {(row["kind"], row["object"]): key for key, row in ours.items() if kind_of_row(key) == "connection"}
    for key, row in ours.items():
        if kind_of_row(key) == "connection" and row["object"] == gone.pk:
            copy.values[key] = None
    for key, row in theirs.items():
        if kind_of_row(key) != "connection":
            continue
        if row["object"] == kept.pk:
            copy.fates[key] = LOOP
        elif (row["kind"], row["object"]) in said:
            copy.connections[key], copy.fates[key] = said[row["kind"], row["object"]], DOUBLE
        else:
            new = f"connection-new{len(copy.values) + 1}"
            evidence = copy.citations[f"citation-{row['citation']}"].partition("-")[2]
            copy.values[new] = row | {"citation": int(evidence) if evidence.isdigit() else evidence}
            copy.connections[key], copy.fates[key] = new, TAKEN
    return copy


def _claim(row: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two pieces of evidence the same."""
    return tuple(row[name] for name in ("source", "section", "paragraph", "standing", *both("claim")))


def _is_copy(stored: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a stored row is what was asked for, apart from numbers that were given on the way."""
    given = {"position", "citation"}
    return all(stored.get(name) == value for name, value in wanted.items() if name not in given)


def _incoming(kept: Entry, gone: Entry) -> list[Connection]:
    return list(gone.connections_to.select_related("subject", "object").order_by("pk"))


def _led_on(kept: Entry, incoming: list[Connection]) -> dict[int, State]:
    """What connections that lead to the entry that goes become, by the other entry that they begin at."""
    there = {(row.subject_id, row.kind) for row in kept.connections_to.all()}
    found: dict[int, State] = defaultdict(dict)
    for row in incoming:
        if row.subject_id == kept.pk:
            continue  # a loop, which goes with the kept entry's own rows
        is_double = (row.subject_id, row.kind) in there
        value = None if is_double else row_values(row, CONNECTION) | {"object": kept.pk}
        found[row.subject_id][f"connection-{row.pk}"] = value
    return found


def _fate_of_incoming(kept: Entry, row: Connection, led_on: dict[int, State]) -> str | Promise:
    if row.subject_id == kept.pk:
        return LOOP
    return DOUBLE if led_on[row.subject_id][f"connection-{row.pk}"] is None else LEADS_ON


def _elsewhere(gone: Entry) -> list[str]:
    """What names the entry that goes, and will name the one that is kept."""
    found = [_("The address of “%(name)s” leads to the kept entry.") % {"name": gone}]
    counts = {
        capfirst(str(Term._meta.verbose_name_plural)): Term.objects.filter(entry=gone.pk).count(),
        capfirst(str(_("places in guides"))): GuideEntry.objects.filter(entry=gone.pk).count(),
        _("Open proposals"): Proposal.objects.filter(entry=gone.pk, status=Proposal.Status.OPEN).count(),
    }
    named = [f"{label} ({count})" for label, count in counts.items() if count]
    if named:
        found.append(_("These name the kept entry from now on: %(names)s.") % {"names": ", ".join(named)})
    return found


def _translated(changes: State, rows: dict[str, str], gone: int, kept: int) -> State:
    """Proposed values of one entry as values of the other; rows that the other has not are left out."""
    found: State = {}
    for key, value in changes.items():
        if kind_of_row(key) and "-new" not in key:
            if key not in rows:
                continue
            key = rows[key]
        if kind_of_row(key) == "connection" and value:
            evidence = rows.get(f"citation-{value['citation']}", "").partition("-")[2]
            value = value | ({"citation": int(evidence)} if evidence else {})
            if value["object"] == gone:
                value = value | {"object": kept}
        found[key] = value
    return found
