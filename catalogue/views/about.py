"""What this is, how it is made, what it does not keep, how to read it safely, how to correct it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.page_cache.addresses import with_parameters

PAGES = ("about", "method", "privacy", "safety", "corrections")


@with_parameters()
@require_safe
def about(request: HttpRequest, page: str) -> HttpResponse:
    """A page of prose, written in each language rather than translated string by string."""
    if page not in PAGES:
        raise Http404
    context = {"page": page, "contact": settings.CONTACT, "contact_label": settings.CONTACT.removeprefix("mailto:")}
    return render(request, f"catalogue/about/{page}_{get_language()}.html", context)
