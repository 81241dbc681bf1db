"""catalogue.views.entries"""

import pytest
from django.urls import reverse

from organisations.models import Organisation
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_organisation,
    make_policy,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def test_list_shows_a_page_and_says_how_many_there_are(client):
    for number in range(30):
        make_organisation(name_en=f"Group {number:02d}")

    first, second = (client.get(f"/en/organisations/?page={page}") for page in (1, 2))

    assert [entry.name_en for entry in second.context["entries"]] == [f"Group {n:02d}" for n in range(24, 30)]
    assert "30 entries" in first.content.decode()
    assert "Page 2 of 2" in second.content.decode()
    assert '<a rel="next" href="?page=2">' in first.content.decode()
    assert '<a rel="prev" href="?page=1">' in second.content.decode()


def test_words_are_looked_for_within_the_chosen_filters(client):
    html = client.get("/en/organisations/?sector=legal&sector=youth&sort=newest").content.decode()

    form = html.split('<form class="search" role="search" aria-label="Words in this list">')[1].split("</form>")[0]
    for name, value in (("sector", "legal"), ("sector", "youth"), ("sort", "newest")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form


@pytest.mark.parametrize("page", ["99", "0", "-1", "x", "1e9", "9" * 50])
def test_page_that_is_not_there_is_answered_in_words(client, page):
    entry = make_organisation()

    response = client.get("/en/organisations/", {"page": page})

    assert [document.pk for document in response.context["entries"]] == [entry.pk]
    assert f"There is no page “{page[:20]}”. This is page 1 of 1." in response.content.decode()


def test_bad_values_are_named_escaped_and_the_rest_is_shown(client):
    entry = make_organisation()

    html = client.get("/en/organisations/?sector=<script>").content.decode()

    assert "“&lt;script&gt;” is not a choice for “sector”, so we left it out." in html
    assert entry.name_en in html


def test_empty_list_says_so_and_offers_ways_on(client):
    make_organisation(sector="legal")

    words = client.get("/en/organisations/?q=zzqqxx").content.decode()
    both = client.get("/en/organisations/?q=zzqqxx&sector=legal").content.decode()

    assert "No entry mentions these words." in words
    assert '<a href="?">Clear all</a>' in words
    assert "No entry matches all of this together." in both
    assert '<a rel="nofollow" href="?sector=legal">Without words “zzqqxx”</a>: 1 entry' in both


def test_old_address_leads_to_the_new_one(client):
    make_organisation(slug="old-name")
    entry = Organisation.objects.get()
    entry.slug = "new-name"
    entry.save()

    response = client.get("/es/organisations/old-name/")

    assert (response.status_code, response["Location"]) == (301, "/es/organisations/new-name/")


def test_old_address_of_a_withdrawn_entry_leads_nowhere(client):
    make_organisation(slug="old-name")
    entry = Organisation.objects.get()
    entry.slug, entry.status = "new-name", "withdrawn"
    entry.save()

    assert client.get("/en/organisations/old-name/").status_code == 404


def test_entry_tells_each_claim_with_its_place_and_trust(client):
    source = make_source(
        title="An essay", kind="essay", reliability="low", outline=[{"heading": "Part two", "paragraphs": 4}]
    )
    entry = make_tactic(cited=False)
    make_citation(entry, source=source, section="Part two", paragraph=3, standing="recommends", claim_en="Try this.")

    html = " ".join(client.get(entry.get_absolute_url()).content.decode().split())

    for words in (
        "Try this.",
        "Recommends",
        "An essay",
        "Opinion essay",
        'section “<span lang="en">Part two</span>”, paragraph 3 of 4',
        "reliability: low",
    ):
        assert words in html


MACHINE = "All we know here comes from a text written by a machine. Nobody has checked it against what it sums up."
ONE = "All we know here comes from one source (opinion essay). Another voice may tell it differently."
ADVICE = "The documents recommend this. They do not report that it was done here."
DOUBTS = "This source doubts or contradicts what others say."
DISAGREE = "The documents do not agree. Each voice is shown with what it says."


@pytest.mark.parametrize(
    ("kind", "standings", "sources", "sentences"),
    [
        ("machine-written", ["reports"], 1, [MACHINE]),
        ("essay", ["reports"], 1, [ONE]),
        ("essay", ["recommends"], 1, [ONE, ADVICE]),
        ("essay", ["reports", "disputes"], 1, [ONE, DOUBTS]),
        ("essay", ["reports", "disputes"], 2, [DISAGREE]),
        ("essay", ["reports", "recommends"], 2, []),
    ],
)
def test_entry_warns_of_weak_evidence(client, kind, standings, sources, sentences):
    entry = make_tactic(cited=False)
    voices = [make_source(kind=kind) for _number in range(sources)]
    for number, standing in enumerate(standings):
        make_citation(entry, source=voices[number % sources], standing=standing)

    response = client.get(entry.get_absolute_url())

    assert response.context["warnings"] == sentences
    assert all(sentence in response.content.decode() for sentence in sentences)


def test_connections_read_from_either_side_with_their_evidence(client):
    group, tactic = make_organisation(name_en="The group"), make_tactic(name_en="The tactic")
    source = make_source(title="The source")
    citation = make_citation(group, source=source)
    make_connection(group, "uses", tactic, citation=citation)

    of_group = client.get(group.get_absolute_url()).context["connections"]
    of_tactic = client.get(tactic.get_absolute_url()).context["connections"]

    assert [(part.heading, [(line.entry.name, line.number) for line in part.lines]) for part in of_group] == [
        ("Uses", [("The tactic", 2)])
    ]
    assert [(part.heading, [(line.entry.name, line.number) for line in part.lines]) for part in of_tactic] == [
        ("Used by", [("The group", None)])
    ]
    assert of_tactic[0].lines[0].source.slug == source.slug


def test_several_of_a_kind_lead_to_the_list_of_them(client):
    tactic = make_tactic(slug="march")
    groups = [make_organisation() for _ in range(2)]
    for group in groups:
        make_connection(group, "uses", tactic)
        make_connection(group, "opposes", make_policy())
        make_connection(group, "enacted", make_policy())
    make_connection(groups[0], "recommends", make_tactic())

    used_by = client.get(tactic.get_absolute_url()).context["connections"]
    of_group = client.get(groups[0].get_absolute_url()).context["connections"]
    found = client.get(used_by[0].url).context["entries"]

    assert used_by[0].url == "/en/organisations/?tactic=march"
    assert {document.pk for document in found} == {group.pk for group in groups}
    # Where several kinds are counted as one, or advice is left out, no list is just these.
    assert {group.heading: group.url for group in of_group} == {
        "Uses": f"/en/tactics/?organisation={groups[0].slug}",
        "Recommends": "",
        "Opposes": "",
        "Enacted": "",
    }


def test_connection_to_a_draft_is_not_shown(client):
    group = make_organisation()
    make_connection(group, "uses", make_tactic(name_en="Not yet", status="draft"))

    assert "Not yet" not in client.get(group.get_absolute_url()).content.decode()


def test_related_entries_rest_on_the_same_paragraph(client):
    source = make_source()
    entry, near, far = make_event(cited=False), make_event(cited=False), make_event(cited=False)
    for other, paragraph in ((entry, 1), (near, 1), (far, 2)):
        make_citation(other, source=source, paragraph=paragraph)

    related = client.get(entry.get_absolute_url()).context["related"]
    assert [other.slug for other in related] == [near.slug]


def test_text_of_an_entry_is_markdown_without_html(client):
    entry = make_organisation(body_en="**Bold** <script>alert(1)</script>\n\n[out](javascript:alert(1))", body_es="x")

    html = client.get(entry.get_absolute_url()).content.decode()

    assert "<strong>Bold</strong> &lt;script&gt;" in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize(
    ("name", "kind"), [("csv", "text/csv"), ("json", "application/json"), ("atom", "application/atom+xml")]
)
def test_list_can_be_had_as_a_file(client, name, kind):
    make_organisation(sector="legal", name_en="In it")
    make_organisation(sector="youth", name_en="Out of it")

    response = client.get(reverse("organisations"), {"sector": "legal", "format": name})

    assert response["Content-Type"].startswith(kind)
    assert "In it" in response.content.decode()
    assert "Out of it" not in response.content.decode()


def test_file_of_a_list_that_was_not_understood_is_the_page_that_says_so(client):
    make_organisation()

    response = client.get("/en/organisations/?sector=lgeal&format=csv")

    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "“lgeal” is not a choice" in response.content.decode()


def test_unknown_format_is_the_page_itself(client):
    assert client.get("/en/organisations/?format=exe")["Content-Type"] == "text/html; charset=utf-8"
