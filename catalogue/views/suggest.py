"""What the search box offers while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.search.held import current
from catalogue.search.suggest import Suggestion, suggested


@require_safe
@never_cache  # what somebody types belongs in no proxy
def suggest(request: HttpRequest) -> JsonResponse:
    """Entries for what was typed so far, as ``static/js/suggest.js`` reads them. Nothing of it is written down."""
    text = request.GET.get("q", "")
    found = suggested(current(), text, get_language() or "en")
    return JsonResponse({"suggestions": [_as_json(each) for each in found]})


def _as_json(suggestion: Suggestion) -> dict[str, str]:
    document = suggestion.document
    return {
        "name": document.name,
        "type": capfirst(document.entry_type.label),
        "key": document.type,
        "url": document.get_absolute_url(),
        "also": suggestion.also,
    }
