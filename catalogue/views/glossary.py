"""The words that not everybody knows, from A to Z."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue import registry
from catalogue.models import Term
from catalogue.page_cache.addresses import with_parameters
from catalogue.search.analysis import fold
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.terms import terms

FIGURES = "0–9"


class Row(NamedTuple):
    """A term, its name in the other language ("" when it is the same), and name and address of the published entry."""

    term: Term
    letter: str
    language: str
    translation: str
    entry: tuple[str, str] | None


@with_parameters()
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term with what it means, in the reader's language, by first letter."""
    letters = [(letter, list(rows)) for letter, rows in groupby(_rows(current()), lambda row: row.letter)]
    return render(request, "catalogue/glossary.html", {"letters": letters})


def _rows(index: Index) -> Iterator[Row]:
    language = get_language()
    other = next(code for code, _name in settings.LANGUAGES if code != language)
    for term in terms(index, language):
        first = fold(term.name_in(language))[:1].upper()
        brief = index.entries.get(term.entry_id) if term.entry_id else None
        entry = (brief.in_language(language), registry.get(brief.type).address(brief.slug)) if brief else None
        translation = "" if term.name_en == term.name_es else term.name_in(other)
        yield Row(term, FIGURES if first.isdigit() else first, other, translation, entry)
