"""The picture that social networks and messengers show beside the address of an entry."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.sharing.card import Card
from catalogue.sharing.kept import picture

# It declares no ``parameters``: the page cache leaves it alone, since it is a file already.


@require_safe
@cache_control(public=True, max_age=3600)
def social_card(request: HttpRequest, type: str, slug: str) -> HttpResponse:
    """The card of a published entry, in the language of the address."""
    index = current()
    pk = index.entry_at(type, slug)
    found = cards(index, [pk]) if pk is not None else []
    if not found:
        raise Http404
    card = Card.of(found[0])
    etag = f'"{card.digest()}"'
    response = get_conditional_response(request, etag)  # a 304 needs no picture
    if response is None:
        response = HttpResponse(picture(card, slug, get_language() or "en"), content_type="image/png")
    response.headers["ETag"] = etag
    return response
