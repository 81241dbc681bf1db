"""catalogue.admin.days"""

from datetime import date

import pytest

from tests.catalogue.admin.pages import change_url, sent_from
from tests.factories import make_organisation


@pytest.mark.parametrize("language", ["en", "es"])
def test_day_travels_in_one_form_in_every_language(client, language):
    entry = make_organisation(verified_on=date(2026, 1, 2), verified_how="asked")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    page = client.get(change_url(entry))
    response = client.post(change_url(entry), sent_from(page, verified_on="2026-02-03"))

    assert '<input type="date" name="verified_on" value="2026-01-02"' in page.content.decode()
    assert response.status_code == 302
    entry.refresh_from_db()
    assert entry.verified_on == date(2026, 2, 3)
