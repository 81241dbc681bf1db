"""tactics.phases and its page"""

import re
from itertools import product

import pytest

from catalogue.search.held import current
from tactics.models import Actor, Tactic
from tactics.phases import WHAT, garden
from tests.factories import make_citation, make_event, make_tactic

pytestmark = pytest.mark.django_db

PHASES = [phase.value for phase in Tactic.Phase]


def actor(slug):
    return Actor.objects.get(slug=slug)


def planted():
    """Five tactics: of four in one phase three are for neighbours, and one of these for lawyers; one is in court."""
    neighbours, lawyers = actor("neighbours"), actor("lawyers")
    make_tactic(slug="w1", phase="watch-and-warn", actors=[neighbours, lawyers])
    make_tactic(slug="w2", phase="watch-and-warn", actors=[neighbours])
    make_tactic(slug="w3", phase="watch-and-warn", actors=[neighbours])
    make_tactic(slug="w4", phase="watch-and-warn")
    make_tactic(slug="c1", phase="in-court", actors=[lawyers])
    make_tactic(slug="hidden", phase="in-court", actors=[lawyers], status="draft")
    make_event()


def counts(found):
    """Kind of people → count by phase, without those that are 0."""
    rows = {bed.name: dict(zip(PHASES, (flower.count for flower in bed.flowers), strict=True)) for bed in found.beds}
    return {
        name: {phase: count for phase, count in row.items() if count} for name, row in rows.items() if any(row.values())
    }


def test_flowers_count_published_tactics_by_phase_and_people():
    planted()

    found = garden(current(), "en")

    assert counts(found) == {"neighbours": {"watch-and-warn": 3}, "lawyers": {"watch-and-warn": 1, "in-court": 1}}
    assert {bed.name: bed.total.count for bed in found.beds if bed.total.count} == {"neighbours": 3, "lawyers": 2}
    assert {each.key: each.total.count for each in found.phases if each.total.count} == {
        "watch-and-warn": 4,
        "in-court": 1,
    }
    assert found.total.count == 5
    assert [each.key for each in found.phases] == PHASES
    assert len(found.beds) == len(Actor.SLUGS)


def test_area_of_a_flower_grows_with_its_count():
    planted()

    sizes = {
        flower.count: (flower.size, flower.place) for bed in garden(current(), "en").beds for flower in bed.flowers
    }

    assert sizes == {3: ("48.0", "0.0"), 1: ("27.7", "10.2"), 0: ("", "24.0")}  # 27.7² · 3 = 48²


def test_flowers_lead_to_lists_of_as_many_tactics(client):
    planted()

    found = garden(current(), "en")

    flowers = [flower for bed in found.beds for flower in (*bed.flowers, bed.total)]
    flowers += [phase.total for phase in found.phases] + [found.total]
    for flower in flowers:
        if flower.count:
            assert client.get(flower.url).context["total"] == flower.count


def test_addresses_are_those_of_the_filters():
    found = garden(current(), "en")

    assert [flower.url for bed in found.beds for flower in bed.flowers] == [
        f"/en/tactics/?phase={phase}&actor={slug}" for slug, phase in product(Actor.SLUGS, PHASES)
    ]
    assert [bed.total.url for bed in found.beds] == [f"/en/tactics/?actor={slug}" for slug in Actor.SLUGS]
    assert [phase.total.url for phase in found.phases] == [f"/en/tactics/?phase={phase}" for phase in PHASES]
    assert found.total.url == "/en/tactics/"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Watch and warn, neighbours: 3 tactics", "Watch and warn, lawyers: 1 tactic"]),
        ("es", ["Vigilar y avisar, vecinos y vecinas: 3 tácticas", "Vigilar y avisar, abogados y abogadas: 1 táctica"]),
    ],
)
def test_links_say_phase_people_and_number(client, language, words):
    planted()

    html = client.get(f"/{language}/phases/").content.decode()

    linked = re.findall(r'<a href="/\w\w/tactics/\?phase=watch-and-warn&amp;actor=[^"]+" aria-label="([^"]+)"', html)
    assert linked == words


def test_empty_cells_are_no_links(client):
    planted()

    html = client.get("/en/phases/").content.decode()

    assert html.count('<td><span class="none">0</span></td>') == len(PHASES) * len(Actor.SLUGS) - 3


def test_three_best_documented_tactics_of_a_phase_are_named():
    for number in range(4):
        tactic = make_tactic(slug=f"t{number}", phase="sustain")
        for _ in range(number):
            make_citation(tactic)

    found = garden(current(), "en")

    assert [document.slug for document in found.phases[-1].best] == ["t3", "t2", "t1"]
    assert [phase.best for phase in found.phases[:-1]] == [[]] * 6


@pytest.mark.parametrize("count", [1, 3])
def test_phases_ask_twice_at_any_size(client, django_assert_num_queries, count):
    for _ in range(count):
        make_tactic(actors=[actor("neighbours")])
    current()

    with django_assert_num_queries(2):
        response = client.get("/en/phases/")

    assert response.context["garden"].total.count == count


def test_empty_catalogue_has_a_page(client):
    response = client.get("/es/phases/")

    assert response.context["garden"].total.count == 0
    assert "Etapas y personas" in response.content.decode()


def test_every_phase_is_explained():
    assert list(WHAT) == list(Tactic.Phase)
