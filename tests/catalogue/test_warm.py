"""catalogue.warm"""

import gc

import pytest
from django.db import OperationalError, connection

from catalogue import warm
from catalogue.search.held import current
from tests.factories import make_tactic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_process_stays_as_it_is(monkeypatch):
    """The test's connection and memory are shared with others."""
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)


def test_index_is_there_before_anybody_asks(django_assert_num_queries):
    make_tactic()

    warm.warm_up()

    with django_assert_num_queries(1):
        assert len(current().everything) == 1


def test_process_starts_without_a_database_and_says_why(monkeypatch, caplog):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(warm, "current", gone)

    warm.warm_up()

    assert [record.message for record in caplog.records] == [
        "The index could not be read at the start. The first reader waits for it."
    ]
