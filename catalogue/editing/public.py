"""What readers are told of the changes of an entry: when, which parts, and why.

Not who: whoever edits here may be harassed for it. Nor what it said before or says now: a falsehood that was taken
back, or a name that should never have stood there, must not live on in the list of changes. The page itself says what
is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.days import day_of
from catalogue.editing.differences import Difference, kind_of_row, label_of, language_of
from catalogue.editing.history import Change, changes_of
from catalogue.editing.site_reasons import told_to_readers
from catalogue.editing.state import State
from catalogue.models import Entry, Status
from catalogue.models.fields import both
from catalogue.search.index import Index

# Columns by the names that readers know them by; some have one together.
KNOWN_AS: dict[str, Promise] = {
    "slug": gettext_lazy("Address of this page"),
    **dict.fromkeys(("verified_on", "verified_how"), gettext_lazy("Last check")),
    **dict.fromkeys(("image", *both("image_alt"), "image_credit", "image_licence"), gettext_lazy("Picture")),
}
HIDDEN = {"verified_by"}  # an editor's name


@dataclass(frozen=True)
class PublicChange:
    """One change as readers see it."""

    version: int
    on: date  # the day alone: the hour would say something about who was at work
    parts: list[str]  # "Summary (Spanish)", "Evidence 3 removed"
    reason: str  # "" when none was given


def public_changes(entry: Entry, index: Index) -> list[PublicChange]:
    """The changes of an entry since it was first published, the newest first.

    Those that readers could not see are left out. As many queries as ``changes_of`` asks.
    """
    shown: list[PublicChange] = []
    for change in reversed(changes_of(entry)):
        if shown:
            parts = list(dict.fromkeys(_parts(entry.entry_type.model, change, index)))
        elif change.after.get("status") == Status.PUBLISHED:
            parts = [_("First published")]
        else:
            continue
        if parts:
            shown.append(PublicChange(change.version, day_of(change.at), parts, told_to_readers(change.reason)))
    return shown[::-1]


def _parts(model: type[Entry], change: Change, index: Index) -> Iterator[str]:
    """What differs, in the order of the page; "" for nothing is never among it."""
    keys = {difference.key for difference in change.differences}
    numbers = _numbers(change.before) | _numbers(change.after)
    for difference in change.differences:
        kind = kind_of_row(difference.key)
        if kind == "citation":
            yield _evidence(difference, numbers[difference.key])
        elif kind == "connection":
            yield from _connection(difference, index)
        elif difference.key == "status":
            yield from _status(difference)
        elif difference.key not in HIDDEN:
            yield _column(model, difference.key, keys)


def _column(model: type[Entry], key: str, keys: set[str]) -> str:
    """Its name; of a bilingual text that changed in one language only, the language too."""
    if key in KNOWN_AS:
        return str(KNOWN_AS[key])
    if language := language_of(model, key):
        text = key.removesuffix(f"_{language}")
        if keys.issuperset(both(text)):
            column: Any = model._meta.get_field(key)
            return capfirst(str(column.verbose_name))
    return label_of(model, key)


def _status(difference: Difference) -> Iterator[str]:
    """Only what readers saw of it: an entry that comes or goes."""
    if difference.after == Status.PUBLISHED:
        yield _("Published again")
    elif difference.before == Status.PUBLISHED:
        yield _("Taken off the site")


def _numbers(state: State) -> dict[str, int]:
    """The evidence of a state by key, numbered as its page numbers it."""
    rows = [(row["position"], int(key.partition("-")[2]), key) for key, row in state.items() if _is_evidence(key)]
    return {key: number for number, (_position, _pk, key) in enumerate(sorted(rows), 1)}


def _is_evidence(key: str) -> bool:
    return kind_of_row(key) == "citation"


def _evidence(difference: Difference, number: int) -> str:
    if difference.added:
        return _("Evidence %(number)d added") % {"number": number}
    if difference.removed:
        return _("Evidence %(number)d removed") % {"number": number}
    if {**difference.before, "position": 0} == {**difference.after, "position": 0}:
        return _("Order of the evidence")
    return _("Evidence %(number)d changed") % {"number": number}


def _connection(difference: Difference, index: Index) -> Iterator[str]:
    """One that leads elsewhere now is another one."""
    gone, new = (_other(row, index) for row in (difference.before, difference.after))
    if gone == new:
        yield _("Connection to %(name)s changed") % {"name": new}
        return
    if gone:
        yield _("Connection to %(name)s removed") % {"name": gone}
    if new:
        yield _("Connection to %(name)s added") % {"name": new}


def _other(row: dict[str, Any] | None, index: Index) -> str:
    """The entry at the other end by the name that readers know it by now; what they cannot see has none."""
    if row is None:
        return ""
    brief = index.entries.get(row["object"])
    return f"“{brief.in_language(get_language())}”" if brief else _("an entry that is not shown")
