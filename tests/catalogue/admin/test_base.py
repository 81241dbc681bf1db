"""catalogue.admin.base"""

import pytest


@pytest.mark.parametrize("number", ["abc", "9" * 25, "-1", "1e3"])
@pytest.mark.parametrize("end", ["history/", "history/1/"])
def test_history_of_a_number_that_no_database_holds_is_not_found(client, number, end):
    assert client.get(f"/admin/organisations/organisation/{number}/{end}").status_code == 404


@pytest.mark.parametrize("number", ["abc", "9" * 25])
def test_form_of_a_number_that_no_database_holds_leads_to_the_index(client, number):
    response = client.get(f"/admin/organisations/organisation/{number}/change/", follow=True)

    assert response.redirect_chain == [("/admin/", 302)]
    assert f"“{number}” doesn’t exist" in response.content.decode()
