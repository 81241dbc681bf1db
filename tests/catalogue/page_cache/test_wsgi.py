"""catalogue.page_cache.wsgi: pages from the cache are what Django would answer now, byte for byte."""

import gzip
from io import BytesIO

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections
from django.urls import reverse
from django.utils import translation

from catalogue.models import Entry, Guide, GuideEntry, GuideStep
from catalogue.page_cache.page import accepted
from catalogue.page_cache.wsgi import PageCache
from catalogue.search import upkeep
from tests.factories import (
    make_citation,
    make_connection,
    make_editor,
    make_event,
    make_guide,
    make_guide_step,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
    make_term,
)

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "",
    "organisations/",
    "organisations/?place=city&sector=community",
    "organisations/?page=1&sort=evidence",
    "organisations/?q=group",
    "organisations/?q=zzz&sector=legal",
    "organisations/?format=csv",
    "organisations/?format=json",
    "organisations/?format=atom",
    "organisations/group/",
    "organisations/group/correct/",
    "organisations/group/changes/",
    "organisations/group/changes/?format=atom",
    "tactics/?organisation=group",
    "tactics/march/",
    "events/",
    "search/?q=march&type=tactic",
    "search/?q=%22%3Cb%3E",
    "matrix/",
    "matrix/?of=events",
    "timeline/",
    "places/",
    "places/city/",
    "sources/",
    "sources/essay/",
    "about/privacy/",
    "glossary/",
    "phases/",
    "guides/",
    "guides/join-in/",
]


@pytest.fixture(autouse=True)
def connection_stays_open():
    """Django closes connections between requests; the test's own transaction has to stay."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Asked:
    """How often Django was asked."""

    def __init__(self):
        self.django = get_wsgi_application()
        self.count = 0

    def __call__(self, environ, start_response):
        self.count += 1
        return self.django(environ, start_response)


@pytest.fixture
def django_asked():
    return Asked()


@pytest.fixture
def cache(django_asked):
    return PageCache(django_asked, 10_000_000)


@pytest.fixture
def catalogue():
    place, essay = make_place(slug="city"), make_source(slug="essay")
    group = make_organisation(slug="group", name_en="The group", places=[place], cited=False)
    make_citation(group, source=essay)
    tactic = make_tactic(slug="march", name_en="Marching", summary_en="With <b> & “quotes”. " * 20)
    make_connection(group, "uses", tactic)
    make_connection(tactic, "used-in", make_event(starts="2025"))
    make_guide_step(make_guide(slug="join-in"), entries=[tactic], list_type="tactic")


def ask(application, address, *, method="GET", **headers):
    """Status, headers and body of one request."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        **headers,
    }
    said = []
    body = b"".join(application(environ, lambda status, headers: said.extend((status, dict(headers)))))
    return said[0], said[1], body


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_kept_pages_are_byte_for_byte_what_django_answers(catalogue, cache, django_asked, address, language):
    plain = ask(django_asked.django, f"/{language}/{address}")[2]
    uncached = PageCache(get_wsgi_application(), 0)

    for wish in ("", "gzip", "gzip, deflate, br"):
        fresh = ask(cache, f"/{language}/{address}", HTTP_ACCEPT_ENCODING=wish)
        kept = ask(cache, f"/{language}/{address}", HTTP_ACCEPT_ENCODING=wish)

        assert fresh == kept == ask(uncached, f"/{language}/{address}", HTTP_ACCEPT_ENCODING=wish)
        assert {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[accepted(wish)](kept[2]) == plain
    assert django_asked.count == 1


def test_headers_say_that_anybody_may_keep_it_and_has_to_ask(catalogue, cache):
    status, headers, body = ask(cache, "/en/organisations/", HTTP_ACCEPT_ENCODING="br")

    assert status == "200 OK"
    assert headers["Cache-Control"] == "public, no-cache"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Encoding"] == "br"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Language"] == "en"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_who_has_the_page_is_told_so_until_it_changes(catalogue, cache):
    _, headers, _ = ask(cache, "/en/organisations/", HTTP_ACCEPT_ENCODING="gzip")
    wish = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_IF_NONE_MATCH": headers["ETag"]}

    unchanged = ask(cache, "/en/organisations/", **wish)
    Entry.objects.filter(slug="group").update(name_en="Another group")
    changed = ask(cache, "/en/organisations/", **wish)

    assert (unchanged[0], unchanged[2], unchanged[1]["ETag"]) == ("304 Not Modified", b"", headers["ETag"])
    assert "Content-Length" not in unchanged[1]
    assert changed[0] == "200 OK"
    assert b"Another group" in gzip.decompress(changed[2])


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.filter(slug="group").update(summary_es="Otra cosa."),
        lambda: Entry.objects.filter(slug="march").update(status="withdrawn"),
        lambda: make_source(),
        lambda: make_place(),
        lambda: Guide.objects.update(title_en="Another title"),
        lambda: GuideStep.objects.update(heading_en="Another heading"),
        lambda: GuideEntry.objects.all().delete(),
        lambda: make_term(),
    ],
    ids=["text", "withdrawn", "a source", "a place", "a guide", "its step", "its entries", "a word"],
)
def test_any_change_makes_every_page_new(catalogue, cache, django_asked, change):
    addresses = [f"/es/{address}" for address in ADDRESSES]
    for address in addresses:
        ask(cache, address)

    change()

    for address in addresses:
        assert ask(cache, address)[2] == ask(django_asked.django, address)[2]
    assert django_asked.count == 2 * len(addresses)


def test_nothing_changed_is_answered_without_django(catalogue, cache, django_asked, django_assert_num_queries):
    ask(cache, "/en/organisations/")

    with django_assert_num_queries(1):
        ask(cache, "/en/organisations/?utm_source=elsewhere")

    assert django_asked.count == 1


def test_a_head_request_gets_the_head_of_the_page(catalogue, cache):
    page, head = ask(cache, "/en/organisations/"), ask(cache, "/en/organisations/", method="HEAD")

    assert (head[0], head[1], head[2]) == (page[0], page[1], b"")


def test_editors_and_whoever_shows_credentials_get_their_own(catalogue, cache, django_asked):
    for headers in ({"HTTP_COOKIE": "sessionid=x"}, {"HTTP_AUTHORIZATION": "Basic x"}, {"REQUEST_METHOD": "POST"}):
        ask(cache, "/en/organisations/", **headers)
        ask(cache, "/en/organisations/", **headers)

    assert django_asked.count == 6


def test_signed_in_editor_is_never_answered_from_what_readers_saw(catalogue, cache, client):
    client.force_login(make_editor())
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    ask(cache, "/en/organisations/")

    _, headers, _ = ask(cache, "/en/organisations/", HTTP_COOKIE=cookie)

    assert "ETag" not in headers


@pytest.mark.parametrize("address", ["/en/nowhere/", "/en/organisations/nobody/", "/en/?q=raid", "/", "/admin/"])
def test_only_pages_that_are_there_are_kept(catalogue, cache, django_asked, address):
    for _ in range(2):
        assert not ask(cache, address)[0].startswith("200")

    assert django_asked.count == 2


def test_another_host_is_another_page(catalogue, cache, django_asked):
    ask(cache, "/en/organisations/?format=atom")

    _, _, body = ask(cache, "/en/organisations/?format=atom", HTTP_HOST="localhost")
    refused = ask(cache, "/en/organisations/", HTTP_HOST="elsewhere.example")

    assert b"http://localhost/" in body
    assert refused[0] == "400 Bad Request"


def test_cache_stays_within_its_size(catalogue, django_asked):
    probe = PageCache(django_asked, 10_000_000)
    ask(probe, "/en/about/privacy/")
    small = PageCache(django_asked, 2 * probe.pages.held)

    for page in ("about", "method", "privacy", "corrections"):
        with translation.override("en"):
            ask(small, reverse("about", args=[page]))

    assert 0 < small.pages.held <= small.pages.size


def test_without_a_database_django_says_what_is_wrong(cache, django_asked, monkeypatch):
    def broken():
        raise OperationalError("gone")

    monkeypatch.setattr(upkeep, "version", broken)
    monkeypatch.setattr("catalogue.page_cache.wsgi.connection.close", lambda: None)

    assert ask(cache, "/en/about/privacy/")[0] == "200 OK"
    assert django_asked.count == 1


@pytest.mark.parametrize(
    ("wish", "encoding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0,gzip;q=0", ""),
        ("identity", ""),
        ("GZIP", ""),
    ],
)
def test_encoding_is_the_best_that_the_browser_takes(wish, encoding):
    assert accepted(wish) == encoding
