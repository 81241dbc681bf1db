"""Which entries there are, what they cite and how they are connected: numbers only, the words come later."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isqrt
from random import Random

from benchmarks.words import Weighted
from catalogue.models import ConnectionKind, Standing
from catalogue.models.connection import DONE

# In a hundred entries.
SHARES = {"organisation": 15, "tactic": 35, "legal-tool": 10, "policy": 10, "event": 30}
STANDINGS = {Standing.REPORTS: 50, Standing.ASSERTS: 25, Standing.RECOMMENDS: 20, Standing.DISPUTES: 5}
ACTORS = 9

# Kind → (type of the object, least and most of them, how many in a hundred subjects have any).
CONNECTIONS = {
    "organisation": {
        ConnectionKind.USES: ("tactic", 1, 8, 100),
        ConnectionKind.RECOMMENDS: ("tactic", 1, 3, 20),
        ConnectionKind.SECURED: ("legal-tool", 1, 2, 10),
        ConnectionKind.DEFENDS_WITH: ("legal-tool", 1, 3, 20),
        ConnectionKind.BELONGS_TO: ("organisation", 1, 2, 30),
        ConnectionKind.SUPPORTS: ("organisation", 1, 3, 20),
        ConnectionKind.AFFECTED_BY: ("event", 1, 2, 20),
        ConnectionKind.ENACTED: ("policy", 1, 2, 15),
        ConnectionKind.CAMPAIGNED_FOR: ("policy", 1, 2, 15),
        ConnectionKind.OPPOSES: ("policy", 1, 1, 15),
        ConnectionKind.PART_OF: ("organisation", 1, 1, 15),
        ConnectionKind.SAME_AS: ("organisation", 1, 1, 10),
    },
    "tactic": {
        ConnectionKind.RELIES_ON: ("legal-tool", 1, 2, 20),
        ConnectionKind.CONCERNS: ("policy", 1, 2, 10),
        ConnectionKind.PART_OF: ("tactic", 1, 1, 20),
    },
    "legal-tool": {
        ConnectionKind.IMPLEMENTS: ("policy", 1, 1, 30),
        ConnectionKind.CAME_FROM: ("event", 1, 1, 30),
    },
    "policy": {ConnectionKind.PART_OF: ("policy", 1, 1, 20)},
    "event": {
        ConnectionKind.CONCERNS: ("policy", 1, 2, 10),
        ConnectionKind.RESPONSE_TO: ("event", 1, 2, 30),
        ConnectionKind.PART_OF: ("event", 1, 1, 20),
    },
}
# What an event is told of, although it leads from the other end: kind → (type of the subject, least, most).
TOLD_OF_EVENTS = {
    ConnectionKind.USED_IN: ("tactic", 1, 4),
    ConnectionKind.TOOK_PART_IN: ("organisation", 0, 4),
}


@dataclass(frozen=True)
class Cited:
    """One citation: its row, its source and its standing."""

    number: int
    source: int
    standing: str


@dataclass(frozen=True)
class Sketch:
    """One entry without its words."""

    number: int
    type: str
    citations: tuple[Cited, ...]
    places: tuple[int, ...]
    actors: tuple[int, ...]  # of a tactic


@dataclass(frozen=True)
class Joined:
    """One connection: rows of entries and of the citation it rests on."""

    subject: Sketch
    kind: ConnectionKind
    object: Sketch
    citation: int


@dataclass
class Plan:
    """A catalogue of ``size`` entries; the same for the same size and seed."""

    size: int
    seed: int
    entries: list[Sketch] = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(f"plan {self.seed} {self.size}")
        self.entries = list(self._sketches())
        self.by_type = {key: [entry for entry in self.entries if entry.type == key] for key in SHARES}

    @property
    def places(self) -> int:
        """How many places: 60 and some more for larger catalogues, at most 200."""
        return min(200, 60 + isqrt(self.size) // 2)

    @property
    def sources(self) -> int:
        """How many sources: new entries mostly come from documents that are there already."""
        return 20 + isqrt(self.size)

    def _types(self) -> list[str]:
        types = [key for key, share in SHARES.items() for _ in range(self.size * share // 100)]
        types += ["tactic"] * (self.size - len(types))
        self._random.shuffle(types)
        return types

    def _sketches(self) -> Iterator[Sketch]:
        random = self._random
        places = Weighted.zipf(range(1, self.places + 1))
        sources = Weighted.zipf(range(1, self.sources + 1))
        standings = Weighted(list(STANDINGS), STANDINGS.values())
        cited = 0
        for number, key in enumerate(self._types(), 1):
            count = random.randint(1, 5)
            said = [str(standing) for standing in standings.draw(random, count)]
            if said[0] == Standing.RECOMMENDS:  # one citation at least shows that something was done
                said[0] = str(Standing.REPORTS)
            rows = zip(range(cited + 1, cited + count + 1), sources.draw(random, count), said, strict=True)
            cited += count
            yield Sketch(
                number=number,
                type=key,
                citations=tuple(Cited(*row) for row in rows),
                places=tuple(places.different(random, random.randint(0, 3))),
                actors=tuple(random.sample(range(1, ACTORS + 1), random.randint(1, 3))) if key == "tactic" else (),
            )

    def connections(self) -> Iterator[Joined]:
        """Every connection once. What is popular is popular by Zipf: some tactics are used by every tenth group."""
        random = Random(f"connections {self.seed} {self.size}")
        popular = {key: Weighted.zipf(entries) for key, entries in self.by_type.items()}
        for subject in self.entries:
            for kind, (key, least, most, share) in CONNECTIONS[subject.type].items():
                if random.randrange(100) < share and popular[key].things:
                    for thing in popular[key].different(random, random.randint(least, most)):
                        if thing is not subject:
                            yield _joined(random, subject, kind, thing)
        for event in self.by_type["event"]:
            for kind, (key, least, most) in TOLD_OF_EVENTS.items():
                for subject in popular[key].different(random, random.randint(least, most)):
                    yield _joined(random, subject, kind, event)


def _joined(random: Random, subject: Sketch, kind: ConnectionKind, thing: Sketch) -> Joined:
    """Resting on a citation of the subject; on no advice where it says that something was done."""
    fit = [one for one in subject.citations if kind not in DONE or one.standing != Standing.RECOMMENDS]
    return Joined(subject, kind, thing, random.choice(fit).number)
