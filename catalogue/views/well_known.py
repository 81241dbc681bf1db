"""What machines look for at fixed addresses: crawlers, people who found a hole, browsers' search boxes."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue import site

VALID_FOR = timedelta(days=330)  # RFC 9116 wants less than a year
SHORT_NAME = 16  # characters that OpenSearch allows
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
OPENSEARCH_TYPE = "application/opensearchdescription+xml"

# Each combination of filters has its own address; crawlers would never be done. Pages of the plain lists stay open to
# them. The editors' address is not named here: the list of what not to look at is the first thing people look at.
ROBOTS = """\
User-agent: *
Disallow: /*?
Allow: /*?page=
Disallow: /*?page=*&

Sitemap: {sitemap}
"""


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read."""
    text = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116): CONTACT, else the page on corrections."""
    with translation.override(settings.LANGUAGE_CODE):
        corrections = request.build_absolute_uri(reverse("about", args=["corrections"]))
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": settings.CONTACT or corrections,
        "Expires": (today + VALID_FOR).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": ", ".join(dict(settings.LANGUAGES)),
        "Canonical": request.build_absolute_uri(request.path),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def opensearch(request: HttpRequest, language: str) -> HttpResponse:
    """The site's search as something that a browser can add to its own, in one language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    own_address = request.build_absolute_uri(request.path)
    with translation.override(language):
        search = request.build_absolute_uri(reverse("search")) + "?q={searchTerms}"
        texts = {
            "ShortName": _shortened(site.name()),
            "Description": _("Search for who organises against raids in Los Angeles, how, and who says so."),
            "Language": language,
            "InputEncoding": "UTF-8",
            "OutputEncoding": "UTF-8",
        }
    root = ElementTree.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    for name, text in texts.items():
        ElementTree.SubElement(root, name).text = text
    ElementTree.SubElement(root, "Url", type="text/html", template=search)
    ElementTree.SubElement(root, "Url", type="application/atom+xml", template=f"{search}&format=atom")
    ElementTree.SubElement(root, "Url", type=OPENSEARCH_TYPE, rel="self", template=own_address)
    answer = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    headers = {"Content-Language": language}
    return HttpResponse(answer, content_type=f"{OPENSEARCH_TYPE}; charset=utf-8", headers=headers)


def _shortened(name: str) -> str:
    """As many whole words as fit."""
    return name if len(name) <= SHORT_NAME else name[: SHORT_NAME + 1].rpartition(" ")[0] or name[:SHORT_NAME]
