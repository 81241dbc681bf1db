"""Too many corrections, and a database that cannot take one."""

import pytest
from django.db import OperationalError, connection

from catalogue.models import Proposal
from catalogue.rate_limit import RateLimit
from catalogue.views import corrections
from tests.catalogue.views.corrections.forms import PLAIN, form_of, kept, send, text_of

pytestmark = pytest.mark.django_db


def test_too_many_are_asked_to_come_later_and_keep_their_words(client, group, monkeypatch):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=1, together=100, clock=lambda: 0.0))
    send(client, PLAIN)

    response = send(client, {**PLAIN, "text": "Another thing."})
    from_elsewhere = send(client, {**PLAIN, "text": "Third."}, REMOTE_ADDR="192.0.2.7")

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Please send yours in 60 minutes. What you wrote is still here." in text_of(response)
    (area,) = form_of(response).iter("textarea")
    assert area.text.strip() == "Another thing."
    assert from_elsewhere.status_code == 303
    assert [note for _about, note, _where in kept()] == ["It began in May.", "Third."]


def test_flood_from_many_addresses_is_held_back(client, group, monkeypatch):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=5, together=3, clock=lambda: 0.0))

    answers = [
        send(client, {"text": f"Spam {number}"}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(5)
    ]

    assert answers == [303, 303, 303, 429, 429]
    assert len(kept()) == 3


def test_refused_forms_do_not_count(client, group, monkeypatch):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=1, together=1))

    answers = [send(client, {"text": text}).status_code for text in ("", "", "Something.")]

    assert answers == [400, 400, 303]


def test_broken_database_is_told_and_the_words_stay(client, group, monkeypatch, caplog):
    monkeypatch.setattr(corrections, "LIMIT", RateLimit(each=1, together=1))

    def full(*_args, **_kwargs):
        raise OperationalError("database or disk is full: It began in May.")

    with monkeypatch.context() as broken:
        broken.setattr(Proposal, "save", full)
        response = send(client, PLAIN, REMOTE_ADDR="192.0.2.77")

    assert response.status_code == 503
    assert "Something is not working on our side. Please send it again in a few minutes." in text_of(response)
    (area,) = form_of(response).iter("textarea")
    assert area.text.strip() == "It began in May."
    assert [record.getMessage() for record in caplog.records if record.name == corrections.__name__] == [
        "A reader's correction could not be stored: OperationalError"
    ]
    assert "192.0.2.77" not in caplog.text
    # It did not count: when the disk has room again, the same reader comes through.
    assert send(client, PLAIN, REMOTE_ADDR="192.0.2.77").status_code == 303


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a disk that is full, as SQLite can play it")
def test_full_disk_is_told_and_the_words_stay(client, group):
    text = "x" * 2000
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests left empty would be room
        cursor.execute("PRAGMA max_page_count")
        (room,) = cursor.fetchone()
        cursor.execute("PRAGMA page_count")
        (used,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {used}")
        try:
            answers = [send(client, {"text": f"{number} {text}"[:2000]}) for number in range(30)]
        finally:
            cursor.execute(f"PRAGMA max_page_count = {room}")

    assert answers[-1].status_code == 503
    assert "What you wrote is still here." in text_of(answers[-1])
    assert Proposal.objects.count() == sum(answer.status_code == 303 for answer in answers)
    assert send(client, PLAIN).status_code == 303
