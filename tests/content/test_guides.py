"""The four guides: they lead somewhere, to what is published, in words that are easy to read."""

import re
from statistics import median

import pytest
from django.conf import settings
from django.utils.translation import override

from catalogue.data.content import read
from catalogue.data.prose import bilingual_texts
from catalogue.models import Guide
from catalogue.search.held import current
from catalogue.views.guides import _steps
from tests.content.reading_level import english_grade, spanish_ease

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "content"
GUIDES = ["help-now", "join-in", "start-here", "says-who"]


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """All of it, read once."""
    with django_db_blocker.unblock():
        return read(FOLDER)


def prose(content, slug):
    """Both languages of every text of a guide, without marks and headings of a word or two."""
    for path, texts in bilingual_texts(content.pages["guides", slug].record):
        if path.endswith(("lead", "text", "note")):
            yield {language: _plain(text) for language, text in texts.items()}


def _plain(text):
    return re.sub(r"\]\([^)]*\)|[*\[]|^- ", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("slug", GUIDES)
def test_guide_is_easy_to_read(content, slug):
    texts = list(prose(content, slug))

    assert median(english_grade(text["en"]) for text in texts) <= 7
    assert median(spanish_ease(text["es"]) for text in texts) >= 65


def test_every_guide_leads_to_what_is_published_and_to_lists_with_entries(whole_catalogue):
    guides = list(Guide.objects.listed())

    assert [guide.slug for guide in guides] == GUIDES
    for guide in guides:
        shown = _steps(current(), guide)
        assert [len(step.entries) for step in shown] == [step.step.entries.count() for step in shown]
        assert [bool(step.more) for step in shown] == [bool(step.step.list_type) for step in shown]


@pytest.mark.parametrize("language", ["en", "es"])
def test_links_within_guides_lead_to_pages(whole_catalogue, client, language):
    with override(language):
        addresses = {guide.get_absolute_url() for guide in Guide.objects.listed()}
    for address in addresses:
        page = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
        links = {link.partition("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page)}
        assert {link for link in links if not link.startswith(f"/{language}/")} == set()
        broken = {link for link in links if client.get(link.replace("&amp;", "&")).status_code != 200}
        assert broken == set()
