"""Fixed addresses that machines look for."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from catalogue.views.well_known import SHORT_NAME


def rule(robots: str, path: str) -> str:
    """Allow or Disallow, as RFC 9309 reads it: the longest matching rule wins."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", robots, re.MULTILINE)
    fitting = [(len(rule), kind) for kind, rule in rules if re.match(re.escape(rule).replace(r"\*", ".*"), path)]
    return max(fitting, default=(0, "Allow"))[1]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/", "Allow"),
        ("/es/tactics/migra-patrols/", "Allow"),
        ("/api/v1/entries/", "Allow"),
        ("/en/tactics/?page=2", "Allow"),
        ("/en/tactics/?page=2&phase=respond", "Disallow"),
        ("/en/tactics/?phase=respond&page=2", "Disallow"),
        ("/en/search/?q=police", "Disallow"),
        ("/en/tactics/?format=csv", "Disallow"),
    ],
)
def test_robots_keeps_crawlers_out_of_filters_alone(client, path, expected):
    robots = client.get("/robots.txt").content.decode()

    assert rule(robots, path) == expected


def test_robots_points_to_the_sitemap_and_hides_where_editors_work(client, settings):
    response = client.get("/robots.txt", secure=True)

    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://testserver/sitemap.xml\n" in text
    assert settings.ADMIN_PATH not in text


def fields(response) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_security_txt_names_the_contact_given(client, settings):
    settings.CONTACT = "mailto:security@example.org"

    response = client.get("/.well-known/security.txt", secure=True)

    expires = datetime.fromisoformat(fields(response)["Expires"])
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields(response) == {
        "Contact": "mailto:security@example.org",
        "Expires": fields(response)["Expires"],
        "Preferred-Languages": "en, es",
        "Canonical": "https://testserver/.well-known/security.txt",
    }
    assert timedelta(days=300) < expires - datetime.now(UTC) < timedelta(days=365)


def test_security_txt_without_a_contact_names_the_page_on_corrections(client, settings):
    settings.CONTACT = ""

    response = client.get("/.well-known/security.txt", secure=True, headers={"Accept-Language": "es"})

    assert fields(response)["Contact"] == "https://testserver/en/about/corrections/"


@pytest.mark.parametrize("language", ["en", "es"])
def test_opensearch_leads_to_the_search_in_its_language(client, language):
    response = client.get(f"/opensearch-{language}.xml", headers={"Accept-Language": "en"})

    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert response.headers["Content-Language"] == language
    assert root.tag == f"{space}OpenSearchDescription"
    assert root.findtext(f"{space}Language") == language
    assert {url.get("type"): url.get("template") for url in root.iter(f"{space}Url")} == {
        "text/html": f"http://testserver/{language}/search/?q={{searchTerms}}",
        "application/atom+xml": f"http://testserver/{language}/search/?q={{searchTerms}}&format=atom",
        "application/opensearchdescription+xml": f"http://testserver/opensearch-{language}.xml",
    }


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("", "LA Organising"),
        ("Short & sweet", "Short & sweet"),
        ("Exactly sixteen!", "Exactly sixteen!"),
        ("Unbreakablelongname", "Unbreakablelongn"),
    ],
)
def test_opensearch_shortens_the_name_of_the_site(client, settings, name, short):
    settings.SITE_NAME = name

    response = client.get("/opensearch-en.xml")

    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    assert root[0].text == short
    assert len(short) <= SHORT_NAME


@pytest.mark.django_db
def test_opensearch_in_another_language_is_not_there(client):
    assert client.get("/opensearch-fr.xml").status_code == 404


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt", "/opensearch-en.xml"])
def test_well_known_files_set_no_cookie_and_ask_no_database(client, address):
    # Without the mark for it, a query would fail the test.
    response = client.get(address)

    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "public, max-age=3600"
