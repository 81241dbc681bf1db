"""Places for programs."""

import pytest

from catalogue.models import Place, Status
from tests.factories import make_organisation, make_place

pytestmark = pytest.mark.django_db


def test_place_with_what_is_in_it(client):
    city = make_place(slug="los-angeles", name_en="Los Angeles", name_es="Los Ángeles")
    place = make_place(
        slug="boyle-heights",
        name_en="Boyle Heights",
        name_es="Boyle Heights",
        kind=Place.Kind.NEIGHBOURHOOD,
        part_of=city,
        latitude="34.04",
        longitude="-118.21",
    )
    corner = make_place(slug="corner", name_en="A corner", name_es="Una esquina", part_of=place)
    make_organisation(slug="group", name_es="El grupo", places=[place])
    make_organisation(slug="elsewhere", places=[corner])

    answer = client.get("/api/v1/places/boyle-heights/?lang=es").json()

    assert answer == {
        "slug": "boyle-heights",
        "name": "Boyle Heights",
        "name_en": "Boyle Heights",
        "name_es": "Boyle Heights",
        "kind": "neighbourhood",
        "kind_label": answer["kind_label"],
        "part_of": {
            "slug": "los-angeles",
            "name": "Los Ángeles",
            "url": "http://testserver/es/places/los-angeles/",
            "api_url": "http://testserver/api/v1/places/los-angeles/",
        },
        "latitude": 34.04,
        "longitude": -118.21,
        "entry_count": 1,
        "url": "http://testserver/es/places/boyle-heights/",
        "api_url": "http://testserver/api/v1/places/boyle-heights/",
        "parts": [
            {
                "slug": "corner",
                "name": "Una esquina",
                "url": "http://testserver/es/places/corner/",
                "api_url": "http://testserver/api/v1/places/corner/",
            }
        ],
        "entries": [
            {
                "type": "organisation",
                "slug": "group",
                "name": "El grupo",
                "url": "http://testserver/es/organisations/group/",
                "api_url": "http://testserver/api/v1/organisations/group/",
            }
        ],
    }


def test_place_never_tells_of_unpublished_entries(client):
    place = make_place(slug="compton")
    make_organisation(slug="secret", places=[place], status=Status.IN_REVIEW)

    response = client.get("/api/v1/places/compton/")

    assert (response.json()["entries"], response.json()["entry_count"]) == ([], 0)
    assert "secret" not in response.content.decode()
    assert client.get("/api/v1/places/").json()["results"][0]["entry_count"] == 0


def test_places_are_listed_by_name_in_the_language_asked_for(client):
    make_place(slug="one", name_en="A", name_es="Z")
    make_place(slug="two", name_en="B", name_es="Y")

    english = client.get("/api/v1/places/").json()
    spanish = client.get("/api/v1/places/?lang=es").json()

    assert [row["slug"] for row in english["results"]] == ["one", "two"]
    assert [row["slug"] for row in spanish["results"]] == ["two", "one"]


def test_unknown_place_gets_a_sentence(client):
    response = client.get("/api/v1/places/atlantis/")

    assert response.status_code == 404
    assert response.json() == {"detail": "There is nothing by the name “atlantis” here."}


@pytest.mark.parametrize("count", [1, 3])
def test_place_queries_do_not_grow(client, count, django_assert_num_queries):
    place = make_place(slug="compton", part_of=make_place())
    for _ in range(count):
        make_organisation(places=[place])
        make_place(part_of=place)

    with django_assert_num_queries(3):  # the place, its parts, its entries
        one = client.get("/api/v1/places/compton/")
    with django_assert_num_queries(2):  # how many, the page
        every = client.get("/api/v1/places/")

    assert len(one.json()["entries"]) == count
    assert every.json()["count"] == count + 2
