import pytest

from catalogue.models import Place
from tests.catalogue.admin.pages import add_url, change_url, chosen, errors, list_url, sent_from
from tests.factories import make_organisation, make_place


def test_place_is_saved(client):
    place = make_place(part_of=make_place())

    client.post(change_url(place), sent_from(client.get(change_url(place)), latitude="34.03", longitude="-118.21"))

    place.refresh_from_db()
    assert (str(place.latitude), str(place.longitude)) == ("34.03", "-118.21")


def test_place_finer_than_a_kilometre_is_refused(client):
    place = make_place()
    data = sent_from(client.get(change_url(place)), latitude="34.03123", longitude="-118.21")

    response = client.post(change_url(place), data)

    assert errors(response) == ["Ensure that there are no more than 4 digits in total."]


def test_new_place_page_opens(client):
    assert client.get(add_url(Place)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_entries_and_its_queries_do_not_grow(client, django_assert_num_queries, count):
    around = make_place()
    shown = {make_place(part_of=around) for _ in range(count)}
    make_organisation(places=shown)
    client.get(list_url(Place))

    with django_assert_num_queries(7):
        response = client.get(list_url(Place))

    assert chosen(response) == {around, *shown}
    assert {place.entry_count for place in response.context["cl"].result_list if place in shown} == {1}
