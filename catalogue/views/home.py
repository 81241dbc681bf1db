"""The first page."""

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalogue import evidence, registry
from catalogue.models import Citation, Entry, Status

NEWEST = 6
BEST = ("-citation_count", "pk")  # a day may bring many: the best evidenced ones


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the search box, doors to each type with live counts, what is new. Words lead to the search."""
    if "q" in request.GET:
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    counts = dict(Entry.objects.published().order_by().values_list("type").annotate(n=Count("pk")))
    newest_day_first = Entry.objects.published().with_evidence_counts().order_by(TruncDate("created").desc(), *BEST)
    newest = list(newest_day_first.prefetch_related("places")[:NEWEST])
    evidence.summarise(newest)
    doors = [
        {"type": entry_type, "url": reverse(entry_type.folder), "count": counts.get(entry_type.key, 0)}
        for entry_type in registry.all_types()
    ]
    cited = Citation.objects.filter(entry__status=Status.PUBLISHED).aggregate(n=Count("source", distinct=True))["n"]
    context = {"doors": doors, "newest": newest, "source_count": cited}
    return render(request, "catalogue/home.html", context)


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Send the bare address on to the reader's language."""
    query = request.GET.urlencode()
    response = redirect(f"{reverse('home')}?{query}" if query else "home")
    patch_vary_headers(response, ["Accept-Language"])
    return response
