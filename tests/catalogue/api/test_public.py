"""What every answer of the API promises: open to anyone, nothing kept, nothing changed."""

import pytest

pytestmark = pytest.mark.django_db


def test_index_leads_everywhere(client):
    answer = client.get("/api/v1/").json()

    names = ["entries", "organisations", "tactics", "legal-tools", "policies", "events", "sources", "places", "schema"]
    assert answer == {name: f"http://testserver/api/v1/{name}/" for name in names}
    for address in answer.values():
        assert client.get(address).status_code == 200, address


def test_answer_sets_no_cookie_and_may_be_read_from_other_sites(client):
    response = client.get("/api/v1/entries/")

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/entries/", "/api/v1/tactics/x/", "/api/v1/sources/"])
def test_nothing_can_be_changed(client, method, address):
    response = getattr(client, method)(address)

    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/json"


def test_browser_gets_json_too(client):
    response = client.get("/api/v1/entries/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert response.headers["Content-Type"] == "application/json"


def test_address_without_its_last_slash_is_led_on(client):
    response = client.get("/api/v1/entries?type=tactic")

    assert response.status_code == 301
    assert response.headers["Location"] == "/api/v1/entries/?type=tactic"


def test_refusal_is_in_the_language_asked_for(client):
    response = client.get("/api/v1/tactics/nothing/?lang=es")

    assert response.status_code == 404
    assert response.headers["Content-Language"] == "es"
