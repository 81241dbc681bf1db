"""What waits for whoever is signed in: the first thing on the front page of the admin.

Each part is a heading, a number, the first few of what it counts and the way to all of it. A part that is empty, or
that the person can do nothing about, is left out. The number of queries does not grow with what waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import registry
from catalogue.admin.check_next import overdue
from catalogue.admin.entry_lookup import edit_url
from catalogue.admin.filters import spanish_missing
from catalogue.admin.lost import published_with_lost_paragraphs, with_lost_paragraphs
from catalogue.evidence import Strength
from catalogue.models import Citation, Entry, Guide, Proposal, Status
from catalogue.registry import EntryType
from catalogue.roles import may_publish, may_review
from catalogue.search.held import current
from catalogue.search.index import Index

SHOWN = 5  # rows of a part
RECENT = timedelta(days=30)  # how long its author sees that a proposal was decided


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: str
    url: str
    note: str = ""  # what is said beside it
    type: str = ""  # the key of the type, for its mark
    count: int | None = None  # of what it leads to, where that is a list


@dataclass(frozen=True)
class Waiting:
    """One thing that waits."""

    heading: str
    count: int
    rows: list[Link] = field(default_factory=list)
    whole: list[Link] = field(default_factory=list)  # where all of it is
    why: str = ""  # a sentence below the heading


def waiting(request: HttpRequest) -> list[Waiting]:
    """All that waits for the person who asks."""
    user: Any = request.user
    index = current()
    types = [each for each in registry.all_types() if user.has_perm(_permission(each.model))]
    parts = [
        _proposals() if may_review(user) else None,
        _in_review(types) if may_publish(user) else None,
        _own_proposals(user),
        _own_drafts(user, types),
        _overdue(index) if may_review(user) else None,
        *(_lost_evidence(index, types) if types else ()),
        _thin_evidence(index, types) if types else None,
        _spanish_missing(user, types),
    ]
    return [part for part in parts if part and part.count]


def _permission(model: type[Model]) -> str:
    return f"{model._meta.app_label}.change_{model._meta.model_name}"


def _proposals() -> Waiting:
    found = Proposal.objects.filter(status=Proposal.Status.OPEN).select_related("entry", "author")
    rows = [_proposal(one, _by(one)) for one in found.order_by("created", "pk")[:SHOWN]]
    whole = Link(_("All that are waiting"), f"{reverse('admin:catalogue_proposal_changelist')}?status__exact=open")
    return Waiting(_("Proposals to decide"), found.count(), rows, [whole])


def _by(proposal: Proposal) -> str:
    day = formats.date_format(timezone.localdate(proposal.created))
    if proposal.author is None:
        return _("from a reader, %(date)s") % {"date": day}
    return _("from %(name)s, %(date)s") % {"name": proposal.author.get_username(), "date": day}


def _own_proposals(user: Any) -> Waiting:
    lately = Q(status=Proposal.Status.OPEN) | Q(decided_at__gte=timezone.now() - RECENT)
    found = Proposal.objects.filter(lately, author=user).select_related("entry")
    rows = [
        _proposal(one, _outcome(one)) for one in found.order_by(F("decided_at").desc(nulls_last=True), "-pk")[:SHOWN]
    ]
    whole = Link(_("All of yours"), f"{reverse('admin:catalogue_proposal_changelist')}?by=me")
    return Waiting(_("What you proposed"), found.count(), rows, [whole])


def _outcome(proposal: Proposal) -> str:
    return ": ".join(filter(None, [proposal.get_status_display(), proposal.reason]))


def _proposal(proposal: Proposal, note: str) -> Link:
    address = reverse("admin:catalogue_proposal_change", args=[proposal.pk])
    return Link(str(proposal.entry or _("New entry")), address, note, proposal.entry.type if proposal.entry else "")


def _in_review(types: list[EntryType]) -> Waiting:
    found = Entry.objects.filter(status=Status.IN_REVIEW).order_by("updated", "pk")
    return _entries(_("To publish"), found, types, "status__exact=in-review")


def _own_drafts(user: Any, types: list[EntryType]) -> Waiting:
    begun = Q(pk__in=[])
    for each in types:
        history: Any = each.model.history  # type: ignore[attr-defined]  # every type has it, Entry itself has not
        begun |= Q(pk__in=history.filter(history_type="+", history_user=user).values("id"))
    found = Entry.objects.filter(begun, status=Status.DRAFT).order_by("-updated", "pk")
    return _entries(_("Your drafts"), found, types, "status__exact=draft")


def _overdue(index: Index) -> Waiting:
    found = overdue(index)
    rows = [_brief(index, entry) for entry in found[:SHOWN]]
    whole = Link(_("Check these next"), reverse("admin:check_next"))
    return Waiting(_("To check again"), len(found), rows, [whole])


def _lost_evidence(index: Index, types: list[EntryType]) -> Iterator[Waiting]:
    """What readers see, or are about to, and nothing stands behind any more."""
    shown = Q(status__in=[Status.PUBLISHED, Status.IN_REVIEW])
    bare = Entry.objects.filter(shown, ~Exists(Citation.objects.filter(entry=OuterRef("pk")))).order_by("name_en", "pk")
    yield _entries(_("Without any evidence"), bare, types, "evidence=none")
    lost = with_lost_paragraphs(Citation.objects.filter(entry__status=Status.IN_REVIEW))
    lost.update(published_with_lost_paragraphs(index))
    found = Entry.objects.filter(pk__in=lost).order_by("name_en", "pk")
    why = _("A paragraph that the evidence names is no longer in the outline of its source.")
    yield _entries(_("Evidence that lost its place"), found, types, "evidence=lost", why)


def _thin_evidence(index: Index, types: list[EntryType]) -> Waiting:
    """Nothing that has to be done: another source would help."""
    search = reverse("search")
    rows = [
        Link(capfirst(str(strength.label)), f"{search}?evidence={strength.value}", count=count)
        for strength in (Strength.WEAK, Strength.ONE)
        if (count := len(index.having("evidence", strength.value)))
    ]
    why = _("For your information: if you know another source, these need it most.")
    return Waiting(_("Resting on little"), sum(row.count or 0 for row in rows), rows, why=why)


def _spanish_missing(user: Any, types: list[EntryType]) -> Waiting:
    """Of sources, places and terms the database takes no text in one language alone, so they are not looked at."""
    models: list[Any] = [each.model for each in types]
    models += [Guide] if user.has_perm(_permission(Guide)) else []
    rows, total = [], 0
    for model in models:
        if count := model.objects.filter(spanish_missing(model)).count():
            address = f"{_list(model)}?spanish=missing"
            type = getattr(model, "TYPE", "")
            rows.append(Link(capfirst(str(model._meta.verbose_name_plural)), address, type=type, count=count))
            total += count
    return Waiting(_("Missing in Spanish"), total, rows)


def _entries(heading: str, found: QuerySet[Entry], types: Iterable[EntryType], query: str, why: str = "") -> Waiting:
    """Entries of the types: two queries, one when there are none."""
    found = found.filter(type__in=[each.key for each in types])
    counts = dict(found.order_by().values_list("type").annotate(n=Count("pk")))
    rows = (
        [Link(str(entry), edit_url(entry), entry.entry_type.label, entry.type) for entry in found[:SHOWN]]
        if counts
        else []
    )
    whole = [
        Link(f"{capfirst(each.label_plural)} ({counts[each.key]})", f"{_list(each.model)}?{query}")
        for each in types
        if each.key in counts
    ]
    return Waiting(heading, sum(counts.values()), rows, whole, why)


def _brief(index: Index, entry: int) -> Link:
    brief = index.entries[entry]
    options = registry.get(brief.type).model._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry])
    return Link(brief.in_language(get_language()), address, registry.get(brief.type).label, brief.type)


def _list(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
