"""catalogue.admin.base"""

import pytest
from django.contrib.auth.models import Permission, User

from tests.catalogue.admin.pages import change_url, sent_from
from tests.factories import make_organisation, make_source


@pytest.mark.parametrize("make", [make_organisation, make_source])
def test_putting_an_old_state_back_needs_leave_to_change(client, make):
    thing = make()
    data = sent_from(client.get(change_url(thing)))
    reader = User.objects.create_user("looks-only", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    old = change_url(thing).replace("change/", f"history/{thing.history.first().pk}/")

    looked, posted = client.get(old), client.post(old, {**data, "slug": "hacked"})

    assert (looked.status_code, posted.status_code) == (200, 403)
    assert not type(thing).objects.filter(slug="hacked").exists()


@pytest.mark.parametrize("number", ["abc", "9" * 25, "-1", "1e3"])
@pytest.mark.parametrize("end", ["history/", "history/1/"])
def test_history_of_a_number_that_no_database_holds_is_not_found(client, number, end):
    assert client.get(f"/admin/organisations/organisation/{number}/{end}").status_code == 404


@pytest.mark.parametrize("number", ["abc", "9" * 25])
def test_form_of_a_number_that_no_database_holds_leads_to_the_index(client, number):
    response = client.get(f"/admin/organisations/organisation/{number}/change/", follow=True)

    assert response.redirect_chain == [("/admin/", 302)]
    assert f"“{number}” doesn’t exist" in response.content.decode()
