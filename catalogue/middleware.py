"""What every answer carries, and in which language it is given."""

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()"


class HeadersMiddleware:
    """Adds the safety headers that Django and django-csp do not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Forbid device access, and keep other sites from loading what is ours."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class LanguageMiddleware:
    """Takes the language from the address (/en/, /es/); elsewhere from the browser's wish. No cookie is read or set."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer in that language and say so."""
        from_path = translation.get_language_from_path(request.path_info)
        language = from_path or from_browser(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def from_browser(request) -> str:
    """The first language of the browser's Accept-Language that the site speaks, else English."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (short := code.split("-")[0]) in dict(settings.LANGUAGES):
            return short
    return settings.LANGUAGE_CODE
