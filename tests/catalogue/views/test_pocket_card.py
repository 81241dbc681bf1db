"""The pocket card: nothing on it that no entry supports."""

import pytest
from django.conf import settings

from catalogue.data.content import read
from catalogue.models import Status
from catalogue.search.held import current
from catalogue.views.pocket_card import SLUG, Side
from tests.factories import make_guide, make_guide_step, make_legal_tool

pytestmark = pytest.mark.django_db

QUERIES = 3  # which index is true, the guide with its steps, the rows of the entries


def make_card(*lines, status="published") -> None:
    """A card with these lines: an English text and the entries that it rests on."""
    titles = {"title_en": "Know your rights", "title_es": "Conozca sus derechos"}
    guide = make_guide(slug=SLUG, status=status, lead_en="It is taught.", lead_es="Se enseña.", **titles)
    for text, entries in lines:
        make_guide_step(guide, heading_en=text, heading_es=f"{text} (es)", entries=entries)


@pytest.mark.parametrize("count", [1, 3])
def test_card_asks_the_same_at_any_size(client, django_assert_num_queries, count):
    make_card(*[(f"Line {number}.", [make_legal_tool() for _ in range(count)]) for number in range(count)])
    current()

    with django_assert_num_queries(QUERIES):
        response = client.get("/en/card/")

    assert len(response.context["lines"]) == count


@pytest.mark.parametrize("language", ["en", "es"])
def test_card_has_both_languages_that_of_the_page_first(client, language):
    make_card(("You can stay silent.", [make_legal_tool()]))

    sides = client.get(f"/{language}/card/").context["sides"]

    english, spanish = sorted(sides, key=lambda side: side.language)
    assert sides[0].language == language
    assert english == Side("en", "Know your rights", "It is taught.", ["You can stay silent."])
    assert spanish == Side("es", "Conozca sus derechos", "Se enseña.", ["You can stay silent. (es)"])


def test_line_without_a_published_entry_is_not_on_the_card(client):
    withdrawn = make_legal_tool(status=Status.WITHDRAWN)
    make_card(("Kept.", [make_legal_tool()]), ("Nobody says so.", []), ("No more.", [withdrawn]))

    response = client.get("/en/card/")

    assert response.context["sides"][0].lines == ["Kept."]
    assert b"Nobody says so." not in response.content
    assert b"No more." not in response.content


def test_card_leads_to_what_each_line_rests_on(client):
    tool = make_legal_tool(slug="silence", name_en="Right to silence")
    make_card(("You can stay silent.", [tool]))

    html = client.get("/en/card/").content.decode()

    assert '<a href="/en/legal-tools/silence/#evidence">Right to silence</a>' in html
    assert 'aria-label="QR code: http://testserver/"' in html


@pytest.mark.parametrize("status", ["draft", None])
def test_without_a_published_card_there_is_no_page(client, status):
    if status:
        make_card(("You can stay silent.", [make_legal_tool()]), status=status)

    assert client.get("/en/card/").status_code == 404


def test_our_own_card_rests_on_entries_that_are_there():
    content = read(settings.BASE_DIR / "content")

    steps = content.pages["guides", SLUG].record["steps"]

    assert [step["heading"]["en"] for step in steps] == [
        "You can keep the door shut if there is no warrant.",
        "You can stay silent.",
        "If you are detained, you can contact a lawyer.",
        "Keep your ID and a list of emergency contacts in good shape.",
    ]
    assert all(step["entries"] for step in steps)
