"""Lists of entries for programs."""

import pytest
from django.utils import timezone

from catalogue import registry
from catalogue.models import Status
from catalogue.search.held import current
from tests.factories import (
    MAKERS,
    make_citation,
    make_connection,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db

FOLDERS = {registry.get(key).folder: maker for key, maker in MAKERS.items()}


def slugs(response) -> list[str]:
    return [row["slug"] for row in response.json()["results"]]


def test_entries_list_tells_what_each_is(client):
    place = make_place(slug="boyle-heights", name_en="Boyle Heights", name_es="Boyle Heights")
    entry = make_organisation(
        slug="centro-cso",
        name_en="Centro CSO",
        aliases=["CSO", "Community Service Organization"],
        summary_en="A group.",
        places=[place],
    )
    make_citation(entry, source=entry.citations.get().source)

    answer = client.get("/api/v1/entries/").json()

    row = answer["results"][0]
    assert answer == {"count": 1, "next": None, "previous": None, "results": [row]}
    assert row == {
        "type": "organisation",
        "slug": "centro-cso",
        "name": "Centro CSO",
        "aliases": ["CSO", "Community Service Organization"],
        "summary": "A group.",
        "updated": timezone.localdate(entry.updated).isoformat(),
        "places": [
            {
                "slug": "boyle-heights",
                "name": "Boyle Heights",
                "url": "http://testserver/en/places/boyle-heights/",
                "api_url": "http://testserver/api/v1/places/boyle-heights/",
            }
        ],
        "citation_count": 2,
        "source_count": 1,
        "verified_on": None,
        "url": "http://testserver/en/organisations/centro-cso/",
        "api_url": "http://testserver/api/v1/organisations/centro-cso/",
    }


def test_entries_list_in_spanish_is_named_and_addressed_in_spanish(client):
    make_tactic(slug="patrols", name_en="Patrols", name_es="Patrullas", summary_en="They look.", summary_es="Miran.")

    response = client.get("/api/v1/entries/?lang=es", headers={"Accept-Language": "en"})

    row = response.json()["results"][0]
    assert (row["name"], row["summary"]) == ("Patrullas", "Miran.")
    assert row["url"] == "http://testserver/es/tactics/patrols/"
    assert response.headers["Content-Language"] == "es"


def test_entries_list_without_a_language_is_english_whatever_the_browser_wishes(client):
    make_tactic(name_en="Patrols", name_es="Patrullas")

    response = client.get("/api/v1/entries/", headers={"Accept-Language": "es"})

    assert response.json()["results"][0]["name"] == "Patrols"


def test_entries_list_holds_all_types_and_can_be_narrowed_to_some(client):
    for maker in FOLDERS.values():
        maker(slug=maker.__name__.removeprefix("make_"))

    everything = client.get("/api/v1/entries/")
    some = client.get("/api/v1/entries/?type=tactic&type=policy")

    assert sorted(slugs(everything)) == ["event", "legal_tool", "organisation", "policy", "tactic"]
    assert sorted(slugs(some)) == ["policy", "tactic"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_list_of_a_type_holds_that_type_with_its_facts(client, folder):
    for name, maker in FOLDERS.items():
        maker(slug=f"from-{name}")

    answer = client.get(f"/api/v1/{folder}/").json()

    assert [row["slug"] for row in answer["results"]] == [f"from-{folder}"]
    assert tuple(answer["results"][0]["facts"]) == registry.by_folder(folder).facts


def test_every_registered_type_has_a_list():
    assert {entry_type.folder for entry_type in registry.all_types()} == set(FOLDERS)


def test_drafts_are_never_listed(client):
    make_organisation(slug="shown")
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        make_organisation(slug=f"hidden-{status}", name_en="Secret", status=status)

    assert slugs(client.get("/api/v1/entries/")) == ["shown"]
    assert slugs(client.get("/api/v1/organisations/")) == ["shown"]
    assert slugs(client.get("/api/v1/entries/?q=secret")) == []


def test_words_and_filters_of_the_pages_work_here(client):
    source = make_source(slug="essay")
    place = make_place(slug="compton")
    wanted = make_organisation(slug="wanted", name_en="Unión del Barrio", sector="legal", places=[place])
    make_citation(wanted, source=source, standing="recommends")
    tactic = make_tactic(slug="patrols")
    make_connection(wanted, "uses", tactic)
    make_organisation(slug="other", sector="youth")

    for query in ("q=union", "sector=legal", "place=compton", "source=essay", "standing=recommends", "tactic=patrols"):
        assert slugs(client.get(f"/api/v1/organisations/?{query}")) == ["wanted"], query


def test_order_is_that_of_the_page(client):
    make_organisation(slug="b", name_en="Boyle patrol")
    make_organisation(slug="a", name_en="Assembly", summary_en="Patrol again.")

    assert slugs(client.get("/api/v1/organisations/")) == ["a", "b"]
    assert slugs(client.get("/api/v1/organisations/?q=patrol")) == ["b", "a"]
    assert slugs(client.get("/api/v1/organisations/?sort=newest")) == ["a", "b"]


def test_unknown_parameters_are_ignored(client):
    make_organisation(slug="shown")

    response = client.get("/api/v1/organisations/?utm_source=x&format=csv&fields=slug")

    assert slugs(response) == ["shown"]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("lang=fr", {"lang": ["“fr” is not understood. Choose from: en, es."]}),
        ("lang=", {"lang": ["“” is not understood. Choose from: en, es."]}),
        ("place=atlantis", {"place": ["“atlantis” is not understood."]}),
        (
            "standing=guesses",
            {"standing": ["“guesses” is not understood. Choose from: reports, asserts, recommends, disputes."]},
        ),
        ("sort=colour", {"sort": ["“colour” is not understood. Choose from: name, newest, evidence."]}),
        (
            "source=a&source=b&sort=c",
            {
                "source": ["“a” is not understood.", "“b” is not understood."],
                "sort": ["“c” is not understood. Choose from: name, newest, evidence."],
            },
        ),
        ("page_size=many", {"page_size": ["“many” is not a number from 1 to 100."]}),
        ("page_size=0", {"page_size": ["“0” is not a number from 1 to 100."]}),
        ("page_size=-5", {"page_size": ["“-5” is not a number from 1 to 100."]}),
    ],
)
def test_bad_value_is_refused_by_the_name_of_its_parameter(client, query, answer):
    response = client.get(f"/api/v1/entries/?{query}")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == answer


def test_bad_value_beside_a_good_one_is_refused_as_well(client):
    make_place(slug="compton")

    response = client.get("/api/v1/entries/?place=compton&place=atlantis")

    assert response.status_code == 400
    assert response.json() == {"place": ["“atlantis” is not understood."]}


def test_null_characters_do_no_harm(client):
    make_organisation(slug="shown", name_en="Shown")

    assert slugs(client.get("/api/v1/entries/?q=%00shown%00")) == ["shown"]
    assert client.get("/api/v1/entries/?place=%00").json() == {"place": ["“” is not understood."]}


def test_pages_lead_to_each_other_and_keep_the_filters(client):
    for number in range(5):
        make_organisation(slug=f"group-{number}", name_en=f"Group {number}")

    first = client.get("/api/v1/entries/?type=organisation&page_size=2").json()
    second = client.get(first["next"]).json()
    last = client.get(second["next"]).json()

    assert first["count"] == second["count"] == last["count"] == 5
    assert first["previous"] is None
    assert first["next"] == "http://testserver/api/v1/entries/?page=2&page_size=2&type=organisation"
    assert last["next"] is None
    rows = [*first["results"], *second["results"], *last["results"]]
    assert [row["slug"] for row in rows] == [f"group-{number}" for number in range(5)]


def test_page_size_has_a_limit(client):
    for number in range(101):
        make_organisation(slug=f"group-{number}", cited=False)

    assert len(slugs(client.get("/api/v1/entries/"))) == 20
    assert len(slugs(client.get("/api/v1/entries/?page_size=1000"))) == 100


@pytest.mark.parametrize("page", ["2", "0", "-1", "soon", "99999999999999999999"])
def test_page_that_is_not_there_gets_a_sentence(client, page):
    make_organisation()

    response = client.get(f"/api/v1/entries/?page={page}")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is no such page."}


@pytest.mark.parametrize("count", [1, 3])
def test_entries_queries_do_not_grow(client, count, django_assert_num_queries):
    for _ in range(count):
        make_organisation(places=[make_place()])
    current()  # what changed was read before
    with django_assert_num_queries(3):  # how many, the page, its places
        response = client.get("/api/v1/entries/")

    assert response.json()["count"] == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("folder", "queries"), [("organisations", 3), ("tactics", 4), ("policies", 3)])
def test_queries_of_a_type_do_not_grow(client, count, folder, queries, django_assert_num_queries):
    for _ in range(count):
        FOLDERS[folder](places=[make_place()], **({"jurisdiction": make_place()} if folder == "policies" else {}))
    current()  # what changed was read before
    with django_assert_num_queries(queries):  # tactics: and who can do them
        response = client.get(f"/api/v1/{folder}/")

    assert response.json()["count"] == count
