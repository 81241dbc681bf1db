"""What somebody else stored meanwhile, in words: what the panel above a form that came back shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.admin.conflicts import numbers, seen
from catalogue.admin.conflicts.contents import Contents, Row, tidy
from catalogue.admin.conflicts.layout import Layout, Rows, language_of
from catalogue.admin.conflicts.merge import ORDER, Address, Clash, Kind, Merge, fingerprint
from catalogue.admin.conflicts.reconcile import Outcome
from catalogue.editing.words import Piece, compare

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHY = {
    Kind.THEIRS: gettext_lazy("Only the other save changed this. What is stored is chosen; you can keep yours."),
    Kind.BOTH: gettext_lazy("Both versions changed this. Choose one."),
    Kind.GONE: gettext_lazy("It was deleted meanwhile. Your row is still in the form below."),
    Kind.DELETED: gettext_lazy("You delete this. The other save changed it."),
    Kind.ORDER: gettext_lazy("Both versions changed the order. Choose one."),
}
STORED = {Kind.GONE: gettext_lazy("Leave it deleted"), Kind.DELETED: gettext_lazy("Keep what is stored")}
ONE_SIDED = (Kind.GONE, Kind.DELETED)
SHORT = 120  # characters of a row where another one is named
MINE = {Kind.GONE: gettext_lazy("Store mine again"), Kind.DELETED: gettext_lazy("Delete it")}


@dataclass(frozen=True)
class Question:
    """One difference with its choice."""

    key: str
    marker: str  # what comes back to say that this was asked
    label: str
    why: StrOrPromise
    stored: list[Piece]
    mine: list[Piece]
    language: str
    take: StrOrPromise  # how the choices are called
    keep: StrOrPromise
    chosen: str  # "stored", "mine" or ""
    before: str | None  # what it said when the form was opened, where both changed it
    undecided: bool
    is_compared: bool  # whether both sides hold a text


@dataclass(frozen=True)
class Panel:
    """All that the panel shows."""

    heading: str
    lead: str
    questions: list[Question] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # labels of what is stored as typed, unasked
    added: list[str] = field(default_factory=list)  # what others added
    files: list[str] = field(default_factory=list)  # labels of files that others changed
    begun: str = ""
    file_lost: bool = False

    @property
    def compared(self) -> bool:
        """Whether there are texts on both sides anywhere."""
        return any(question.is_compared for question in self.questions)

    @property
    def undecided(self) -> list[Question]:
        """What was asked before and is not decided yet."""
        return [question for question in self.questions if question.undecided]


def who_and_when(request: HttpRequest, last: seen.LastSave | None) -> str:
    """That somebody saved, without a name: it does not matter who."""
    if last is None:
        return _("Somebody saved this while you were typing")
    time = _time(last)
    if last.user and last.user == request.user.pk:
        return _("You saved this in another window (%(time)s)") % {"time": time}
    return _("Somebody saved this while you were typing (%(time)s)") % {"time": time}


def deleted_when(last: seen.LastSave) -> str:
    """That somebody deleted it."""
    return _("Somebody deleted this while you were typing (%(time)s)") % {"time": _time(last)}


def _time(last: seen.LastSave) -> str:
    local = timezone.localtime(last.at)
    time = formats.time_format(local, "TIME_FORMAT")
    if local.date() == timezone.localdate():
        return time
    return _("%(date)s, %(time)s") % {"date": formats.date_format(local, "DATE_FORMAT"), "time": time}


def panel(layout: Layout, outcome: Outcome, last: seen.LastSave | None, begun: str) -> Panel:
    """The panel for a form that was refused."""
    merge = outcome.merge
    if merge is None:
        raise ValueError("There is nothing to ask: this form may be saved.")
    words = _Words(layout, merge)
    questions = [words.question(clash, outcome) for clash in merge.clashes]
    if questions:
        lead = _("Nothing was saved yet, and nothing you typed is lost. Choose for each of these, then save again.")
    else:
        lead = _("Nothing was saved yet, and nothing you typed is lost. No text of yours is in the way: save again.")
    return Panel(
        heading=who_and_when(layout.request, last),
        lead=lead,
        questions=questions,
        kept=[words.label(address) for address in merge.kept],
        added=[words.added(address) for address in merge.added],
        files=merge.files,
        begun=begun,
        file_lost=bool(layout.request.FILES),
    )


class _Words:
    """Names of fields and values, as the form calls them."""

    def __init__(self, layout: Layout, merge: Merge):
        self.layout = layout
        self.merge = merge

    def question(self, clash: Clash, outcome: Outcome) -> Question:
        address, key = clash.address, str(clash.address)
        stored, mine = self._text(self.merge.now, address), self._text(self.merge.mine, address)
        then = self.merge.then
        before = self._text(then, address) if then and clash.kind == Kind.BOTH else None
        left, right = compare(stored, mine)
        if clash.kind in ONE_SIDED:  # there is nothing to compare with
            left, right = [Piece(stored, changed=False)], [Piece(mine, changed=False)]
        return Question(
            key=key,
            marker=f"{key}:{fingerprint(self.merge.mine, self.layout, address)}",
            label=self.label(address),
            why=WHY[clash.kind],
            stored=left,
            mine=right,
            language=self._language(address),
            take=STORED.get(clash.kind, gettext_lazy("Take what is stored")),
            keep=MINE.get(clash.kind, gettext_lazy("Keep mine")),
            chosen=outcome.chosen.get(key, "stored" if clash.preselected and key not in outcome.undecided else ""),
            before=before,
            undecided=key in outcome.undecided,
            is_compared=clash.kind not in ONE_SIDED,
        )

    def label(self, address: Address) -> str:
        """What the form calls it: "Summary [en]", "Citation 2: Claim [es]"."""
        if not address.prefix:
            return _name(self.layout.fields[address.field])
        rows = self.layout.rows[address.prefix]
        if address.row == ORDER:
            return _("Order: %(rows)s") % {"rows": capfirst(str(rows.inline.verbose_name_plural))}
        row = self._row_label(address)
        return f"{row}: {_name(rows.fields[address.field])}" if address.field else row

    def added(self, address: Address) -> str:
        """A row that others added, with what it says."""
        rows = self.layout.rows[address.prefix]
        row = self.merge.now.rows[address.prefix][address.row]
        return f"{self._row_label(address)} ({self._summary(rows, row, self.merge.now)})"

    def _row_label(self, address: Address) -> str:
        rows = self.layout.rows[address.prefix]
        # Stored rows are called as their headings in the form call them: by the stored number.
        row = self.merge.now.rows[address.prefix].get(address.row)
        row = row or self.merge.mine.rows[address.prefix].get(address.row)
        if rows.order:
            figure = numbers.number(row, rows.order)
            return f"{rows.label} {figure}" if figure else rows.label
        return f"{rows.label} ({self._summary(rows, row, self.merge.mine)})" if row else rows.label

    def _summary(self, rows: Rows, row: Row, contents: Contents) -> str:
        """What a row is about: what it says, or else what was chosen in it."""
        texts = [name for name in rows.fields if rows.order and name.endswith(f"_{get_language()}")][:1]
        chosen = [name for name, each in rows.fields.items() if isinstance(each, forms.ChoiceField)][:2]
        said = [self._readable(rows.fields[name], name, row.values.get(name, []), contents) for name in texts]
        if not any(said):
            said = [self._readable(rows.fields[name], name, row.values.get(name, []), contents) for name in chosen]
        return Truncator(" → ".join(text for text in said if text)).chars(SHORT)

    def _text(self, contents: Contents, address: Address) -> str:
        if not address.prefix:
            field = self.layout.fields[address.field]
            return self._readable(field, address.field, contents.values.get(address.field, []), contents)
        rows, held = self.layout.rows[address.prefix], contents.rows.get(address.prefix, {})
        if address.row == ORDER:
            keys = numbers.sequence(held, rows.order or "", [key for key in held if not held[key].deleted])
            return "\n".join(
                f"{index}. {self._summary(rows, held[key], contents)}" for index, key in enumerate(keys, 1)
            )
        row = held.get(address.row)
        if row is None or (row.deleted and not address.field):
            return _("(deleted)")
        texts = {
            name: self._readable(each, name, row.values.get(name, []), contents)
            for name, each in rows.fields.items()
            if address.field == name or (not address.field and name != rows.order)
        }
        if address.field:
            return texts[address.field]
        return "\n".join(f"{_name(rows.fields[name])}: {text}" for name, text in texts.items() if text)

    def _readable(self, field: forms.Field, name: str, values: list[str], contents: Contents) -> str:
        values = tidy(values)
        if isinstance(field, forms.ModelChoiceField):
            return ", ".join(_named(field, values))
        if isinstance(field, forms.BooleanField):
            return _("yes") if values else _("no")
        if isinstance(field, forms.ChoiceField):
            return ", ".join(capfirst(label) for label in _chosen(field, values))
        if values and values[0].startswith(numbers.MARK):
            return self._referred(name, values[0].removeprefix(numbers.MARK), contents)
        return "\n".join(values)

    def _referred(self, name: str, key: str, contents: Contents) -> str:
        target = next((target for field, _column, target in numbers.REFERENCES.values() if field == name), "")
        row = contents.rows.get(target, {}).get(key) or self.merge.mine.rows.get(target, {}).get(key)
        if row is None:
            return _("(deleted)")
        return self._summary(self.layout.rows[target], row, contents)

    def _language(self, address: Address) -> str:
        model = self.layout.rows[address.prefix].model if address.prefix else self.layout.record
        return language_of(model, address.field) if address.field else ""


def _name(field: forms.Field) -> str:
    return capfirst(str(field.label or ""))


def _named(field: Any, values: list[str]) -> list[str]:
    """The names of what was chosen among stored things; what is no longer there is said so."""
    keys = [value for value in values if value.isascii() and value.isdigit() and len(value) < seen.DIGITS]
    found = {str(each.pk): field.label_from_instance(each) for each in field.queryset.filter(pk__in=keys)}
    return [str(found.get(value, _("(no longer there)"))) for value in values]


def _chosen(field: Any, values: list[str]) -> list[str]:
    labels: dict[str, str] = {}
    for value, label in field.choices:
        group = label if isinstance(label, (list, tuple)) else [(value, label)]
        labels |= {str(each): str(name) for each, name in group}
    return [labels.get(value, value) for value in values]
