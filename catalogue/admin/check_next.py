"""The entries whose last check has run out, in the order in which somebody with ten minutes should take them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from catalogue import freshness, registry
from catalogue.admin.verified import HowForm, note_checked, tell
from catalogue.days import day_of
from catalogue.freshness import Check, Freshness, check_of
from catalogue.models import Entry, Guide, GuideEntry, Source
from catalogue.roles import may_review
from catalogue.search.analysis import fold
from catalogue.search.checked import days, states
from catalogue.search.held import current
from catalogue.search.index import Index

PAGE_SIZE = 20
NEVER = 2  # times that the time of what nobody ever checked counts as run out, at least
NAMED = 3  # sources that a row names


@dataclass(frozen=True)
class Row:
    """One entry to check, as the page shows it."""

    entry: Entry
    edit: str  # address
    check: Check  # as readers are told of it
    due: date | None  # when its time had run out; None for what nobody ever checked
    guides: str  # in how many of our guides it is, in words
    sources: list[tuple[str, str]]  # titles and addresses
    more: int  # sources that are not named

    @property
    def value(self) -> str:
        """What its box sends: the entry, and the version of it that is looked at."""
        return f"{self.entry.pk}-{self.entry.version}"


def overdue(index: Index, on: date | None = None) -> list[int]:
    """Published entries whose last check is no longer fresh, those to look at first in front.

    The more often the time of an entry has run out, the earlier it comes; what nobody ever checked counts from the day
    it was written, and at least twice. Among equals, what our guides lead to comes first. Worked out once a day for
    each version of the index; one query.
    """
    on = on or freshness.today()
    kept: dict[date, list[int]] = index.keep("overdue", dict)
    if (found := kept.get(on)) is None:
        kept.clear()
        found = kept[on] = _in_order(index, on)
    return found


def _in_order(index: Index, on: date) -> list[int]:
    times, guides = _times(index, on), in_guides(index)

    def place(entry: int) -> tuple:
        return -int(times[entry]), -guides[entry], -times[entry], fold(index.entries[entry].en), entry

    return sorted(times, key=place)


def _times(index: Index, on: date) -> dict[int, float]:
    """How often the time of each entry has run out, of those of which it has at all."""
    found: dict[int, float] = {}
    by_day, never = days(index), states(index, on)[Freshness.NEVER.value]
    for entry_type in registry.all_types():
        own, life = index.of_type(entry_type.key), entry_type.shelf_life
        for day, entries in by_day.items():
            if on - day > life:
                found |= dict.fromkeys(entries & own, (on - day) / life)
        for entry in own & never:
            found[entry] = max(NEVER, (on - _written(index, entry)) / life)
    return found


def _written(index: Index, entry: int) -> date:
    moment = datetime.fromtimestamp(int(index.columns["created"][entry]) / 1_000_000, UTC)
    return day_of(moment)


def in_guides(index: Index) -> Counter[int]:
    """In how many of the guides that readers see each entry is. One query, once for each version of the index."""
    return index.keep("in guides", _in_guides)


def _in_guides() -> Counter[int]:
    shown = GuideEntry.objects.filter(step__guide__status=Guide.Status.PUBLISHED).order_by().values("entry")
    counted = shown.annotate(n=Count("step__guide", distinct=True))
    return Counter(dict(counted.values_list("entry", "n")))


def check_next(request: HttpRequest) -> HttpResponse:
    """The page: entries with boxes, and one button that notes those that are ticked as checked today.

    Raises PermissionDenied for those who may not change what others made.
    """
    if not may_review(request.user):
        raise PermissionDenied
    form = HowForm(request.POST if request.method == "POST" else None)
    chosen = _chosen(request)
    if chosen and form.is_valid():
        tell(request, note_checked(chosen, user=request.user, how=form.cleaned_data["how"]))
        return redirect(request.get_full_path())
    index = current()
    due = overdue(index)
    by_type = {each.key: BitMap(due) & index.of_type(each.key) for each in registry.all_types()}
    kind = request.GET.get("type", "")
    shown = [entry for entry in due if entry in by_type[kind]] if kind in by_type else due
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Check these next"),
        "rows": _rows(index, page.object_list),
        "page": page,
        "form": form,
        "problem": _("Tick the entries that you checked.") if form.is_bound and not chosen else "",
        "ticked": {f"{entry}-{version}" for entry, version in chosen.items()},
        "types": [(each, len(by_type[each.key]), each.key == kind) for each in registry.all_types()],
        "all": len(due),
        "narrowed": kind in by_type,
        "lives": [(each, lasting(each.shelf_life)) for each in registry.all_types()],
    }
    return TemplateResponse(request, "admin/check_next.html", context)


def _chosen(request: HttpRequest) -> dict[int, int]:
    """The boxes that are ticked: primary key → version. What was never a box is left out."""
    found = {}
    for value in request.POST.getlist("entry")[: 10 * PAGE_SIZE]:
        entry, _dash, version = value.partition("-")
        if all(part.isascii() and part.isdigit() and len(part) < 19 for part in (entry, version)):
            found[int(entry)] = int(version)
    return found


def _rows(index: Index, entries: Any) -> list[Row]:
    """One query."""
    stored, guides = Entry.objects.in_bulk(list(entries)), in_guides(index)
    return [_row(index, stored[entry], guides[entry]) for entry in entries if entry in stored]


def _row(index: Index, entry: Entry, guides: int) -> Row:
    options = entry.entry_type.model._meta
    names = index.names(Source)
    cited = [names[int(key)] for key in index.values_of("source", entry.pk) if int(key) in names]
    sources = sorted((source.en, reverse("source", args=[source.slug])) for source in cited)
    life = entry.entry_type.shelf_life
    return Row(
        entry,
        reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk]),
        check_of(entry),
        entry.verified_on + life if entry.verified_on else None,
        ngettext("in %(count)d guide", "in %(count)d guides", guides) % {"count": guides} if guides else "",
        sources[:NAMED],
        len(sources[NAMED:]),
    )


def lasting(life: timedelta) -> str:
    """A shelf life in words: whole years, else months."""
    years, rest = divmod(life.days, 365)
    if years and not rest:
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    months = round(life.days / 30)
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
