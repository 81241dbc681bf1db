"""The list of pages for search engines."""

from xml.etree import ElementTree

import pytest

from catalogue.models import Status
from tests.factories import make_event, make_guide, make_organisation, make_place, make_source, make_tactic

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def pages(response) -> dict[str, dict[str, str]]:
    """Address → language → address of the same page in it."""
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    return {
        url.findtext(f"{SITEMAP}loc"): {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        for url in root.iter(f"{SITEMAP}url")
    }


def test_sitemap_holds_every_page_in_both_languages(client):
    make_tactic(slug="patrols")
    make_place(slug="compton")
    make_guide(slug="join-in")
    source = make_source(slug="essay")
    entry = make_organisation(slug="group")
    others = [source.slug, *entry.citations.values_list("source__slug", flat=True)]

    found = pages(client.get("/sitemap.xml", secure=True))

    lists = [
        "organisations/",
        "tactics/",
        "legal-tools/",
        "policies/",
        "events/",
        "sources/",
        "places/",
        "timeline/",
        "matrix/",
        "phases/",
        "guides/",
        "glossary/",
    ]
    about = [f"about/{page}/" for page in ("about", "method", "privacy", "corrections")]
    things = ["tactics/patrols/", "organisations/group/", "places/compton/", "guides/join-in/"]
    sources = {f"sources/{slug}/" for slug in others}
    expected = {"", *lists, *about, *things, *sources}
    english = {address.removeprefix("https://testserver/en/") for address in found if "/en/" in address}
    spanish = {address.removeprefix("https://testserver/es/") for address in found if "/es/" in address}
    assert english >= expected
    assert spanish == english
    assert len(found) == len(english) * 2


def test_sitemap_ties_each_page_to_the_same_in_the_other_language(client):
    make_event(slug="march")

    found = pages(client.get("/sitemap.xml"))

    both = {
        "en": "http://testserver/en/events/march/",
        "es": "http://testserver/es/events/march/",
        "x-default": "http://testserver/en/events/march/",
    }
    assert found["http://testserver/en/events/march/"] == both
    assert found["http://testserver/es/events/march/"] == both


def test_sitemap_leaves_out_what_is_not_published(client):
    make_organisation(slug="secret", status=Status.DRAFT)
    make_guide(slug="secret-guide", status="draft")

    response = client.get("/sitemap.xml")

    assert "secret" not in response.content.decode()


def test_sitemap_pages_all_exist(client):
    make_organisation(slug="group", places=[make_place()])

    for address in pages(client.get("/sitemap.xml")):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("count", [1, 3])
def test_sitemap_queries_do_not_grow(client, count, django_assert_num_queries):
    for _ in range(count):
        make_organisation(places=[make_place()])
        make_guide()

    with django_assert_num_queries(4):  # entries, guides, sources, places
        client.get("/sitemap.xml")
