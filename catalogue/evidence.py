"""How an entry is known: what its citations add up to, in words that pages share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Citation, Source, Standing


class Strength(models.TextChoices):
    """What an entry rests on, as far as it can be counted; a weak source is one of low reliability."""

    SEVERAL = "several", gettext_lazy("several sources")
    ONE = "one", gettext_lazy("one source")
    WEAK = "weak", gettext_lazy("weak sources only")

    @classmethod
    def of(cls, sources: int, reliabilities: Iterable[str]) -> "Strength":
        """From how many sources there are and how reliable these are."""
        if set(reliabilities) <= {Source.Reliability.LOW}:
            return cls.WEAK
        return cls.ONE if sources == 1 else cls.SEVERAL


def numbered(citations: Iterable[Citation]) -> list[tuple[Citation, int | None]]:
    """Each citation with the number of an earlier one from the same source, if there is one: paper names it once."""
    first: dict[int, int] = {}
    found = []
    for number, citation in enumerate(citations, 1):
        found.append((citation, first.get(citation.source_id)))
        first.setdefault(citation.source_id, number)
    return found


@dataclass
class Evidence:
    """What the citations of one entry add up to."""

    sources: set[int] = field(default_factory=set)
    standings: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)  # of the sources
    reliabilities: set[str] = field(default_factory=set)  # of the sources

    @classmethod
    def of(cls, citations: Iterable[Citation]) -> "Evidence":
        """Add up citations that come with their sources."""
        found = cls()
        for citation in citations:
            found.add(citation.source_id, citation.standing, citation.source.kind, citation.source.reliability)
        return found

    def stored(self) -> dict[str, list]:
        """As JSON."""
        return {name: sorted(values) for name, values in vars(self).items()}

    @classmethod
    def restored(cls, stored: dict[str, list]) -> "Evidence":
        """From that JSON."""
        return cls(**{name: set(values) for name, values in stored.items()})

    def add(self, source: int, standing: str, kind: str, reliability: str) -> None:
        """One citation more."""
        self.sources.add(source)
        self.standings.add(standing)
        self.kinds.add(kind)
        self.reliabilities.add(reliability)

    @property
    def strength(self) -> Strength:
        """What all of it rests on."""
        return Strength.of(len(self.sources), self.reliabilities)

    @property
    def only_machine_written(self) -> bool:
        """Whether nothing but machine-written text stands behind it."""
        return self.kinds == {Source.Kind.MACHINE_WRITTEN}

    @property
    def only_recommended(self) -> bool:
        """Whether it is advice alone: nobody reports that it was done."""
        return self.standings == {Standing.RECOMMENDS}

    @property
    def disputed(self) -> bool:
        """Whether some source contradicts another."""
        return Standing.DISPUTES in self.standings

    @property
    def words(self) -> str:
        """For a row of a list: "2 sources · reported"."""
        count = ngettext("%(count)d source", "%(count)d sources", len(self.sources)) % {"count": len(self.sources)}
        return " · ".join([count, *self.notes()])

    def notes(self) -> list[str]:
        """The strongest thing that is said, then what a reader should know about it."""
        notes = []
        if Standing.REPORTS in self.standings:
            notes.append(_("reported"))
        elif Standing.ASSERTS in self.standings:
            notes.append(_("asserted"))
        elif self.only_recommended:
            notes.append(_("recommended only"))
        if self.disputed:
            notes.append(_("disputed"))
        if self.only_machine_written:
            notes.append(_("machine-written source"))
        elif self.strength == Strength.WEAK:
            notes.append(ngettext("weak source", "weak sources", len(self.sources)))
        return notes


def warnings(citations: list[Citation]) -> list[str]:
    """What a reader should know before trusting an entry: calm sentences."""
    found = Evidence.of(citations)
    sentences = []
    if found.only_machine_written:
        sentences.append(
            _("All we know here comes from a text written by a machine. Nobody has checked it against what it sums up.")
        )
    elif found.strength == Strength.WEAK and len(found.sources) > 1:
        sentences.append(
            _("All we know here comes from sources that we trust little. The page of each source says why.")
        )
    elif len(found.sources) == 1:
        weak = _("All we know here comes from one source that we trust little (%(kind)s). No other source confirms it.")
        sound = _("All we know here comes from one source (%(kind)s). Another voice may tell it differently.")
        kind = citations[0].source.get_kind_display()
        sentences.append((weak if found.strength == Strength.WEAK else sound) % {"kind": kind})
    if found.only_recommended:
        sentences.append(_("The documents recommend this. They do not report that it was done here."))
    if found.disputed and len(found.sources) == 1:
        sentences.append(_("This source doubts or contradicts what others say."))
    elif found.disputed:
        sentences.append(_("The documents do not agree. Each voice is shown with what it says."))
    return sentences
