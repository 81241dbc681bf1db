"""The form of a correction, as a browser sends it and as its answers read."""

import re
from html import unescape
from urllib.parse import urlencode

import html5lib

from catalogue.models import Proposal

PLAIN = {"part": "summary", "text": "It began in May.", "published_at": "The Daily, page 3", "website": ""}


PATH = "/en/organisations/group/correct/"


def send(client, fields: dict[str, str], **extra):
    """As a browser sends the form."""
    return client.post(PATH, urlencode(fields), content_type="application/x-www-form-urlencoded", **extra)


def text_of(response) -> str:
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def form_of(response):
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    (form,) = (form for form in page.iter("form") if form.get("method") == "post")
    return form


def kept() -> list[tuple]:
    return list(Proposal.objects.order_by("pk").values_list("about", "note", "published_at"))
