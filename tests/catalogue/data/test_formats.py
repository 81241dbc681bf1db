"""Lists as files."""

import csv
import io
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from catalogue.data import formats
from catalogue.models import Status
from catalogue.search.held import current
from tactics.models import Actor
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def feed(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own


def test_csv_holds_both_languages_evidence_and_facts(client):
    place = make_place(slug="compton")
    other = make_place(slug="watts")
    essay = make_source(slug="essay", outline=[{"heading": "What to do", "paragraphs": 2}])
    report = make_source(slug="report")
    entry = make_organisation(
        slug="group",
        name_en="The group",
        name_es="El grupo, ñ",
        summary_en="It acts,\nand “how”.",
        summary_es="Actúa.",
        aliases=["A", "B"],
        sector="legal",
        based_in=place,
        founded="2025-06-early",
        places=[place, other],
        cited=False,
    )
    make_citation(entry, source=essay, section="What to do", paragraph=2, standing="recommends")
    make_citation(entry, source=report, paragraph=1)
    make_citation(entry, source=report, paragraph=3)

    response = client.get("/es/organisations/?format=csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == 'attachment; filename="organisations.csv"'
    assert response.content.startswith("\ufefftype,slug,".encode())
    assert rows(response) == [
        {
            "type": "organisation",
            "slug": "group",
            "name_en": "The group",
            "name_es": "El grupo, ñ",
            "summary_en": "It acts,\nand “how”.",
            "summary_es": "Actúa.",
            "places": "compton | watts",
            "aliases": "A | B",
            "sources": "essay | report",
            "citations": "essay § What to do ¶ 2 (recommends) | report ¶ 1 (reports) | report ¶ 3 (reports)",
            "url": "http://testserver/es/organisations/group/",
            "sector": "legal",
            "reach": "",
            "based_in": "compton",
            "founded": "2025-06-early",
            "website": "",
        }
    ]


def test_csv_of_a_type_with_several_values_in_a_fact(client):
    actors = list(Actor.objects.all()[:2])
    make_tactic(phase="respond", actors=actors)

    [row] = rows(client.get("/en/tactics/?format=csv"))

    assert (row["phase"], row["actors"]) == ("respond", " | ".join(actor.slug for actor in actors))


def test_csv_of_all_types_has_the_common_columns_alone(client):
    make_organisation(slug="group")
    make_event(slug="march", starts="2025-06")

    found = rows(client.get("/en/search/?format=csv"))

    assert [row["type"] for row in found] == ["organisation", "event"]
    assert tuple(found[0]) == formats.COLUMNS


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "＋", "－", "＠", "\u200b=", "\ufeff-"])
def test_csv_cell_that_a_spreadsheet_would_run_is_defused(client, start):
    make_organisation(name_en=f"{start}HYPERLINK(1)", summary_es=f"{start}1", aliases=[f"{start}2"])

    [row] = rows(client.get("/en/organisations/?format=csv"))

    assert row["name_en"] == f"'{start}HYPERLINK(1)"
    assert row["summary_es"] == f"'{start}1"
    assert row["aliases"] == f"'{start}2"


def test_csv_cell_with_such_a_sign_further_on_is_left_alone(client):
    make_organisation(name_en="A-B = C+D @ E")

    [row] = rows(client.get("/en/organisations/?format=csv"))

    assert row["name_en"] == "A-B = C+D @ E"


@pytest.mark.parametrize("format_name", ["csv", "json", "atom"])
def test_file_holds_the_very_list_and_not_one_page_of_it(client, format_name):
    for number in range(30):
        make_organisation(slug=f"wanted-{number:02}", name_en=f"Wanted {number:02}", sector="legal")
    make_organisation(slug="other", sector="youth")
    make_organisation(slug="draft", sector="legal", status=Status.DRAFT)

    response = client.get(f"/en/organisations/?sector=legal&page=2&format={format_name}")

    if format_name == "csv":
        found = [row["slug"] for row in rows(response)]
    elif format_name == "json":
        found = [row["slug"] for row in response.json()["results"]]
    else:
        found = [one.findtext(f"{ATOM}id").split("/")[-2] for one in feed(response).iter(f"{ATOM}entry")]
    assert found == [f"wanted-{number:02}" for number in range(30)]


def test_file_has_a_limit(client, monkeypatch):
    monkeypatch.setattr(formats, "MOST", 2)
    for number in range(3):
        make_organisation(slug=f"group-{number}", name_en=f"Group {number}")

    as_json = client.get("/en/organisations/?format=json").json()

    assert len(rows(client.get("/en/organisations/?format=csv"))) == 2
    assert len(list(feed(client.get("/en/organisations/?format=atom")).iter(f"{ATOM}entry"))) == 2
    assert (as_json["count"], [row["slug"] for row in as_json["results"]]) == (3, ["group-0", "group-1"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_json_is_what_the_api_answers_in_the_language_of_the_page(client, language):
    group = make_organisation(slug="group", places=[make_place()], founded="1967")
    make_connection(group, "uses", make_tactic(slug="patrols"))

    page = client.get(f"/{language}/organisations/?tactic=patrols&format=json")
    api = client.get(f"/api/v1/organisations/?tactic=patrols&lang={language}")

    assert page.headers["Content-Type"] == "application/json"
    assert page.json() == api.json()


def test_json_of_the_search_is_what_the_api_answers_for_all_types(client):
    make_organisation(slug="group", name_en="Union group")
    make_tactic(slug="resolution", name_en="Union resolution")
    make_tactic(slug="other")

    page = client.get("/en/search/?q=union&format=json")

    assert [row["slug"] for row in page.json()["results"]] == ["group", "resolution"]
    assert page.json() == client.get("/api/v1/entries/?q=union").json()


def test_atom_is_a_valid_feed_in_the_language_of_the_page(client):
    entry = make_tactic(slug="patrols", name_es="Patrullas & <vigilancia>", summary_es="Miran <b>y</b> avisan & ya.")

    response = client.get("/es/tactics/?phase=prepare&page=1&format=atom")

    root = feed(response)
    day = f"{timezone.localdate(entry.updated)}T00:00:00"  # and not the hour at which somebody edits
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert root.tag == f"{ATOM}feed"
    assert root.get(XML_LANG) == "es"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": "http://testserver/es/tactics/?phase=prepare&page=1&format=atom",
        "alternate": "http://testserver/es/tactics/?phase=prepare",
    }
    assert root.findtext(f"{ATOM}id") == "http://testserver/es/tactics/?phase=prepare"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.findtext(f"{ATOM}title")
    assert root.findtext(f"{ATOM}updated").startswith(day)
    [one] = root.iter(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}id") == "http://testserver/es/tactics/patrols/"
    assert one.find(f"{ATOM}link").get("href") == "http://testserver/es/tactics/patrols/"
    assert one.findtext(f"{ATOM}title") == "Patrullas & <vigilancia>"
    assert one.findtext(f"{ATOM}updated").startswith(day)
    assert one.findtext(f"{ATOM}published").startswith(day)
    # Declared as HTML, so that signs of markup in a summary stay signs.
    assert one.find(f"{ATOM}summary").get("type") == "html"
    assert one.findtext(f"{ATOM}summary") == "Miran &lt;b&gt;y&lt;/b&gt; avisan &amp; ya."


def test_atom_without_entries_is_still_a_feed(client):
    root = feed(client.get("/en/tactics/?format=atom"))

    assert root.findtext(f"{ATOM}updated")
    assert list(root.iter(f"{ATOM}entry")) == []


def test_atom_leaves_out_characters_that_xml_cannot_hold(client):
    make_organisation(name_en="A\x0bB\x1fC\ufffe", summary_en="D\x08E")

    root = feed(client.get("/en/search/?q=abc&format=atom"))
    odd_title = feed(client.get("/en/search/?q=%0B%1F%08&format=atom"))

    [one] = root.iter(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}title") == "ABC"
    assert one.findtext(f"{ATOM}summary") == "DE"
    assert odd_title.tag == f"{ATOM}feed"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("format_name", "queries"),
    [("csv", 5), ("json", 4), ("atom", 4)],  # which index, entries, places, actors; for csv citations
)
def test_file_queries_do_not_grow(client, count, format_name, queries, django_assert_num_queries):
    for _ in range(count):
        make_tactic(places=[make_place()], actors=Actor.objects.all()[:2])
    current()  # what changed was read before
    with django_assert_num_queries(queries):
        response = client.get(f"/en/tactics/?format={format_name}")

    assert response.status_code == 200
