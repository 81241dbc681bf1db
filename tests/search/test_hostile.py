"""Whatever people or programs type: a page that says so, nothing unescaped, nothing broken."""

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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=typed)
def test_any_text_is_answered_with_a_page(client, murals, text):
    response = client.get("/en/search/", {"q": text})

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<script") == 1  # our own


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
