import pytest
from django.urls import reverse

from tactics.models import Actor, Event, LegalTool, SanctuaryPolicy, Tactic
from tests.catalogue.admin.pages import change_url, errors, list_url, sent_from
from tests.factories import make_editor, make_event, make_legal_tool, make_place, make_policy, make_tactic


@pytest.fixture
def client(client, db):
    client.force_login(make_editor())
    return client


def save(client, entry, **typed):
    response = client.post(change_url(entry), sent_from(client.get(change_url(entry)), **typed))
    entry.refresh_from_db()
    return response


def test_facts_and_texts_of_a_tactic_are_saved(client):
    tactic = make_tactic()
    actors = list(Actor.objects.filter(slug__in=["lawyers", "artists"]))

    save(
        client, tactic, phase="sustain", actors=[actor.pk for actor in actors], risks_en="Arrest.", risks_es="Arresto."
    )

    assert (tactic.phase, list(tactic.actors.all()), tactic.risks_es) == ("sustain", actors, "Arresto.")
    assert {row.actor for row in tactic.history.latest().actors.all()} == set(actors)


def test_facts_and_texts_of_a_legal_tool_are_saved(client):
    tool = make_legal_tool()

    save(client, tool, form="fund", level="city", limits_en="Money.", limits_es="Dinero.")

    assert (tool.form, tool.level, tool.limits_es) == ("fund", "city", "Dinero.")


def test_facts_and_texts_of_a_policy_are_saved(client):
    policy, place = make_policy(), make_place()

    save(
        client,
        policy,
        form="statute",
        jurisdiction=place.pk,
        legal_standing="in-force",
        gaps_en="Some.",
        gaps_es="Unas.",
    )

    assert (policy.form, policy.jurisdiction, policy.legal_standing, policy.gaps_es) == (
        "statute",
        place,
        "in-force",
        "Unas.",
    )


def test_facts_of_an_event_are_saved(client):
    event = make_event()

    save(client, event, form="protest", starts="2025-06-early", ends="2025-06-20")

    assert (event.form, str(event.starts), str(event.ends)) == ("protest", "2025-06-early", "2025-06-20")


def test_event_that_ends_before_it_begins_is_refused(client):
    response = save(client, make_event(), starts="2025-06", ends="2024")

    assert errors(response) == ["The event ends before it begins."]


@pytest.mark.parametrize(
    ("make", "facts", "cells"),
    [
        (make_tactic, {"phase": "in-court"}, '<td class="field-phase">in court</td>'),
        (
            make_legal_tool,
            {"form": "fund", "level": "city"},
            '<td class="field-form">fund</td><td class="field-level">city</td>',
        ),
        (make_policy, {"legal_standing": "sought"}, '<td class="field-legal_standing">sought</td>'),
        (make_event, {"starts": "2025-06-08"}, '<td class="field-starts">2025-06-08</td>'),
    ],
    ids=["tactic", "legal tool", "policy", "event"],
)
def test_list_shows_the_facts_of_its_type(client, make, facts, cells):
    entry = make(**facts)

    assert cells in client.get(list_url(type(entry))).content.decode()


def test_who_can_do_it_is_a_fixed_list(client):
    actor = Actor.objects.first()
    asked = {"app_label": "tactics", "model_name": "tactic", "field_name": "actors", "term": "abogad"}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    answers = [client.get(reverse("admin:tactics_actor_add")), client.post(change_url(actor), {"slug": "x"})]

    assert [one["text"] for one in found] == ["lawyers"]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_index_shows_every_type_and_no_fixed_lists(client):
    page = client.get(reverse("admin:index")).content.decode()

    assert all(list_url(model) in page for model in (Tactic, LegalTool, SanctuaryPolicy, Event))
    assert list_url(Actor) not in page
