"""Phases of organising and who can do what in each: how many tactics, as flowers of different sizes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from catalogue.search.cards import cards
from catalogue.search.index import Index
from catalogue.search.models import Document
from tactics.models import Actor, Tactic

BEST = 3  # tactics that a phase names
LARGEST = 48  # width of a flower, in the units of static/img/marks.svg

# What the tactics of each phase are. They name no one who does it: some of them are only advice.
WHAT = {
    Tactic.Phase.PREPARE: _("Before anything happens: knowing rights, getting papers ready, training, meeting others."),
    Tactic.Phase.WATCH_AND_WARN: _(
        "Looking out for raids and telling others fast: patrols, alert apps, chat groups, networks that answer calls."
    ),
    Tactic.Phase.RESPOND: _(
        "When a raid comes, or soon after: gathering, marching, recording what is done, legal help, shelter."
    ),
    Tactic.Phase.IN_COURT: _("Lawsuits, bail money, legal aid, and support for people who were arrested."),
    Tactic.Phase.AT_WORK: _(
        "Among co-workers, unions and businesses: teaching rights, contract terms, resolutions, petitions."
    ),
    Tactic.Phase.CHANGE_POLICY: _(
        "Changing laws and what officials do: lobbying, city ordinances, the press, vigils, stories told in public."
    ),
    Tactic.Phase.SUSTAIN: _(
        "What keeps a movement going: coalitions, mutual aid, care for trauma, music, murals, passing on what is known."
    ),
}


@dataclass(frozen=True)
class Flower:
    """How many tactics there are of a kind, and the list of them."""

    count: int
    url: str
    words: str  # for who does not see rows and columns
    size: str = ""  # width of the drawing: its area grows with the count

    @property
    def place(self) -> str:
        """Where it begins, so that its middle is that of the largest."""
        return f"{(LARGEST - float(self.size or 0)) / 2:.1f}"


@dataclass(frozen=True)
class Bed:
    """The tactics that one kind of people can do, phase by phase."""

    name: str
    flowers: list[Flower]
    total: Flower


@dataclass(frozen=True)
class Phase:
    """A phase: what it is and its best documented tactics."""

    key: str
    name: str
    what: str
    total: Flower
    best: list[Document]


@dataclass(frozen=True)
class Garden:
    """All phases in order, and all kinds of people."""

    phases: list[Phase]
    beds: list[Bed]
    total: Flower


def garden(index: Index, language: str) -> Garden:
    """How many published tactics there are by phase and by who can do them; one query, for those that are named."""
    tactics = index.of_type(Tactic.TYPE)
    phases = {phase: tactics & index.having("phase", phase) for phase in Tactic.Phase}
    actors = {name: tactics & index.having("actor", str(pk)) for pk, name in index.names(Actor).items()}
    most = max((len(phases[phase] & can) for phase in phases for can in actors.values()), default=0)
    best = {phase: list(index.ordered(found, "evidence", language)[:BEST]) for phase, found in phases.items()}
    named = {document.entry: document for document in cards(index, [pk for keys in best.values() for pk in keys])}
    return Garden(
        phases=[
            Phase(
                key=phase.value,
                name=str(phase.label),
                what=str(WHAT[phase]),
                total=_flower(found, [phase.label], phase=phase.value),
                best=[named[pk] for pk in best[phase] if pk in named],
            )
            for phase, found in phases.items()
        ],
        beds=[
            Bed(
                name=(actor := name.in_language(language)),
                flowers=[
                    _flower(found & can, [phase.label, actor], most, phase=phase.value, actor=name.slug)
                    for phase, found in phases.items()
                ],
                total=_flower(can, [actor], actor=name.slug),
            )
            for name, can in actors.items()
        ],
        total=_flower(tactics, []),
    )


def _flower(found: BitMap, names: Iterable[object], most: int = 0, **filters: str) -> Flower:
    """``most`` is the count of the largest; none is drawn without it."""
    count = len(found)
    what = capfirst(", ".join(str(name) for name in names))
    number = ngettext("%(count)d tactic", "%(count)d tactics", count) % {"count": count}
    return Flower(
        count=count,
        url=f"{reverse('tactics')}?{urlencode(filters)}" if filters else reverse("tactics"),
        words=f"{what}: {number}" if what else number,
        size=f"{LARGEST * sqrt(count / most):.1f}" if most and count else "",
    )
