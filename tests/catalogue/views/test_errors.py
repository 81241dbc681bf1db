"""catalogue.views.errors"""

import pytest
from django.test import RequestFactory
from django.utils import translation

from catalogue.views import errors

SENTENCES = {
    "en": {400: "We could not read this address", 404: "There is no such page", 500: "Something broke on our side"},
    "es": {400: "No pudimos leer esta dirección", 404: "Esta página no existe", 500: "Algo falló de nuestro lado"},
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_page_that_is_not_there_says_so_in_the_readers_language(client, language):
    response = client.get(f"/{language}/nowhere/")

    assert response.status_code == 404
    assert f"<h1>{SENTENCES[language][404]}</h1>" in response.content.decode()


def test_page_outside_both_languages_is_in_the_browsers(client):
    html = client.get("/nowhere/", headers={"accept-language": "es-MX"}).content.decode()

    assert f"<h1>{SENTENCES['es'][404]}</h1>" in html


@pytest.mark.parametrize("language", ["en", "es"])
def test_bad_request_and_broken_page_ask_nothing_of_the_database(language):
    request = RequestFactory().get(f"/{language}/")

    with translation.override(language):
        bad, broken = errors.bad_request(request, ValueError()), errors.broken(request)

    assert (bad.status_code, broken.status_code) == (400, 500)
    assert f"<h1>{SENTENCES[language][400]}</h1>" in bad.content.decode()
    assert f"<h1>{SENTENCES[language][500]}</h1>" in broken.content.decode()


def test_failing_view_shows_the_page_and_no_details(client, monkeypatch):
    def fail(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("catalogue.views.about.get_language", fail)
    client.raise_request_exception = False

    response = client.get("/es/about/method/")

    assert response.status_code == 500
    assert SENTENCES["es"][500] in response.content.decode()
    assert "secret detail" not in response.content.decode()


@pytest.mark.parametrize("path", ["/%00", "/en/%00/", "/..%2f..%2fetc/passwd", "/en/tactics/%ff/"])
def test_strange_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404
