"""Entries of one type side by side: the same questions of each in rows, and where their answers differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Q, TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue import markup, registry
from catalogue.facts import facts_of, places_of
from catalogue.models import Connection, ConnectionKind, Entry, Source, Standing
from catalogue.search.index import Index
from catalogue.search.models import Document

Value = tuple[str, str]  # words, and the address that they lead to ("" for none)


@dataclass(frozen=True)
class Cell:
    """What one entry answers: its values, each with whether it stands out beside values that all have."""

    name: str  # of the entry
    values: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Row:
    """One question, and what each entry answers: several values, or none."""

    names: list[str]  # of the entries
    label: str
    answers: list[list[Value]]

    @property
    def same(self) -> bool:
        """Whether all answer alike."""
        return len(self.answers) > 1 and all(answer == self.answers[0] for answer in self.answers)

    @property
    def cells(self) -> list[Cell]:
        """An answer for each entry; one for all where they answer alike."""
        shared = set.intersection(*map(set, self.answers)) if len(self.answers) > 1 and not self.same else set()
        return [
            Cell(name, [(*value, bool(shared) and value not in shared) for value in answer])
            for name, answer in zip(self.names, self.answers[:1] if self.same else self.answers, strict=False)
        ]


MakeRow = Callable[[str, list[list[Value]]], Row]


@dataclass(frozen=True)
class Group:
    """Rows of one kind under a heading."""

    heading: str
    rows: list[Row]
    long: bool = False  # whether they hold texts


def compared(index: Index, entries: list[Entry], documents: list[Document]) -> list[Group]:
    """Entries of one type in groups of rows with an answer for each: one query.

    ``documents`` are the same entries, in the same order. Rows that no entry fills are left out.
    """
    row: MakeRow = partial(Row, [document.name for document in documents])
    groups = [
        Group(_("In short"), [row(_("Summary"), [[(document.summary, "")] for document in documents])], long=True),
        Group(_("Facts"), _facts(row, index, entries)),
        Group(_("How it is known"), _evidence(row, documents)),
        Group(_("In words"), _sections(row, entries), long=True),
        Group(_("Connected with"), _connections(row, index, [entry.pk for entry in entries])),
    ]
    filled = [Group(group.heading, [row for row in group.rows if any(row.answers)], group.long) for group in groups]
    return [group for group in filled if group.rows]


def _facts(row: MakeRow, index: Index, entries: list[Entry]) -> list[Row]:
    columns = [entries[0]._meta.get_field(name) for name in registry.get(entries[0].type).facts]
    facts = [{fact.label: fact for fact in facts_of(entry, index)} for entry in entries]
    rows = []
    for label in (str(column.verbose_name) for column in columns):  # type: ignore[union-attr]
        found = [each.get(label) for each in facts]
        answers = [([(fact.date.label(), "")] if fact.date else fact.values) if fact else [] for fact in found]
        rows.append(row(capfirst(label), answers))
    return [*rows, row(_("Where"), [places_of(entry, index) for entry in entries])]


def _evidence(row: MakeRow, documents: list[Document]) -> list[Row]:
    known = [document.evidence for document in documents]
    return [
        row(_("Rests on"), [[(capfirst(str(evidence.strength.label)), "")] for evidence in known]),
        row(_("Sources"), [_number(len(evidence.sources)) for evidence in known]),
        row(_("Claims"), [_number(document.citations) for document in documents]),
        row(_("What the sources do"), [_choices(Standing, evidence.standings) for evidence in known]),
        row(_("Kinds of source"), [_choices(Source.Kind, evidence.kinds) for evidence in known]),
        row(_("Their reliability"), [_choices(Source.Reliability, evidence.reliabilities) for evidence in known]),
    ]


def _sections(row: MakeRow, entries: list[Entry]) -> list[Row]:
    rows = []
    for name in registry.get(entries[0].type).sections:
        column = entries[0]._meta.get_field(f"{name}_en")
        texts = [getattr(entry, name) for entry in entries]
        answers: list[list[Value]] = [[(markup.render(text), "")] if text else [] for text in texts]
        rows.append(row(capfirst(str(column.verbose_name)), answers))  # type: ignore[union-attr]
    return rows


def _connections(row: MakeRow, index: Index, entries: list[int]) -> list[Row]:
    """With how many published entries each is connected, and in which way: one query."""
    counts: dict[str, Counter[int]] = {}
    stored = Connection.objects.filter(Q(subject__in=entries) | Q(object__in=entries)).order_by("kind", "pk")
    for kind, subject, obj in stored.values_list("kind", "subject", "object"):
        ends = ConnectionKind(kind).ends
        for here, there, heading in ((subject, obj, ends.from_subject), (obj, subject, ends.from_object)):
            if here in entries and there in index.entries:
                counts.setdefault(str(heading), Counter())[here] += 1
    return [row(heading, [_number(count[entry]) for entry in entries]) for heading, count in counts.items()]


def _choices(choices: type[TextChoices], chosen: set[str]) -> list[Value]:
    return [(capfirst(str(choice.label)), "") for choice in choices if choice.value in chosen]


def _number(count: int) -> list[Value]:
    return [(str(count), "")]
