"""Guides: the list, each guide's page, what they leave out."""

import pytest
from django.test import Client
from django.utils.translation import override

from catalogue.models import Guide, GuideStep
from catalogue.search.held import current
from tests.factories import make_event, make_guide, make_guide_entry, make_guide_step, make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def shown(response) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each step its heading, and names and notes of its entries."""
    return [
        (step.step.heading, [(entry.name, note) for entry, note in step.entries]) for step in response.context["steps"]
    ]


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_list_shows_listed_guides_in_their_order(client):
    second = make_guide(position=2, drawing="says-who")
    first = make_guide(position=1, drawing="join")
    make_guide(title_en="Still a draft", status="draft")
    make_guide(title_en="For a card", drawing="")
    make_guide_step(first, heading_en="Who are you?")

    response = client.get("/en/guides/")

    assert [(item["guide"], item["ink"]) for item in response.context["guides"]] == [
        (first, "tactic"),
        (second, "source"),
    ]
    assert f'<a href="/en/guides/{first.slug}/#step-1">Who are you?</a>' in text_of(response)
    assert "Still a draft" not in text_of(response)
    assert "For a card" not in text_of(response)


def test_list_without_guides_offers_the_search(client):
    response = client.get("/en/guides/")

    assert 'There are no guides yet. <a href="/en/search/">Search the catalogue</a>' in text_of(response)


def test_guide_shows_steps_with_entries_and_notes_in_order(client):
    guide = make_guide(slug="join-in")
    tactic, event = make_tactic(name_en="Marching"), make_event(name_en="June", summary_en="It was June.")
    second = make_guide_step(guide, position=2, heading_en="Then")
    first = make_guide_step(guide, position=1, heading_en="First", text_en="Read **this**.", text_es="Lea **esto**.")
    make_guide_entry(first, event, position=2)
    make_guide_entry(first, tactic, position=1, note_en="<Why> this.", note_es="Por qué.")
    make_guide_entry(second, tactic)

    response = client.get("/en/guides/join-in/")

    steps = [("First", [("Marching", "<Why> this."), ("June", "")]), ("Then", [("Marching", "")])]
    assert shown(response) == steps
    page = text_of(response)
    assert "<p>Read <strong>this</strong>.</p>" in page
    assert '<p class="row-summary">&lt;Why&gt; this.</p>' in page
    assert '<p class="row-summary">It was June.</p>' in page
    assert page.count(f'<p class="row-summary">Summary of {tactic.slug}.</p>') == 1  # in the second step
    assert '<span class="step-number">2</span> <span>Then</span>' in page


def test_guide_is_there_in_spanish(client):
    guide = make_guide(slug="join-in", title_es="Quiero ayudar")
    make_guide_step(guide, heading_es="Primero", entries=[make_tactic(name_es="Marchar")])

    response = client.get("/es/guides/join-in/")

    with override("es"):
        assert shown(response) == [("Primero", [("Marchar", "")])]
    assert "<h1>Quiero ayudar</h1>" in text_of(response)


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_guide_leaves_out_entries_that_are_not_published(client, status):
    guide = make_guide(slug="join-in")
    make_guide_step(guide, entries=[make_tactic(name_en="Hidden", status=status), make_tactic(name_en="Shown")])

    response = client.get("/en/guides/join-in/")

    assert shown(response) == [("Step 1", [("Shown", "")])]
    assert "Hidden" not in text_of(response)


@pytest.mark.parametrize("values", [{"status": "draft"}, {"drawing": ""}], ids=["draft", "not listed"])
def test_guide_that_is_not_listed_has_no_page(client, values):
    make_guide(slug="join-in", **values)

    assert client.get("/en/guides/join-in/").status_code == 404


def test_guides_lead_on_to_each_other(client):
    first, second, third = (make_guide(position=position) for position in (1, 2, 3))

    context = client.get(second.get_absolute_url()).context

    assert (context["previous"], context["next"]) == (first, third)
    assert client.get(first.get_absolute_url()).context["previous"] is None
    assert client.get(third.get_absolute_url()).context["next"] is None


@pytest.mark.parametrize(
    ("list_type", "query", "link"),
    [
        ("tactic", "", ("/en/tactics/", "All 2 tactics")),
        ("tactic", "phase=prepare", ("/en/tactics/?phase=prepare", "All 1 tactic (prepare)")),
        (
            "tactic",
            "phase=respond&phase=prepare&actor=",
            ("/en/tactics/?phase=respond&phase=prepare", "All 2 tactics (respond on the spot, prepare)"),
        ),
        ("organisation", "", None),  # there is none
        ("tactic", "place=atlantis", None),
        ("", "", None),
    ],
)
def test_step_leads_on_to_a_list_with_its_count(client, list_type, query, link):
    make_tactic(phase="prepare")
    make_tactic(phase="respond")
    step = make_guide_step(list_type=list_type, list_query=query)

    more = client.get(step.guide.get_absolute_url()).context["steps"][0].more

    assert (more and (more.url, more.text)) == link


def test_list_of_a_step_is_the_list_that_its_link_opens(client):
    make_organisation(sector="legal")
    make_organisation(sector="youth")
    make_organisation(sector="union")
    step = make_guide_step(list_type="organisation", list_query="sector=legal&sector=youth")

    more = client.get(step.guide.get_absolute_url()).context["steps"][0].more

    assert more.text == "All 2 organisations (legal, youth and students)"
    assert client.get(more.url).context["total"] == 2


def test_guide_changes_as_soon_as_one_of_its_tables_does(client):
    guide = make_guide()
    step = make_guide_step(guide, entries=[make_tactic()])
    versions = [current().version]

    Guide.objects.update(title_en="Another title")
    versions.append(current().version)
    GuideStep.objects.update(heading_en="Another heading")
    versions.append(current().version)
    step.entries.all().delete()
    versions.append(current().version)

    assert len(set(versions)) == 4


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("drawing", "queries"), [("join", 5), ("help", 6)])
def test_guide_queries_do_not_grow(client, count, drawing, queries, django_assert_num_queries):
    guide = make_guide(slug="join-in", drawing=drawing)
    for _ in range(count):
        make_guide()
        make_guide_step(guide, entries=[make_tactic() for _ in range(count)], list_type="tactic")
    current()

    # guides, which index, steps, their entries, what is shown of these; and the lines of the card
    with django_assert_num_queries(queries):
        response = client.get("/en/guides/join-in/")

    assert [len(step.entries) for step in response.context["steps"]] == [count] * count


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(client: Client, count, django_assert_num_queries):
    for _ in range(count):
        guide = make_guide()
        for _ in range(count):
            make_guide_step(guide)
    current()

    with django_assert_num_queries(2):  # guides, steps
        response = client.get("/en/guides/")

    assert len(response.context["guides"]) == count


def test_who_needs_help_finds_the_lines_of_the_card_first_with_who_says_so(client):
    card = make_guide(slug="pocket-card", drawing="", lead_es="Lo dicen dos artículos.")
    make_guide_step(card, heading_es="Puede guardar silencio.", entries=[make_tactic()])
    make_guide_step(make_guide(slug="help-now"), heading_es="Conozca sus derechos")

    html = client.get("/es/guides/help-now/").text

    assert '<a href="/es/card/#line-1">Puede guardar silencio.</a>' in html
    assert html.index("Puede guardar silencio.") < html.index("Lo dicen dos artículos.") < html.index('id="step-1"')
    assert 'id="line-1"' in client.get("/es/card/").text


def test_other_guides_do_not_show_the_card(client):
    make_guide_step(make_guide(slug="pocket-card", drawing=""), entries=[make_tactic()])
    make_guide(slug="join-in", drawing="join")

    response = client.get("/en/guides/join-in/")

    assert response.context["rights"] == []
    assert "#line-1" not in response.text
