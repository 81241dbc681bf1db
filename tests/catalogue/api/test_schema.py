"""The API's description of itself: valid, complete, and true."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.catalogue.api.picture import PICTURE
from tests.factories import make_citation, make_connection, make_event, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client) -> dict:
    return client.get("/api/v1/schema/").json()


def test_description_is_valid_openapi_3_1(description):
    OpenAPIV31SpecValidator(description).validate()

    assert description["openapi"] == "3.1.0"


def test_description_is_made_without_warnings(client):
    GENERATOR_STATS.reset()

    client.get("/api/v1/schema/")

    assert not GENERATOR_STATS, GENERATOR_STATS.emit_summary()


def test_description_is_english_whatever_the_browser_wishes(client, description):
    spanish = client.get("/api/v1/schema/", headers={"Accept-Language": "es"})

    assert spanish.json() == description


def test_every_address_is_described(client, description):
    index = client.get("/api/v1/").json()

    paths = {address.removeprefix("http://testserver") for address in index.values()}
    with_details = {f"{path}{{slug}}/" for path in paths if not path.endswith(("/entries/", "/schema/"))}
    assert set(description["paths"]) == {"/api/v1/"} | paths | with_details


def test_every_parameter_is_described(description):
    parameters = [
        (path, parameter["name"], parameter.get("description"))
        for path, operations in description["paths"].items()
        for parameter in operations["get"]["parameters"]
    ]

    assert [(path, name) for path, name, words in parameters if not words] == []


def test_parameters_of_a_list_are_those_of_its_page(description):
    parameters = description["paths"]["/api/v1/organisations/"]["get"]["parameters"]

    assert {parameter["name"] for parameter in parameters} == {
        *("q", "sector", "reach", "tactic", "place", "source", "standing", "evidence", "checked", "sort"),
        *("lang", "page", "page_size"),
    }


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/api/v1/", ""),
        ("/api/v1/entries/", ""),
        ("/api/v1/entries/?page_size=1&page=2", ""),
        ("/api/v1/organisations/", ""),
        ("/api/v1/organisations/{slug}/", "group"),
        ("/api/v1/tactics/{slug}/", "patrols"),
        ("/api/v1/events/{slug}/", "march"),
        ("/api/v1/sources/", ""),
        ("/api/v1/sources/{slug}/", "source"),
        ("/api/v1/places/", ""),
        ("/api/v1/places/{slug}/", "compton"),
    ],
)
def test_answers_are_as_described(client, description, path, slug):
    place = make_place(slug="compton", part_of=make_place(), latitude="33.90", longitude="-118.22")
    group = make_organisation(slug="group", based_in=place, places=[place], founded="1967", verified_on="2025-07-01")
    tactic = make_tactic(slug="patrols")
    make_connection(group, "uses", tactic)
    make_event(slug="march", **PICTURE)
    source = make_citation(tactic).source
    address = path.replace("{slug}", source.slug if slug == "source" else slug)

    answer = client.get(address).json()

    operation = description["paths"][path.partition("?")[0]]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = OAS31Validator({**schema, "components": description["components"]}, format_checker=oas31_format_checker)
    assert [error.message for error in validator.iter_errors(answer)] == []
