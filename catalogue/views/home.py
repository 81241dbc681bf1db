"""The first page."""

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalogue import registry
from catalogue.models import Guide
from catalogue.page_cache.addresses import with_parameters
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.matches import as_array
from catalogue.views.guides import ink

NEWEST = 6
LATEST = 4  # events
DAY = 86_400_000_000  # microseconds


@with_parameters("q")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the search box, doors by need and by type, what is new. Words lead to the search."""
    if "q" in request.GET:
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    index = current()
    counts = {entry_type.key: len(index.of_type(entry_type.key)) for entry_type in registry.all_types()}
    newest = cards(index, _newest(index))
    doors = [
        {"type": entry_type, "url": reverse(entry_type.folder), "count": counts[entry_type.key]}
        for entry_type in registry.all_types()
    ]
    cited = sum(bool(entries) for _source, entries in index.most_frequent_first("source"))
    context = {
        "guides": [{"guide": guide, "ink": ink(guide)} for guide in Guide.objects.listed()],
        "doors": doors,
        "newest": newest,
        "latest": cards(index, _latest(index)),
        "source_count": cited,
    }
    return render(request, "catalogue/home.html", context)


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Send the bare address on to the reader's language."""
    query = request.GET.urlencode()
    response = redirect(f"{reverse('home')}?{query}" if query else "home")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _newest(index: Index) -> list[int]:
    """The newest day first; a day may bring many, so of these the best evidenced."""
    keys = as_array(index.everything)
    if not len(keys):
        return []
    days, citations = index.columns["created"][keys] // DAY, index.columns["citations"][keys]
    return keys[np.lexsort((keys, -citations, -days))][:NEWEST].tolist()


def _latest(index: Index) -> list[int]:
    """The events that began last, of those that a document dates."""
    keys = as_array(index.of_type("event"))
    starts = index.columns["starts"][keys] if len(keys) else keys
    dated = keys[starts > 0]
    return dated[np.argsort(-starts[starts > 0], kind="stable")][:LATEST].tolist()
