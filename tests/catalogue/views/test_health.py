"""Whether the site says truly that it is well."""

import logging

import pytest
from django.db import OperationalError, connection

from catalogue.search.held import current

pytestmark = pytest.mark.django_db


def test_healthz_says_ok_when_the_database_answers(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.cookies == {}


def test_healthz_without_a_database_says_so_in_one_word_and_tells_only_the_log(client, caplog):
    def broken(*args):
        raise OperationalError("password authentication failed for user secret")

    with connection.execute_wrapper(broken), caplog.at_level(logging.CRITICAL + 1, logger="catalogue.views.health"):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"unavailable")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]


def test_healthz_logs_why(client, caplog):
    def broken(*args):
        raise OperationalError("the disk is full")

    with connection.execute_wrapper(broken):
        client.get("/healthz")

    assert "the disk is full" in caplog.text


def test_healthz_takes_two_queries(client, django_assert_num_queries):
    current()  # the index is there
    with django_assert_num_queries(2):
        client.get("/healthz")


def test_healthz_answers_only_questions(client):
    assert client.post("/healthz").status_code == 405
    assert client.head("/healthz").status_code == 200
