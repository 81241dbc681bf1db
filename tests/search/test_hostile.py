"""Whatever people or programs type: a page that says so, nothing unescaped, nothing broken."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_tactic

pytestmark = pytest.mark.django_db

OPERATORS = [
    '"',
    "'",
    "*",
    "%",
    "_",
    "\\",
    ";",
    "--",
    "OR",
    "NOT",
    "NEAR(",
    "a:*",
    "&",
    "|",
    "<->",
    "<script>",
    "{{",
    "\0",
]
typed = st.lists(st.one_of(st.sampled_from(OPERATORS), st.text(max_size=20)), max_size=12).map(" ".join)


@pytest.fixture
def murals():
    """Something to find, with a name that has to be escaped."""
    return make_tactic(name_en="Murals & <songs>")


DOORS = {
    "/en/search/": "text/html; charset=utf-8",
    "/es/tactics/": "text/html; charset=utf-8",
    "/en/search/suggest/": "application/json",
    "/api/v1/entries/": "application/json",
    "/es/search/?format=atom": "application/atom+xml; charset=utf-8",
    "/en/search/?format=csv": "text/csv; charset=utf-8; header=present",
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=typed, door=st.sampled_from(list(DOORS)))
def test_any_text_is_answered_at_every_door(client, murals, text, door):
    response = client.get(door + ("&" if "?" in door else "?") + urlencode({"q": text}))

    assert (response.status_code, response["Content-Type"]) == (200, DOORS[door])
    if "html" in DOORS[door]:
        assert response.content.decode().count("<script") == 1  # our own


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "a" * 10_000, 200),
        ("q=" + "%22" * 3_000, 200),
        ("&".join(f"type={number}" for number in range(1_000)), 400),  # programs are told; pages leave it out
        ("q=murals&page=99999999999999999999", 404),
        ("q=%00%00&sort=%00", 400),
        ("q[]=x&q=murals", 200),
    ],
)
def test_any_address_is_answered_to_programs(client, murals, query, status):
    response = client.get(f"/api/v1/entries/?{query}")

    assert (response.status_code, response["Content-Type"]) == (status, "application/json")


def test_every_block_of_unicode_is_answered(client, murals):
    for block in range(0, 0x30000, 0x200):
        text = "".join(chr(block + step) for step in range(0, 0x200, 9) if not 0xD800 <= block < 0xE000)

        assert client.get("/en/search/", {"q": text}).status_code == 200
        assert client.get("/en/search/suggest/", {"q": text[:6]}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 10_000,
        "q=" + "%22" * 3_000,
        "&".join(f"type={number}" for number in range(2_000)),
        "q=murals&page=99999999999999999999",
        "q=%00%00&place=%00&sort=%00",
        "q[]=x&q=murals",
    ],
)
def test_any_address_is_answered_with_a_page(client, murals, query):
    assert client.get(f"/es/search/?{query}").status_code == 200
    assert client.get(f"/en/tactics/?{query}").status_code == 200
    assert client.get(f"/en/search/suggest/?{query}").status_code == 200
