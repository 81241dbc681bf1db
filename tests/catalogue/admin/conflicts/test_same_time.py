"""Two saves at the very same time: one is stored, the other is told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.catalogue.admin.conflicts.forms import opened
from tests.catalogue.admin.pages import change_url
from tests.factories import (
    make_editor,
    make_organisation,
    make_place,
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write after the other")
@pytest.mark.parametrize("make", [make_place, make_organisation])
def test_of_two_saves_at_the_same_time_one_is_refused(make):
    record = make()
    browsers = [Client(), Client()]
    for name, browser in zip(("ana", "beto"), browsers, strict=True):
        browser.force_login(make_editor(name))
    forms = [opened(browser, record, name_en=f"Name {index}") for index, browser in enumerate(browsers)]
    together = threading.Barrier(2)

    def save(browser, data):
        try:
            together.wait()
            return browser.post(change_url(record), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(save, browsers, forms))

    assert sorted(answers) == [302, 409]
    record.refresh_from_db()
    assert record.name_en == f"Name {answers.index(302)}"
