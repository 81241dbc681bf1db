"""Signing in with a passkey alone."""

from allauth.decorators import rate_limit
from allauth.mfa.webauthn.views import login_webauthn
from django.http import HttpRequest, HttpResponse

PATIENCE = 600  # seconds to find one's finger


@rate_limit(action="passkey", limit_get=True)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Hands out the riddle that a passkey solves, and takes the answer.

    The riddle waits in a session. Strangers can ask for as many as they like, so theirs are thrown away soon.
    """
    response: HttpResponse = login_webauthn(request)
    if request.session.modified and not request.user.is_authenticated:
        request.session.set_expiry(PATIENCE)
        request.session.clear_expired()
    return response
