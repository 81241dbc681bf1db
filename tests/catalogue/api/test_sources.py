"""Sources for programs."""

import pytest

from catalogue.models import Status
from tests.factories import make_citation, make_organisation, make_source, make_tactic

pytestmark = pytest.mark.django_db


def test_source_with_all_that_it_supports(client):
    month = make_source(slug="month", title="A month")
    source = make_source(
        slug="essay",
        title="An essay",
        part_of=month,
        published="2025-06-early",
        url="https://example.org/essay",
        why_en="It is signed.",
        why_es="Está firmado.",
    )
    make_source(slug="part", title="A part", part_of=source)
    tactic = make_tactic(slug="patrols", name_en="Patrols")
    make_citation(tactic, source=source, paragraph=3, claim_en="They look.", claim_es="Miran.")

    answer = client.get("/api/v1/sources/essay/").json()

    assert answer == {
        "slug": "essay",
        "title": "An essay",
        "kind": "essay",
        "kind_label": "opinion essay",
        "author": "",
        "publisher": "",
        "published": "2025-06-early",
        "language": "en",
        "reliability": "medium",
        "reliability_label": "medium",
        "why": "It is signed.",
        "why_en": "It is signed.",
        "why_es": "Está firmado.",
        "about": "An essay.",
        "about_en": "An essay.",
        "about_es": "Un ensayo.",
        "part_of": {
            "slug": "month",
            "title": "A month",
            "url": "http://testserver/en/sources/month/",
            "api_url": "http://testserver/api/v1/sources/month/",
        },
        "parts": [
            {
                "slug": "part",
                "title": "A part",
                "url": "http://testserver/en/sources/part/",
                "api_url": "http://testserver/api/v1/sources/part/",
            }
        ],
        "document_url": "https://example.org/essay",
        "archive_url": "",
        "outline": [{"heading": None, "paragraphs": 5}],
        "entry_count": 1,
        "citation_count": 1,
        "url": "http://testserver/en/sources/essay/",
        "api_url": "http://testserver/api/v1/sources/essay/",
        "citations": [
            {
                "entry": {
                    "type": "tactic",
                    "slug": "patrols",
                    "name": "Patrols",
                    "url": "http://testserver/en/tactics/patrols/",
                    "api_url": "http://testserver/api/v1/tactics/patrols/",
                },
                "number": 2,
                "section": None,
                "paragraph": 3,
                "standing": "reports",
                "standing_label": "reports",
                "claim": "They look.",
                "claim_en": "They look.",
                "claim_es": "Miran.",
            }
        ],
    }


def test_source_never_tells_what_unpublished_entries_say(client):
    source = make_source(slug="essay")
    draft = make_organisation(slug="hidden", status=Status.DRAFT, cited=False)
    make_citation(draft, source=source, claim_en="A secret.")

    response = client.get("/api/v1/sources/essay/")

    answer = response.json()
    assert (answer["citations"], answer["citation_count"], answer["entry_count"]) == ([], 0, 0)
    assert "secret" not in response.content.decode()


def test_sources_are_listed_by_title_with_how_much_rests_on_each(client):
    essay = make_source(slug="essay", title="B essay")
    make_source(slug="article", title="A report")
    group = make_organisation(cited=False)
    make_citation(group, source=essay)
    make_citation(group, source=essay)

    answer = client.get("/api/v1/sources/?lang=es").json()

    rows = [(row["slug"], row["citation_count"], row["entry_count"], row["why"]) for row in answer["results"]]
    assert rows == [("article", 0, 0, "Un ensayo firmado."), ("essay", 2, 1, "Un ensayo firmado.")]
    assert answer["count"] == 2


def test_unknown_source_gets_a_sentence(client):
    response = client.get("/api/v1/sources/rumour/")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is nothing by the name “rumour” here."}


@pytest.mark.parametrize("count", [1, 3])
def test_source_queries_do_not_grow(client, count, django_assert_num_queries):
    source = make_source(slug="essay", part_of=make_source())
    for _ in range(count):
        make_citation(make_organisation(cited=False), source=source)
        make_source(part_of=source)

    with django_assert_num_queries(3):  # the source, its parts, what it supports
        one = client.get("/api/v1/sources/essay/")
    with django_assert_num_queries(2):  # how many, the page
        every = client.get("/api/v1/sources/")

    assert len(one.json()["citations"]) == count
    assert every.json()["count"] == count + 2
