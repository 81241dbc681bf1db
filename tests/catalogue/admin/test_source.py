import html

import pytest

from catalogue.models import Source
from tests.catalogue.admin.pages import add_url, change_url, chosen, errors, list_url, sent_from
from tests.factories import make_citation, make_organisation, make_source

OUTLINE = [{"heading": None, "paragraphs": 3}, {"heading": "¿Quiénes?", "paragraphs": 2}]
NOT_JSON = (
    'This is not JSON. Write a list in square brackets, each heading as {"heading": "A title", "paragraphs": 2}, '
    "with a comma between two."
)
NOT_AN_OUTLINE = 'Write the outline as [{"heading": null, "paragraphs": 5}, {"heading": "A title", "paragraphs": 2}].'


def test_outline_is_shown_with_one_heading_a_line(client):
    page = client.get(change_url(make_source(outline=OUTLINE)))

    assert page.context["adminform"].form["outline"].value() == (
        '[\n  {"heading": null, "paragraphs": 3},\n  {"heading": "¿Quiénes?", "paragraphs": 2}\n]'
    )


def test_source_is_saved_unchanged_when_nothing_is_typed(client):
    source = make_source(outline=OUTLINE, published="2025-06-early", url="https://example.org/")

    response = client.post(change_url(source), sent_from(client.get(change_url(source))))

    assert response.status_code == 302
    assert Source.objects.get().outline == OUTLINE


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ('[{"heading": ', NOT_JSON),
        ('{"heading": null}', NOT_AN_OUTLINE),
        ('[{"heading": 1, "paragraphs": 2}]', NOT_AN_OUTLINE),
    ],
)
def test_outline_of_another_shape_is_refused_and_kept(client, typed, message):
    source = make_source()

    response = client.post(change_url(source), sent_from(client.get(change_url(source)), outline=typed))

    assert errors(response) == [message]
    assert typed[:12] in html.unescape(response.content.decode())
    assert Source.objects.get().outline == [{"heading": None, "paragraphs": 5}]


def test_empty_outline_box_is_an_empty_outline(client):
    source = make_source()

    client.post(change_url(source), sent_from(client.get(change_url(source)), outline=""))

    assert Source.objects.get().outline == []


def test_new_source_page_opens(client):
    assert client.get(add_url(Source)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_claims_and_its_queries_do_not_grow(client, django_assert_num_queries, count):
    entry = make_organisation(cited=False)
    shown = {make_citation(entry).source for _ in range(count)}
    client.get(list_url(Source))

    with django_assert_num_queries(7):
        response = client.get(list_url(Source))

    assert chosen(response) == shown
    assert {source.claim_count for source in response.context["cl"].result_list} == {1}
