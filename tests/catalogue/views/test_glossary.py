"""The page of words."""

import re

import pytest

from catalogue.models import Term
from catalogue.search.held import current
from tests.factories import make_source, make_tactic, make_term

pytestmark = pytest.mark.django_db


def shown(response) -> dict[str, str]:
    """What the page says of each term, without its marks: address on the page → text."""
    rows = re.findall(r'<div id="([\w-]+)">(.*?)</div>', response.content.decode(), re.DOTALL)
    return {slug: " ".join(re.sub(r"<[^>]*>", " ", html).split()) for slug, html in rows}


def test_page_says_what_words_mean_and_who_explains_them(client):
    entry = make_tactic(slug="bail-funds", name_en="Bail funds", name_es="Fondos")
    essay = make_source(slug="essay", title="An essay", outline=[{"heading": "Money", "paragraphs": 2}])
    make_term("bail", slug="bail", name_es="fianza", forms_en=["bails"], entry=entry, explanation_en="Money & <time>.")
    make_term("ordinance", slug="ordinance", source=essay, section="Money", paragraph=2)

    response = client.get("/en/glossary/")

    assert shown(response) == {
        "bail": "Bail fianza Money &amp; &lt;time&gt;. Also written: bails In this catalogue: Bail funds "
        "This explanation is ours, not from a document.",
        "ordinance": "Ordinance What it means. Explained this way in: An essay , section “ Money ”, paragraph 2 of 2",
    }
    assert b'<a href="/en/tactics/bail-funds/">Bail funds</a>' in response.content
    assert b'<a href="/en/sources/essay/"><cite lang="en">An essay</cite></a>' in response.content


def test_words_are_in_the_order_of_the_readers_language(client):
    for slug, english, spanish in (("a", "asylum", "órdenes"), ("b", "Bail", "fianza"), ("s", "287(g)", "287(g)")):
        make_term(slug=slug, name_en=english, name_es=spanish)

    pages = [client.get(f"/{language}/glossary/") for language in ("en", "es")]

    assert [list(shown(page)) for page in pages] == [["s", "a", "b"], ["s", "b", "a"]]
    assert [[letter for letter, _rows in page.context["letters"]] for page in pages] == [
        ["0–9", "A", "B"],
        ["0–9", "F", "O"],
    ]


def test_entry_that_is_not_published_is_not_named(client):
    make_term("bail", entry=make_tactic(slug="draft", name_en="A draft", status="draft"))

    response = client.get("/en/glossary/")

    assert b"draft" not in response.content


def test_page_without_words_says_so(client):
    response = client.get("/en/glossary/")

    assert "Nothing is explained here yet." in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, django_assert_num_queries, count):
    for _ in range(count):
        make_term(entry=make_tactic(), source=make_source(), paragraph=1)
    current()  # what changed was read before

    with django_assert_num_queries(2):  # which index is true now, and the terms
        client.get("/en/glossary/")
    with django_assert_num_queries(1):
        response = client.get("/es/glossary/")

    assert len(shown(response)) == count


def test_page_follows_every_change(client):
    term = make_term("bail")
    [said] = shown(client.get("/en/glossary/")).values()
    assert said.startswith("Bail")

    Term.objects.filter(pk=term.pk).update(name_en="warrant")

    [said] = shown(client.get("/en/glossary/")).values()
    assert said.startswith("Warrant")


def test_page_is_only_read(client):
    assert client.post("/en/glossary/").status_code == 405
