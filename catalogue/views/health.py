"""Is the site well? For load balancers and for whoever is woken at night."""

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.models import Entry
from catalogue.search.held import current

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" when database and index answer, else 503; the reason goes to the log alone."""
    try:
        Entry.objects.exists()
        current()
    except Error:
        logger.exception("The database does not answer.")
        return HttpResponse("unavailable", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
