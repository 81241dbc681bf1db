"""catalogue.views.changes: what was changed, as readers see it."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Entry, Status
from catalogue.search.held import current
from catalogue.views.changes import MOST, PAGE_SIZE
from organisations.models import Organisation
from tests.factories import MAKERS, make_citation, make_connection, make_editor, make_organisation, make_tactic

pytestmark = pytest.mark.django_db

# Which index; the entry; its history and a query for each of its lists; its evidence, its connections; and, for names,
# sources, citations and entries.
QUERIES = dict.fromkeys(MAKERS, 9) | {"tactic": 10}
PATH = "/en/organisations/group/changes/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def group():
    return make_organisation(slug="group", name_en="The group", name_es="El grupo")


def parsed(feed: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(feed)  # noqa: S314 (our own)


def change(entry, reason: str = "", user=None, **values) -> None:
    stored = type(entry).objects.get(pk=entry.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    stored._change_reason, stored._history_user = reason, user
    stored.save()


def rows_of(response) -> list[tuple[str, str, list[str], str]]:
    """Anchor, day, parts and reason of each change on the page."""
    html = response.content.decode().partition('<ol class="changes">')[2].partition("</ol>")[0]
    found = []
    for anchor, row in re.findall(r'<li id="(change-\d+)">(.*?)</div>', html, flags=re.S):
        why = re.search(r'<p class="why"><b>[^<]+</b>(.*?)</p>', row, flags=re.S)
        day = re.search(r'<time datetime="([^"]+)"', row)[1]
        parts = [unescape(part) for part in re.findall(r"<li>(.*?)</li>", row)]
        found.append((anchor, day, parts, unescape(why[1]).strip() if why else ""))
    return found


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key", MAKERS)
@pytest.mark.parametrize("query", ["", "?format=atom"])
def test_changes_ask_the_same_however_many_there_are(client, django_assert_num_queries, key, count, query):
    entry = MAKERS[key](slug="it")
    for number in range(count):
        change(entry, f"Reason {number}", summary_en=f"Summary {number}")
        make_connection(entry, "part-of", MAKERS[key](), citation=make_citation(entry))
    current()

    with django_assert_num_queries(QUERIES[key]):
        response = client.get(reverse(f"{key}-changes", args=["it"]) + query)

    assert response.status_code == 200


def test_changes_are_told_newest_first_with_their_reasons(client, group):
    change(group, "They renamed themselves.", name_en="Another group")
    change(group, summary_es="Otra cosa.")

    response = client.get(PATH)

    today = response.context["page_obj"].object_list[0].on.isoformat()
    assert rows_of(response) == [
        ("change-3", today, ["Summary (Spanish)"], ""),
        ("change-2", today, ["Name (English)"], "They renamed themselves."),
        ("change-1", today, ["First published"], ""),
    ]


def test_reasons_are_shown_as_text(client, group):
    change(group, '<script>alert("x")</script> & {{ y }}', name_en="Another group")

    html, feed = client.get(PATH).content.decode(), client.get(f"{PATH}?format=atom").content

    assert html.count("<script") == 1  # our own
    assert rows_of(client.get(PATH))[0][3] == '<script>alert("x")</script> & {{ y }}'
    summary = parsed(feed).find(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert unescape(summary.text) == '<script>alert("x")</script> & {{ y }}'
    assert summary.text != unescape(summary.text)


def test_neither_editors_nor_what_it_said_are_anywhere(client, group):
    change(group, user=make_editor("rosa"), summary_en="The slander.")
    change(group, user=make_editor("luis"), summary_en="The truth of it.")

    for query in ("", "?format=atom"):
        body = client.get(PATH + query).content.decode().partition("<main")[2]
        body = body or client.get(PATH + query).content.decode()
        for word in ("rosa", "luis", "slander", "The truth of it"):
            assert word not in body


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", MAKERS)
def test_entry_leads_to_its_changes_and_to_their_feed(client, key, language):
    entry = MAKERS[key](slug="it")
    with translation.override(language):
        page, changes = entry.get_absolute_url(), reverse(f"{key}-changes", args=["it"])

    html = client.get(page).content.decode()

    assert changes == f"{page}changes/"
    assert f'href="{changes}"' in html.partition("<main")[2]
    link = re.search(r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">', html)
    assert link[2] == f"{changes}?format=atom"
    assert (link[1].startswith("What was changed: ")) is (language == "en")
    assert f'type="application/atom+xml" title="{link[1]}" href="{link[2]}"' in client.get(changes).content.decode()


def test_page_is_in_the_readers_language(client, group):
    change(group, "Loaded from content files", summary_es="Otra cosa.")

    response = client.get(PATH.replace("/en/", "/es/"))

    assert rows_of(response)[0][2:] == (["Resumen (español)"], "Viene de los archivos del catálogo.")
    assert rows_of(response)[1][2] == ["Publicada por primera vez"]
    assert "<h1>Qué cambió</h1>" in response.content.decode()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_changes_of_what_is_not_public_are_not_there(client, group, status):
    change(group, status=status)

    for query in ("", "?format=atom"):
        assert client.get(PATH + query).status_code == 404


def test_old_address_leads_to_the_changes_at_the_new_one(client, group):
    change(group, slug="renamed")

    for query in ("", "?format=atom"):
        response = client.get(PATH + query)

        assert (response.status_code, response["Location"]) == (301, f"/en/organisations/renamed/changes/{query}")


def test_many_changes_come_in_pages(client, group):
    for number in range(PAGE_SIZE + 1):
        change(group, name_en=f"Name {number}")

    first, second = client.get(PATH), client.get(PATH + "?page=2")

    assert [len(rows_of(page)) for page in (first, second)] == [PAGE_SIZE, 2]
    assert rows_of(second)[-1][2] == ["First published"]
    assert '<a rel="next" href="?page=2">' in first.content.decode()
    assert '<a rel="prev" href="?page=1">' in second.content.decode()


@pytest.mark.parametrize("page", ["99", "0", "-1", "x", "9" * 50, "\0", "<b>"])
def test_page_that_is_not_there_is_answered_in_words(client, group, page):
    response = client.get(PATH, {"page": page})

    assert f"There is no page “{page[:20]}”. This is page 1 of 1." in unescape(response.content.decode())
    assert len(rows_of(response)) == 1


def test_feed_says_what_it_is_and_where(client, group):
    change(group, "Because.", name_en="Another group")

    response = client.get(f"{PATH}?format=atom&page=7&x=y")

    feed = parsed(response.content)
    page = f"http://testserver{PATH}"
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.find(f"{ATOM}title").text == "What was changed: Another group"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": page, "self": f"{page}?format=atom"}
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Name (English)", "First published"]
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries] == [f"{page}#change-2", f"{page}#change-1"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00-0[78]:00", e.find(f"{ATOM}updated").text) for e in entries)
    assert feed.find(f"{ATOM}updated").text == entries[0].find(f"{ATOM}updated").text


def test_ids_of_the_feed_stay_when_the_address_changes(client, group):
    def ids(path: str) -> list[str]:
        feed = parsed(client.get(path).content)
        return [each.text for each in (feed.find(f"{ATOM}id"), *feed.findall(f"{ATOM}entry/{ATOM}id"))]

    before = ids(f"{PATH}?format=atom")
    change(group, slug="renamed")
    after = ids("/en/organisations/renamed/changes/?format=atom")
    spanish = ids("/es/organisations/renamed/changes/?format=atom")

    assert (after[0], after[2:]) == (before[0], before[1:])
    assert before[0] == f"tag:testserver,{group.created:%Y-%m-%d}:en/organisation/{group.pk}/changes"
    assert len({*after, *spanish}) == 6


def test_feed_holds_what_xml_can(client, group):
    change(group, "One\x01two\x1b three", name_en="A\x0bname")

    feed = parsed(client.get(f"{PATH}?format=atom").content)

    assert feed.find(f"{ATOM}title").text == "What was changed: Aname"
    assert feed.find(f"{ATOM}entry/{ATOM}summary").text == "Onetwo three"


def test_feed_holds_the_last_changes_only(client, group):
    for number in range(MOST + 1):
        change(group, name_en=f"Name {number}")

    feed = parsed(client.get(f"{PATH}?format=atom").content)

    assert len(feed.findall(f"{ATOM}entry")) == MOST


def test_without_history_the_feed_is_as_old_as_the_entry(client, group):
    Organisation.history.all().delete()

    feed = parsed(client.get(f"{PATH}?format=atom").content)

    day = timezone.localdate(Entry.objects.get().updated)
    assert feed.find(f"{ATOM}updated").text.startswith(f"{day}T00:00:00-0")
    assert "Nothing is on record yet." in client.get(PATH).content.decode()


# --- the page cache ---


def add_a_connection(group) -> None:
    make_connection(group, "uses", make_tactic())


HISTORY = {
    "a text": lambda group: change(group, summary_es="Otra cosa."),
    "only a reason": lambda group: change(group, "Looked at again.", verified_how="asked"),
    "evidence added": lambda group: make_citation(group),
    "evidence changed": lambda group: group.citations.get().save(),
    "connection added": add_a_connection,
    "a place": lambda group: Organisation.objects.get(pk=group.pk).places.create(
        slug="city", name_en="City", name_es="Ciudad", kind="city"
    ),
}


@pytest.mark.parametrize("what", HISTORY)
def test_whatever_is_written_to_history_makes_the_kept_page_new(client, group, through_cache, what):
    change(group, name_en="Another group")
    through_cache("GET", PATH)

    HISTORY[what](group)

    assert through_cache("GET", PATH)[2] == client.get(PATH).content


def test_unchanged_page_is_answered_without_django(group, through_cache, django_assert_num_queries):
    first = through_cache("GET", PATH)

    with django_assert_num_queries(1):
        assert through_cache("GET", PATH) == first
