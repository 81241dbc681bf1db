"""What every page knows: the site's name, its types, the way out, the same page in the other language."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import registry


def name() -> str:
    """The site's name: SITE_NAME, or ours in the reader's language."""
    return settings.SITE_NAME or _("LA Organising Catalogue")


def in_language(path: str, language: str) -> str:
    """The same address in another language; only the first part of the path differs."""
    rest = path.lstrip("/").partition("/")[2]
    return f"/{language}/{rest}"


def languages(request) -> list[dict]:
    """The site's other languages, each with the address of this very page, its filters and page number included."""
    current = get_language()
    known = dict(settings.LANGUAGES)
    on_page = request.path_info.lstrip("/").partition("/")[0] in known
    path = request.get_full_path() if on_page else f"/{current}/"
    root = _root(request)
    others = [(code, in_language(path, code)) for code in known if code != current]
    return [{"code": code, "label": LABELS[code], "url": url, "absolute": root + url} for code, url in others]


def _root(request) -> str:
    """Scheme and host, which search engines want in front; "" for a host that is not ours, whose page is an error."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


LABELS = {"en": "English", "es": "Español"}


def context(request) -> dict:
    """Template context of every page."""
    return {
        "site_name": name(),
        "entry_types": list(registry.all_types()),
        "other_languages": languages(request),
        "leave_url": settings.LEAVE_URL,
    }
