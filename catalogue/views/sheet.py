"""Entries on one sheet of paper, in both languages: picked in the address, without account or script."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.generic import TemplateView

from catalogue import picks, site
from catalogue.facts import facts_of, places_of
from catalogue.models import Entry
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.models import Document

MOST = 12  # entries: two or three pages of paper


@dataclass(frozen=True)
class Side:
    """An entry in one language."""

    language: str
    name: str
    summary: str
    facts: list[tuple[str, str]]  # labels and values
    known: str  # what it rests on
    url: str


@dataclass(frozen=True)
class Line:
    """An entry on the sheet: its two sides, and the addresses of the sheet without it or with it elsewhere."""

    type: str
    name: str
    sides: list[Side]
    remove: str
    up: str
    down: str


class Sheet(TemplateView):
    """Up to twelve entries as a sheet to print; a search to add more."""

    parameters = frozenset({picks.PARAMETER, "q"})
    template_name = "catalogue/sheet.html"

    def get_context_data(self, **kwargs):
        """Which index, the rows, and a query for each type among the picks; a search asks for its words."""
        index = current()
        asked = picks.read(self.request.GET, index)
        picked = asked.first(MOST)
        offered = picks.candidates(index, picked) if len(picked) < MOST else []
        documents = {row.entry: row for row in cards(index, [*picked.entries, *(pick.entry for pick in offered)])}
        entries = picks.loaded(picked)
        own = picked.address(words="")
        types = {pick.type for pick in picked}
        return super().get_context_data(
            picked=picked,
            most=MOST,
            full=len(picked) == MOST,
            problems=[*asked.problems(), *picks.too_many(asked, MOST)],
            lines=[
                _line(index, picked, pick, entries[pick.entry], documents[pick.entry])
                for pick in picked
                if pick.entry in entries and pick.entry in documents
            ],
            offers=[(documents[pick.entry], picked.adding(pick.key)) for pick in offered if pick.entry in documents],
            address=self.request.build_absolute_uri(reverse("sheet") + own),
            compare=reverse("compare") + own if len(types) == 1 and 1 < len(picked) <= picks.SIDE_BY_SIDE else "",
            names=_in_both(site.name),
            today=timezone.localdate(),
            **kwargs,
        )


def _line(index: Index, picked: picks.Picks, pick: picks.Pick, entry: Entry, document: Document) -> Line:
    sides = []
    for language in languages():
        with translation.override(language):
            sides.append(_side(index, entry, document, language))
    return Line(
        pick.type,
        document.name,
        sides,
        picked.without(pick.key),
        picked.moved(pick.key, -1),
        picked.moved(pick.key, 1),
    )


def _side(index: Index, entry: Entry, document: Document, language: str) -> Side:
    """In the active language."""
    facts = [
        (capfirst(fact.label), fact.date.label() if fact.date else ", ".join(text for text, _url in fact.values))
        for fact in facts_of(entry, index)
    ]
    if places := places_of(entry, index):
        facts.append((translation.gettext("Where"), ", ".join(name for name, _url in places)))
    return Side(language, document.name, document.summary, facts, document.evidence.words, document.get_absolute_url())


def languages() -> list[str]:
    """The reader's first."""
    return sorted(dict(settings.LANGUAGES), key=lambda language: language != get_language())


def _in_both(make) -> list[tuple[str, str]]:
    """Languages, the reader's first, each with what a function says in it."""
    said = []
    for language in languages():
        with translation.override(language):
            said.append((language, make()))
    return said
