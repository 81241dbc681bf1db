"""The style page: every piece that pages are made of, in every state, for those who change how the site looks."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue import registry
from catalogue.filters import EntryFilterSet
from catalogue.models import Source, Standing
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.templatetags.drawings import SHEET_OF

COLOURS = ("paper", "sheet", "ink", "ink-soft", "rule", "link", "focus", "note", "under")
SHEETS = ("css/list.css", "css/entry.css", "css/style.css")
STEPS = ("step-4", "step-3", "step-2", "step-1", "step-0", "small")


@never_cache
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The page; there is none for readers, unless the site runs with DEBUG."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    index = current()
    chosen: Any = request.GET.copy()
    chosen.setlist("actor", ["neighbours"])
    chosen["q"] = "raid"
    filterset: EntryFilterSet = registry.get("tactic").filterset(chosen, request=request)
    language = get_language() or "en"
    examples = [
        key for each in registry.all_types() for key in index.ordered(index.of_type(each.key), "name", language)[:1]
    ]
    context = {
        "sheets": SHEETS,
        "colours": COLOURS,
        "steps": STEPS,
        "inks": [*(each.key for each in registry.all_types()), "source", "place"],
        "drawings": SHEET_OF,
        "standings": Standing,
        "reliabilities": Source.Reliability,
        "entries": cards(index, examples),
        "filter": filterset,
    }
    return render(request, "catalogue/style.html", context)
