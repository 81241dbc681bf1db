import pytest
from django.urls import reverse

from catalogue.models import Proposal, SlugRedirect
from tests.catalogue.admin.pages import change_url, chosen, list_url
from tests.factories import make_organisation


def propose(**values) -> Proposal:
    return Proposal.objects.create(entry=make_organisation(), changes={"name_en": "Better"}, **values)


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_are_listed_and_queries_do_not_grow(client, editor, django_assert_num_queries, count):
    shown = {propose(author=editor) for _ in range(count)}
    client.get(list_url(Proposal))

    with django_assert_num_queries(7):
        response = client.get(list_url(Proposal))

    assert chosen(response) == shown


def test_proposal_is_shown_and_not_changed(client):
    proposal = propose()

    page = client.get(change_url(proposal))
    answer = client.post(change_url(proposal), {"status": "accepted"})

    assert "Better" in page.content.decode()
    assert answer.status_code == 403


def test_redirects_are_listed_and_not_made_by_hand(client):
    entry = make_organisation(slug="old")
    entry.slug = "new"
    entry.save()

    response = client.get(list_url(SlugRedirect))

    assert [redirect.old_slug for redirect in chosen(response)] == ["old"]
    assert client.get(reverse("admin:catalogue_slugredirect_add")).status_code == 403
