"""The way out, and the page on reading safely."""

import re

import html5lib
import pytest
from django.conf import settings

from tests.content.reading_level import english_grade, spanish_ease

pytestmark = pytest.mark.django_db

TEMPLATES = settings.BASE_DIR / "templates" / "catalogue" / "about"


def links_of(response) -> list:
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return page.findall(".//body//a")


@pytest.mark.parametrize("path", ["/en/", "/es/tactics/", "/en/nowhere/"])
def test_way_out_is_the_second_link_and_tells_nobody(client, settings, path):
    settings.LEAVE_URL = "https://elsewhere.invalid/"

    skip, leave = links_of(client.get(path))[:2]

    assert skip.get("href") == "#main"
    assert leave.get("href") == "https://elsewhere.invalid/"
    assert leave.get("rel") == "nofollow noreferrer"


def test_way_out_speaks_spanish_on_spanish_pages(client):
    leave = links_of(client.get("/es/"))[1]

    assert leave.text == "Salir de este sitio"
    assert {name: text for name, text in leave.items() if name.startswith("data-")} == {
        "data-title": "Cargando …",
        "data-leaving": "Saliendo de este sitio",
        "data-two": "Oprima Shift 2 veces más para salir de este sitio.",
        "data-one": "Oprima Shift 1 vez más para salir de este sitio.",
        "data-late": "Se acabó el tiempo. Usted sigue en este sitio.",
    }


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "another site opens: https://elsewhere.invalid/."),
        ("es", "se abre otro sitio: https://elsewhere.invalid/."),
    ],
)
def test_page_on_reading_safely_says_where_leaving_leads(client, settings, language, sentence):
    settings.LEAVE_URL = "https://elsewhere.invalid/"

    response = client.get(f"/{language}/about/safety/")

    assert sentence in response.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_page_on_privacy_leads_to_reading_safely(client, language):
    links = links_of(client.get(f"/{language}/about/privacy/"))

    assert f"/{language}/about/safety/" in [link.get("href") for link in links]


def test_page_on_reading_safely_is_easy_to_read():
    assert english_grade(prose("en")) <= 7
    assert spanish_ease(prose("es")) >= 65


def prose(language: str) -> str:
    """What the page says, a full stop after every heading."""
    text = (TEMPLATES / f"safety_{language}.html").read_text(encoding="utf-8").partition("{% block prose %}")[2]
    return re.sub(r"{%.*?%}|{{.*?}}|<[^>]+>", " ", text.replace("</h2>", ".</h2>"))
