"""catalogue.sessions: what the database holds of a session opens nothing."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalogue.sessions import SessionStore, stored
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

ADMIN = "/admin/"


def test_what_the_database_holds_does_not_sign_anybody_in(client):
    client.force_login(make_editor())
    thief = Client()

    thief.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key

    assert (client.get(ADMIN).status_code, thief.get(ADMIN).status_code) == (200, 302)


def test_session_is_kept_changed_and_ended_by_its_key():
    session = SessionStore()
    session["step"] = 1
    session.save()
    again = SessionStore(session.session_key)
    again["step"] += 1
    again.save()

    assert SessionStore(session.session_key)["step"] == 2
    assert [row.session_key for row in Session.objects.all()] == [stored(session.session_key)]
    assert session.exists(session.session_key)

    again.delete()

    assert not Session.objects.exists()
    assert "step" not in SessionStore(session.session_key)


def test_whoever_signs_out_leaves_no_session_behind(client):
    client.force_login(make_editor())

    client.post(reverse("account_logout"))

    assert not Session.objects.exists()
