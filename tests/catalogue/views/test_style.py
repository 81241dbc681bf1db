"""catalogue.views.style"""

import pytest
from django.urls import reverse

from catalogue.templatetags.drawings import SHEET_OF
from tests.factories import MAKERS

pytestmark = pytest.mark.django_db


def test_readers_find_no_style_page(client):
    assert client.get("/en/style/").status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_editors_see_every_piece(admin_client, language):
    for make in MAKERS.values():
        make()

    page = admin_client.get(f"/{language}/style/")

    html = page.content.decode()
    assert page.status_code == 200
    assert {name: html.count(f'#{name}" width="160"') for name in SHEET_OF} == dict.fromkeys(SHEET_OF, 1) | {
        "nothing-found": 2
    }
    assert html.count('class="row ') == len(MAKERS)


def test_style_page_shows_up_without_entries(admin_client):
    assert admin_client.get("/en/style/").status_code == 200


def test_style_page_is_there_while_developing(client, settings):
    settings.DEBUG = True

    assert client.get("/en/style/").status_code == 200


def test_style_page_is_kept_by_nobody(admin_client):
    assert "no-store" in admin_client.get(reverse("style"))["Cache-Control"]
