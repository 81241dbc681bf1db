"""The parts of an entry's page, as readers point at them and as ``Proposal.about`` keeps them.

Their keys are those of ``catalogue.editing.state``, but a text goes without its language: ``summary``, ``sector``,
``citation-12``, ``connection-7``. Two keys stand for no part: OTHER and MISSING.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models import Connection, ConnectionKind, Entry
from catalogue.search.analysis import fold
from catalogue.search.held import current
from catalogue.search.index import Index

OTHER, MISSING = "other", "missing"
LONGEST = 70  # characters of a claim: as many as tell it from the others

Choice = tuple[str, str]  # key and label
Group = tuple[str, list[Choice]]  # heading and choices


def parts_of(entry: Entry, index: Index) -> list[Choice | Group]:
    """What can be pointed at, in the order of the page and in the reader's language, as forms take choices.

    Two queries: the evidence, and the connections.
    """
    groups = [
        (_("The first lines"), _columns(entry, "name_en", "summary_en")),
        (_("Facts"), [*_columns(entry, *entry.entry_type.facts), ("places", _("Where"))]),
        (
            _("Text"),
            [
                *_columns(entry, *(f"{name}_en" for name in entry.entry_type.sections)),
                ("body", _("What the documents say")),
            ],
        ),
        (_("Connected with"), sorted(_connections(entry, index), key=lambda choice: fold(choice[1]))),
        (_("How it is known"), list(_evidence(entry))),
        (_("At the end"), [("aliases", _("Also found under"))]),
    ]
    whole = [(OTHER, _("All of it, or I am not sure")), (MISSING, _("Something is missing"))]
    return [*whole, *((heading, choices) for heading, choices in groups if choices)]


def label_of(entry: Entry, key: str) -> str:
    """What a reader pointed at, in words, for those who decide on the proposal."""
    return dict(flat(parts_of(entry, current()))).get(key) or _("A part that is no longer there")


def flat(parts: list[Choice | Group]) -> Iterator[Choice]:
    """The choices of all groups, one after the other."""
    for key, label in parts:
        if isinstance(label, str):
            yield key, label
        else:
            yield from label


def _columns(entry: Entry, *names: str) -> list[Choice]:
    """Columns by name; of a bilingual one the English, which is left out of its key."""
    model: Any = entry.entry_type.model
    return [(name.removesuffix("_en"), capfirst(str(model._meta.get_field(name).verbose_name))) for name in names]


def _evidence(entry: Entry) -> Iterator[Choice]:
    """Numbered as on the page."""
    for number, citation in enumerate(entry.citations.only("entry", "claim_en", "claim_es", "position"), 1):
        yield f"citation-{citation.pk}", f"{number}: {Truncator(citation.claim).chars(LONGEST)}"


def _connections(entry: Entry, index: Index) -> Iterator[Choice]:
    """Those with published entries, from either end, as the page reads them: "Used by: the group"."""
    rows = Connection.objects.filter(Q(subject=entry.pk) | Q(object=entry.pk))
    for pk, kind, subject, other in rows.values_list("pk", "kind", "subject", "object"):
        outward = subject == entry.pk
        brief = index.entries.get(other if outward else subject)
        if brief is not None:
            ends = ConnectionKind(kind).ends
            heading = ends.from_subject if outward else ends.from_object
            yield f"connection-{pk}", f"{heading}: {brief.in_language(get_language())}"
