"""What readers send, and what becomes of it."""

import re

import pytest
from django.contrib.auth import get_user
from django.test import Client

from catalogue.corrections.parts import label_of
from catalogue.models import Entry, Proposal
from catalogue.search import upkeep
from organisations.models import Organisation
from tests.catalogue.views.corrections.forms import PATH, PLAIN, kept, send, text_of
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def test_correction_waits_for_the_editors_and_changes_nothing(client, group):
    before = Entry.objects.values().get(), Organisation.history.count(), upkeep.version()

    response = send(client, PLAIN)

    assert (response.status_code, response["Location"]) == (303, PATH + "thanks/")
    assert response["Cache-Control"] == "no-store"
    proposal = Proposal.objects.get()
    assert (proposal.entry_id, proposal.author, proposal.changes, proposal.status) == (group.pk, None, {}, "open")
    assert (proposal.about, proposal.note) == ("summary", "It began in May.")
    assert proposal.published_at == "The Daily, page 3"
    assert proposal.base_version == before[0]["version"]
    assert (Entry.objects.values().get(), Organisation.history.count(), upkeep.version()) == before


def test_only_the_words_are_needed(client, group):
    send(client, {"text": "Something."})

    assert kept() == [("other", "Something.", "")]


def test_lines_stay_lines_and_what_surrounds_them_goes(client, group):
    send(client, {"text": " One.\r\n\r\nTwo.\rThree. \r\n", "published_at": " a\tb\r\nc "})

    assert kept() == [("other", "One.\n\nTwo.\nThree.", "a b c")]


def test_length_is_counted_as_people_count(client, group):
    fits = "é🌹" * 999 + "\r\na"

    assert send(client, {"text": fits, "published_at": "x" * 500}).status_code == 303
    assert len(kept()[0][1]) == 2000
    assert len(kept()[0][2]) == 500


def test_same_words_sent_twice_are_kept_once(client, group):
    send(client, PLAIN)
    send(client, PLAIN)
    send(client, {**PLAIN, "part": "name"})

    assert [about for about, _note, _where in kept()] == ["summary", "name"]


def test_signed_in_editor_is_a_reader_here(client, group):
    client.force_login(make_editor())

    response = send(client, PLAIN)

    assert response.status_code == 303
    proposal = Proposal.objects.get()
    assert get_user(client).is_authenticated
    assert (proposal.author, proposal.history.get().history_user) == (None, None)


def test_no_token_is_asked_because_no_cookie_is_set(group):
    assert send(Client(enforce_csrf_checks=True), PLAIN).status_code == 303


def test_who_fills_in_what_people_do_not_see_is_thanked_and_forgotten(client, group):
    for bait in ("https://spam.example", "\0"):
        response = send(client, {**PLAIN, "website": bait})

        assert (response.status_code, response["Location"]) == (303, PATH + "thanks/")
    assert kept() == []


def test_thanks_are_the_same_for_everybody_and_lead_on(client, group):
    response = client.get("/es/organisations/group/correct/thanks/")

    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    assert response["Cache-Control"] == "no-store"
    assert "Gracias. Ya llegó." in text_of(response)
    assert re.findall(r'<a (?:rel="nofollow" )?href="([^"]+)"', main) == [
        "/es/organisations/group/",
        "/es/organisations/group/changes/",
        "/es/organisations/group/correct/",
        "/es/",
        "/es/about/safety/",
    ]


def test_editors_can_read_what_was_pointed_at(client, group):
    send(client, {**PLAIN, "part": f"citation-{group.citations.get().pk}"})

    assert label_of(group, Proposal.objects.get().about) == "1: The essay says so."
