"""One entry for programs: both languages, facts, evidence, connections from both ends."""

import pytest

from catalogue.models import Source, Status
from tactics.models import Actor
from tests.catalogue.api.picture import PICTURE, TOKEN
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_legal_tool,
    make_organisation,
    make_place,
    make_policy,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def test_organisation_in_both_languages_with_facts(client):
    place = make_place(slug="boyle-heights", name_en="Boyle Heights", name_es="Boyle Heights (barrio)")
    make_organisation(
        slug="centro-cso",
        name_en="Centro CSO",
        name_es="Centro CSO (es)",
        aliases=["CSO"],
        summary_en="A group.",
        summary_es="Un grupo.",
        body_en="It *acts*.",
        body_es="*Actúa*.",
        sector="immigrant-rights",
        based_in=place,
        founded="1967",
        places=[place],
    )

    answer = client.get("/api/v1/organisations/centro-cso/?lang=es").json()

    assert {name: answer[name] for name in ("name", "name_en", "name_es", "aliases")} == {
        "name": "Centro CSO (es)",
        "name_en": "Centro CSO",
        "name_es": "Centro CSO (es)",
        "aliases": ["CSO"],
    }
    assert (answer["summary"], answer["summary_en"], answer["summary_es"]) == ("Un grupo.", "A group.", "Un grupo.")
    assert (answer["body"], answer["body_en"], answer["body_es"]) == ("*Actúa*.", "It *acts*.", "*Actúa*.")
    assert answer["url"] == "http://testserver/es/organisations/centro-cso/"
    assert answer["api_url"] == "http://testserver/api/v1/organisations/centro-cso/"
    assert [place["name"] for place in answer["places"]] == ["Boyle Heights (barrio)"]
    assert answer["sections"] == {}
    assert answer["image"] is None
    facts = answer["facts"]
    assert facts["sector"]["value"] == "immigrant-rights"
    assert facts["based_in"] == {"value": "boyle-heights", "label": "Boyle Heights (barrio)"}
    assert facts["founded"] == {"value": "1967", "label": "1967"}
    assert facts["reach"] is None
    assert facts["website"] is None


def test_tactic_with_several_values_and_sections(client):
    actors = list(Actor.objects.filter(slug__in=["neighbours", "lawyers"]))
    make_tactic(slug="patrols", phase="respond", actors=actors, how_en="Drive around.", how_es="Dé vueltas.")

    answer = client.get("/api/v1/tactics/patrols/").json()

    assert answer["facts"] == {
        "phase": {"value": "respond", "label": "respond on the spot"},
        "actors": [{"value": actor.slug, "label": actor.name_en} for actor in actors],
    }
    assert answer["sections"]["how"] == {
        "heading": "how it is done",
        "text": "Drive around.",
        "text_en": "Drive around.",
        "text_es": "Dé vueltas.",
    }
    assert list(answer["sections"]) == ["how", "why_it_worked", "risks"]
    assert answer["sections"]["risks"]["text"] == ""


@pytest.mark.parametrize(
    ("folder", "make", "facts"),
    [
        ("legal-tools", make_legal_tool, {"form": {"value": "court-order", "label": "court order"}, "level": None}),
        (
            "policies",
            make_policy,
            {
                "form": {"value": "ordinance", "label": "ordinance"},
                "level": None,
                "jurisdiction": None,
                "legal_standing": {"value": "unclear", "label": "unclear"},
            },
        ),
        (
            "events",
            lambda **values: make_event(starts="2025-06-06", **values),
            {
                "form": {"value": "raid", "label": "raid"},
                "starts": {"value": "2025-06-06", "label": "6 June 2025"},
                "ends": None,
            },
        ),
    ],
    ids=["legal tool", "policy", "event"],
)
def test_every_other_type_has_its_facts(client, folder, make, facts):
    make(slug="it")

    assert client.get(f"/api/v1/{folder}/it/").json()["facts"] == facts


def test_citations_say_who_where_and_how_far_to_trust_it(client):
    source = make_source(
        slug="essay",
        title="An essay",
        reliability=Source.Reliability.LOW,
        outline=[{"heading": None, "paragraphs": 5}, {"heading": "What to do", "paragraphs": 2}],
    )
    entry = make_organisation(slug="group", cited=False)
    # Numbers follow the position, and leave no gaps.
    make_citation(entry, position=7, source=source, section="What to do", paragraph=2, standing="recommends")
    make_citation(entry, position=3, source=source, paragraph=5, claim_en="It acts.", claim_es="Actúa.")

    first, second = client.get("/api/v1/organisations/group/?lang=es").json()["citations"]

    assert first == {
        "number": 1,
        "source": {
            "slug": "essay",
            "title": "An essay",
            "url": "http://testserver/es/sources/essay/",
            "api_url": "http://testserver/api/v1/sources/essay/",
        },
        "section": None,
        "paragraph": 5,
        "standing": "reports",
        "standing_label": first["standing_label"],
        "reliability": "low",
        "claim": "Actúa.",
        "claim_en": "It acts.",
        "claim_es": "Actúa.",
    }
    assert (second["number"], second["section"], second["paragraph"]) == (2, "What to do", 2)
    assert second["standing"] == "recommends"


def test_connection_is_told_from_both_ends(client):
    group = make_organisation(slug="group", name_en="The group")
    make_citation(group, source=make_source(slug="essay"), paragraph=4)
    tactic = make_tactic(slug="patrols", name_en="Patrols")
    make_connection(group, "uses", tactic, citation=group.citations.last(), note_en="Daily.", note_es="A diario.")

    [outward] = client.get("/api/v1/organisations/group/").json()["connections"]
    [inward] = client.get("/api/v1/tactics/patrols/").json()["connections"]

    assert outward == {
        "kind": "uses",
        "direction": "out",
        "heading": "Uses",
        "entry": {
            "type": "tactic",
            "slug": "patrols",
            "name": "Patrols",
            "url": "http://testserver/en/tactics/patrols/",
            "api_url": "http://testserver/api/v1/tactics/patrols/",
        },
        "citation_number": 2,
        "citation": {
            "source": "essay",
            "section": None,
            "paragraph": 4,
            "standing": "reports",
            "standing_label": "reports",
            "reliability": "medium",
        },
        "note": "Daily.",
        "note_en": "Daily.",
        "note_es": "A diario.",
    }
    assert inward == {
        **outward,
        "direction": "in",
        "heading": "Used by",
        "entry": {
            "type": "organisation",
            "slug": "group",
            "name": "The group",
            "url": "http://testserver/en/organisations/group/",
            "api_url": "http://testserver/api/v1/organisations/group/",
        },
    }


def test_connections_to_unpublished_entries_are_never_told(client):
    group = make_organisation(slug="group")
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        make_connection(group, "uses", make_tactic(slug=f"secret-{status}", status=status))
        make_connection(make_organisation(slug=f"secret-group-{status}", status=status), "supports", group)
    make_connection(group, "uses", make_tactic(slug="shown"))

    response = client.get("/api/v1/organisations/group/")

    assert [connection["entry"]["slug"] for connection in response.json()["connections"]] == ["shown"]
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_unpublished_entry_is_not_there(client, status):
    make_tactic(slug="plan", status=status)

    response = client.get("/api/v1/tactics/plan/")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is nothing by the name “plan” here."}


def test_entry_of_another_type_is_not_there(client):
    make_tactic(slug="patrols")

    assert client.get("/api/v1/events/patrols/").status_code == 404


def test_old_address_leads_to_the_new_one_and_keeps_the_language(client):
    entry = make_tactic(slug="old-name")
    entry = type(entry).objects.get(pk=entry.pk)
    entry.slug = "new-name"
    entry.save()

    response = client.get("/api/v1/tactics/old-name/?lang=es")

    assert response.status_code == 301
    assert response.headers["Location"] == "/api/v1/tactics/new-name/?lang=es"


def test_old_address_of_an_unpublished_entry_tells_nothing(client):
    entry = make_tactic(slug="old-name", status=Status.DRAFT)
    entry = type(entry).objects.get(pk=entry.pk)
    entry.slug = "secret-name"
    entry.save()

    response = client.get("/api/v1/tactics/old-name/")

    assert response.status_code == 404
    assert "secret" not in str(response.headers) + response.content.decode()


def test_who_verified_an_entry_is_never_told(client, django_user_model):
    editor = django_user_model.objects.create(username="confidential-editor")
    make_tactic(slug="patrols", verified_by=editor, verified_on="2025-07-01", verified_how="documents")

    response = client.get("/api/v1/tactics/patrols/")

    assert response.json()["verified_on"] == "2025-07-01"
    assert response.json()["verified_how"] == "documents"
    assert "confidential-editor" not in response.content.decode()


def test_picture_comes_with_what_it_shows_and_in_every_size(client):
    make_event(slug="march", **PICTURE)

    image = client.get("/api/v1/events/march/?lang=es").json()["image"]

    start = f"http://testserver/media/entries/{TOKEN}"
    assert image == {
        "url": f"{start}-640.jpg",
        "width": 640,
        "height": 480,
        "sizes": [
            {"url": f"{start}-{width}.{ending}", "width": width, "height": height, "type": f"image/{type}"}
            for ending, type in (("avif", "avif"), ("webp", "webp"), ("jpg", "jpeg"))
            for width, height in ((480, 360), (640, 480))
        ],
        "alt": "Una marcha.",
        "alt_en": "A march.",
        "alt_es": "Una marcha.",
        "credit": "Ana Ruiz",
        "licence": "CC BY 4.0",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_entry_queries_do_not_grow(client, count, django_assert_num_queries):
    group = make_organisation(slug="group", cited=False, based_in=make_place(), places=[make_place()])
    for _ in range(count):
        citation = make_citation(group)
        make_connection(group, "uses", make_tactic(), citation=citation)
        make_connection(make_organisation(), "supports", group)

    with django_assert_num_queries(5):  # the entry, places, citations, connections from either end
        response = client.get("/api/v1/organisations/group/")

    assert len(response.json()["connections"]) == count * 2
