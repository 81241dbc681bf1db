"""catalogue.admin.proposal: proposals as a list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Proposal, SlugRedirect
from catalogue.roles import Role
from tests.catalogue.admin.pages import chosen, list_url
from tests.factories import make_editor, make_organisation, make_tactic


def propose(entry=None, **values) -> Proposal:
    changes = values.pop("changes", {"name_en": "Better"})
    return Proposal.objects.create(entry_id=(entry or make_organisation()).pk, changes=changes, **values)


def refused(**values) -> Proposal:
    return propose(status="refused", decided_at=timezone.now(), **values)


def in_order(response) -> list[Proposal]:
    return list(response.context["cl"].result_list)


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_are_listed_and_queries_do_not_grow(client, editor, django_assert_num_queries, count):
    shown = {propose(author=editor) for _ in range(count)} | {
        propose(changes={}, about="summary") for _ in range(count)
    }
    client.get(list_url(Proposal))

    with django_assert_num_queries(7):
        response = client.get(list_url(Proposal))

    assert chosen(response) == shown


def test_waiting_proposals_come_first_the_newest_of_them_on_top(client):
    first, decided, last = propose(), refused(), propose()

    assert in_order(client.get(list_url(Proposal))) == [last, first, decided]


def test_list_says_who_proposed_what(client):
    cora = make_editor("cora", role=Role.CONTRIBUTOR)
    propose(make_organisation(name_en="Unión"), author=cora, changes={"summary_es": "x", "citation-new1": {}})
    propose(make_tactic(name_en="Boycott"), changes={}, about="risks", note="Missing.")

    page = client.get(list_url(Proposal)).content.decode()

    for words in (
        "Unión (organisation)",
        "Summary (Spanish), Evidence",
        "cora",
        "Boycott (tactic)",
        "Risks",
        "a reader",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"by": "readers"}, ["remark"]),
        ({"by": "accounts"}, ["old", "own"]),
        ({"by": "me"}, ["own"]),
        ({"type": "tactic"}, ["own"]),
        ({"type": "nonsense"}, []),
        ({"age": "new"}, ["own", "remark"]),
        ({"age": "week"}, ["old"]),
        ({"age": "month"}, []),
        ({"age": "nonsense"}, ["old", "own", "remark"]),
        ({"status__exact": "refused"}, ["old"]),
    ],
)
def test_list_is_filtered(client, editor, asked, found):
    proposals = {
        "own": propose(make_tactic(), author=editor),
        "remark": propose(changes={}),
        "old": refused(author=make_editor("cora", role=Role.CONTRIBUTOR)),
    }
    Proposal.objects.filter(pk=proposals["old"].pk).update(created=timezone.now() - timedelta(days=9))

    assert chosen(client.get(list_url(Proposal), asked)) == {proposals[name] for name in found}


def test_contributors_see_their_own_only(client):
    cora = make_editor("cora", role=Role.CONTRIBUTOR)
    own, other, remark = propose(author=cora), propose(author=make_editor("other")), propose(changes={})
    client.force_login(cora)

    assert chosen(client.get(list_url(Proposal))) == {own}
    for hidden in (other, remark):
        for end in ("change", "history", f"undo/{hidden.history.get().pk}", "preview/en"):
            address = reverse("admin:catalogue_proposal_changelist") + f"{hidden.pk}/{end}/"
            assert client.get(address).status_code == 403, address
            assert client.post(address, {"_accept": "1"}).status_code in (403, 405), address


def test_several_are_refused_for_one_reason_after_a_page_that_lists_them(client):
    spam = [propose(changes={}, note="Buy this.") for _ in range(3)]
    kept = propose()
    data = {"action": "refuse_chosen", "_selected_action": [each.pk for each in spam]}

    page = client.post(list_url(Proposal), data)
    without = client.post(list_url(Proposal), {**data, "reason": " "})
    done = client.post(list_url(Proposal), {**data, "reason": "Advertising."}, follow=True)

    assert page.content.decode().count("Buy this.") == 3
    assert without.context["form"].errors == {"reason": ["Say why you refuse them."]}
    assert [str(message) for message in done.context["messages"]] == ["3 proposals were refused."]
    assert set(Proposal.objects.filter(status="refused", reason="Advertising.")) == set(spam)
    assert Proposal.objects.get(pk=kept.pk).status == "open"


def test_own_and_decided_ones_are_not_refused_along(client):
    editor = make_editor("rosa", role=Role.EDITOR)
    client.force_login(editor)
    own, decided = propose(author=editor), refused()
    data = {"action": "refuse_chosen", "_selected_action": [own.pk, decided.pk], "reason": "Spam."}

    response = client.post(list_url(Proposal), data, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "0 proposals were refused.",
        "1 is your own or was decided meanwhile, so it stays as it is.",
    ]
    assert Proposal.objects.get(pk=own.pk).status == "open"


def test_nothing_is_asked_when_all_are_decided(client):
    decided = refused()

    response = client.post(
        list_url(Proposal), {"action": "refuse_chosen", "_selected_action": [decided.pk]}, follow=True
    )

    assert [str(message) for message in response.context["messages"]] == ["All of these are decided already."]


def test_contributors_refuse_nothing_in_the_list(client):
    client.force_login(make_editor("cora", role=Role.CONTRIBUTOR))
    proposal = propose()

    response = client.post(
        list_url(Proposal), {"action": "refuse_chosen", "_selected_action": [proposal.pk], "reason": "No."}
    )

    assert response.status_code == 403
    assert Proposal.objects.get().status == "open"


def test_redirects_are_listed_and_not_made_by_hand(client):
    entry = make_organisation(slug="old")
    entry.slug = "new"
    entry.save()

    response = client.get(list_url(SlugRedirect))

    assert [redirect.old_slug for redirect in chosen(response)] == ["old"]
    assert client.get(reverse("admin:catalogue_slugredirect_add")).status_code == 403
