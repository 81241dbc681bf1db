"""Pictures of entries as files."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.images.shown import is_public
from catalogue.images.sizes import TYPES, name_of

FOR_EVER = "public, max-age=31536000, immutable"  # a name never stands for anything else


@require_safe
def picture(request: HttpRequest, token: str, width: str, ending: str) -> HttpResponse:
    """One file of a picture that a published entry has; editors also see those of other entries.

    The address has been matched letter by letter (catalogue.urls): nothing in it can lead out of the folder. A picture
    that was taken off its entry is no longer there for readers, though history keeps its files.
    """
    public = is_public(token)
    user: Any = None if public else request.user  # only then is the session looked at
    if not public and not user.is_staff:
        raise Http404
    try:
        with default_storage.open(name_of(token, int(width), ending)) as file:
            content = file.read()
    except OSError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=TYPES[ending])
    response.headers["Cache-Control"] = FOR_EVER if public else "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
