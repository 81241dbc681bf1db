"""What becomes of a form that was sent: saved with the choices that came with it, or sent back with what differs."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from catalogue.admin.conflicts import numbers
from catalogue.admin.conflicts.contents import Contents, Row
from catalogue.admin.conflicts.layout import Layout, Rows
from catalogue.admin.conflicts.merge import Address, Kind, Merge, fingerprint, held, keep, take
from catalogue.admin.conflicts.seen import Seen

# Fields of the panel. None is called so in any form: the first two carry on from one page to the next, each ``ASKED``
# names a difference and what was typed when it was shown, and ``CHOICE`` with its address holds the decision.
SEEN = "seen"
BEGUN = "begun"
ASKED = "asked"
CHOICE = "take-"

Choice = Literal["stored", "mine"]


@dataclass(frozen=True)
class Outcome:
    """What to do with a form."""

    post: QueryDict  # as if it had been sent like this
    merge: Merge | None = None  # None: it may be saved
    chosen: dict[str, Choice] = field(default_factory=dict)  # decisions that still hold, by address
    undecided: frozenset[str] = frozenset()  # what was asked and not answered


def reconcile(layout: Layout, post: QueryDict, *, shown: Seen | None, newest: Seen, begun: Seen | None) -> Outcome:
    """Decide on a form that was sent.

    ``shown`` is what its page had seen (None: it does not say), ``newest`` what there is to be seen, ``begun`` what was
    seen before the first of several pages that asked something.
    """
    now = layout.stored()
    page = now if shown == newest else layout.at(shown)
    mine = layout.sent(post, page)
    chosen, undecided = _choices(layout, post, mine, page)
    if not undecided:
        for key, choice in chosen.items():
            if page:
                (take if choice == "stored" else keep)(mine, page, Address.of(key))
        chosen = {}
    since = (begun or shown) if undecided else shown
    merge = Merge(layout, page if since == shown else layout.at(since), now, mine, layout.touched(since))
    if not undecided and (shown == newest or (shown and merge.changes_nothing)):
        return Outcome(_written(layout, post, mine, now))
    if page:
        chosen = {key: choice for key, choice in chosen.items() if _is_unchanged(layout, page, now, Address.of(key))}
    asking = {clash.address for clash in merge.clashes if clash.kind == Kind.GONE}
    return Outcome(_written(layout, post, mine, now, asking), merge, chosen, frozenset(undecided))


def _choices(
    layout: Layout, post: QueryDict, mine: Contents, page: Contents | None
) -> tuple[dict[str, Choice], set[str]]:
    """The decisions that came with a form, and what was left undecided.

    What is stored is not taken in the place of a text that was changed after the question: nobody saw both.
    """
    chosen: dict[str, Choice] = {}
    undecided: set[str] = set()
    for asked in post.getlist(ASKED):
        key, _colon, print_ = asked.rpartition(":")
        address = Address.of(key)
        if held(mine, layout, address) is None:
            continue  # the row was taken out of the form
        choice = post.get(CHOICE + key)
        if choice == "mine":
            chosen[key] = "mine"
        elif choice == "stored" and page and fingerprint(mine, layout, address) == print_:
            chosen[key] = "stored"
        else:
            undecided.add(key)
    return chosen, undecided


def _is_unchanged(layout: Layout, page: Contents, now: Contents, address: Address) -> bool:
    """Whether what is stored is still what somebody saw when they chose."""
    return bool(held(page, layout, address) == held(now, layout, address))


def _written(
    layout: Layout, post: QueryDict, contents: Contents, now: Contents, asking: Collection[Address] = ()
) -> QueryDict:
    """The form as a browser would send it with these contents. Rows that are ``asking`` keep the key they had."""
    contents = deepcopy(contents)
    numbers.write_references(contents, now)
    found = post.copy()
    for name, values in contents.values.items():
        found.setlist(name, values)
    for prefix, rows in contents.rows.items():
        _write_rows(found, layout.rows[prefix], rows, now, asking, str(layout.record.pk))
    return found


def _write_rows(
    post: QueryDict, rows: Rows, contents: dict[str, Row], now: Contents, asking: Collection[Address], record: str
) -> None:
    prefix, key_name, parent = rows.prefix, rows.model._meta.pk.name, rows.formset.fk.name
    there = re.compile(rf"{re.escape(prefix)}-(\d+|__prefix__)-")
    for name in [name for name in post if there.match(name)]:
        del post[name]
    stored = now.rows[prefix]
    for index, (key, row) in enumerate(contents.items()):
        start = f"{prefix}-{index}-"
        for name, values in row.values.items():
            post.setlist(start + name, values)
        post[start + key_name] = key if key in stored or Address(prefix, key) in asking else ""
        post[start + parent] = record
        if row.deleted:
            post[start + DELETION_FIELD_NAME] = "on"
    post[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(contents))
    post[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(sum(key in stored for key in contents))
