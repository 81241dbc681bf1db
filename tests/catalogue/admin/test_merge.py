"""catalogue.admin.merge"""

import pytest
from django.urls import reverse

from catalogue.models import Merge
from catalogue.roles import Role
from organisations.models import Organisation
from tests.catalogue.admin.pages import change_url, list_url
from tests.factories import make_citation, make_connection, make_editor, make_organisation, make_place, make_tactic

MERGE = "admin:organisations_organisation_merge"


def pair(**values):
    return make_organisation(name_en="Kept", slug="kept"), make_organisation(name_en="Gone", slug="gone", **values)


def send(client, page, **typed):
    """Send the form of the page as it is shown, with some choices made otherwise."""
    plan = page.context["plan"]
    data = {"kept": plan.kept.pk, "gone": plan.gone.pk, "v1": plan.kept.version, "v2": plan.gone.version}
    data |= {f"choice-{choice.key}": picked for choice, picked in page.context["choices"]}
    return client.post(reverse(MERGE), data | typed, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_two_chosen_in_the_list_lead_to_comparing_them_the_fuller_one_kept(client):
    thin, full = make_organisation(), make_organisation()
    make_citation(full)
    data = {"action": "merge_the_two", "_selected_action": [thin.pk, full.pk]}

    response = client.post(list_url(Organisation), data)

    assert response.headers["Location"] == f"{reverse(MERGE)}?kept={full.pk}&gone={thin.pk}"


@pytest.mark.parametrize("count", [1, 3])
def test_other_numbers_than_two_are_refused(client, count):
    chosen = [make_organisation().pk for _ in range(count)]

    response = client.post(list_url(Organisation), {"action": "merge_the_two", "_selected_action": chosen}, follow=True)

    assert said(response) == ["Choose exactly two entries to merge."]


def test_page_shows_both_and_merges_them_as_chosen(client):
    kept, gone = pair(summary_es="Del otro.", places=[make_place(name_en="Watts")], founded="2019")
    make_connection(gone, "uses", make_tactic(name_en="Watch"))

    page = client.get(reverse(MERGE), {"kept": kept.pk, "gone": gone.pk})
    response = send(client, page, **{"choice-summary_es": "gone"})

    html = page.content.decode()
    assert all(words in html for words in ("Del otro.", "Watts", "Connection: uses → Watch", "is taken over"))
    assert "style=" not in html
    assert response.redirect_chain == [(change_url(kept), 302)]
    assert said(response) == ["“Gone” is merged into “Kept”. Its address leads here now."]
    kept.refresh_from_db()
    assert (kept.summary_es, str(kept.founded), kept.summary_en) == ("Del otro.", "2019", "Summary of kept.")


def test_page_offers_to_swap_the_two(client):
    kept, gone = pair()

    page = client.get(reverse(MERGE), {"kept": kept.pk, "gone": gone.pk})

    assert page.context["swapped"] == f"{reverse(MERGE)}?kept={gone.pk}&gone={kept.pk}"


def test_what_cannot_be_merged_is_said(client):
    kept, tactic = make_organisation(), make_tactic()

    itself = client.get(reverse(MERGE), {"kept": kept.pk, "gone": kept.pk})
    types = client.get(reverse(MERGE), {"kept": kept.pk, "gone": tactic.pk})

    assert "An entry cannot be merged with itself." in itself.content.decode()
    assert "Only entries of one type can be merged." in types.content.decode()


def test_save_in_between_is_noticed_and_choices_are_kept(client):
    kept, gone = pair()
    page = client.get(reverse(MERGE), {"kept": kept.pk, "gone": gone.pk})
    gone.summary_en = "New."
    gone.save()

    response = send(client, page, **{"choice-summary_es": "gone"})

    assert "Somebody saved one of the two since you opened this page." in response.content.decode()
    assert {choice.key: picked for choice, picked in response.context["choices"]}["summary_es"] == "gone"
    assert not Merge.objects.exists()


@pytest.mark.parametrize("key", ["abc", "", "9" * 25, "77"])
def test_entries_that_are_not_there_are_not_found(client, key):
    entry = make_organisation()

    assert client.get(reverse(MERGE), {"kept": entry.pk, "gone": key}).status_code == 404
    assert client.post(reverse(MERGE), {"kept": key, "gone": entry.pk}).status_code == 404


def test_other_entry_is_found_by_name_or_by_what_somebody_noted(client):
    entry, noted = make_organisation(), make_organisation(name_en="Noted")
    make_connection(noted, "same-as", entry)
    named = make_organisation(name_en="Union del Barrio")
    make_organisation(name_en="Union, old", status="withdrawn")
    address = reverse("admin:organisations_organisation_merge_with", args=[entry.pk])

    page = client.get(address, {"q": "union"})
    nothing = client.get(address, {"q": "zzz"})

    assert [other for other, _address in page.context["found"]] == [named]
    assert [other for other, _address in page.context["alike"]] == [noted]
    assert f"{reverse(MERGE)}?kept={entry.pk}&amp;gone={named.pk}" in page.content.decode()
    assert "No entry of this type has such a name." in nothing.content.decode()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_those_who_may_not_publish_may_not_merge(client, role):
    kept, gone = pair()
    data = {"kept": kept.pk, "gone": gone.pk, "v1": kept.version, "v2": gone.version}
    client.force_login(make_editor("other", role=role))

    assert client.get(reverse(MERGE), data).status_code == 403
    assert client.post(reverse(MERGE), data).status_code == 403
    assert client.get(reverse("admin:organisations_organisation_merge_with", args=[kept.pk])).status_code == 403
    action = {"action": "merge_the_two", "_selected_action": [kept.pk, gone.pk]}
    assert client.post(list_url(Organisation), action).status_code == 403
    assert "Merge with another" not in client.get(change_url(kept)).content.decode()


def test_merge_is_undone_from_the_entry_and_from_the_list(client, editor):
    kept, gone = pair()
    send(client, client.get(reverse(MERGE), {"kept": kept.pk, "gone": gone.pk}))
    address = reverse("admin:catalogue_merge_undo", args=[Merge.objects.get().pk])

    pages = [client.get(url).content.decode() for url in (change_url(kept), change_url(gone), list_url(Merge))]
    asked = client.get(address)
    response = client.post(address, follow=True)

    assert [address in page for page in pages] == [True, True, True]
    assert "Undo the merge of “Gone” into “Kept”" in asked.content.decode()
    assert said(response) == ["“Gone” and “Kept” are two entries again."]
    gone.refresh_from_db()
    assert gone.status == "published"
    again = client.post(address)
    assert "This merge was undone already." in again.content.decode()


def test_what_stays_is_said_after_undoing(client):
    kept, gone = pair(founded="2019")
    send(client, client.get(reverse(MERGE), {"kept": kept.pk, "gone": gone.pk}))
    kept.refresh_from_db()
    kept.founded = "2020"
    kept.save()

    response = client.post(reverse("admin:catalogue_merge_undo", args=[Merge.objects.get().pk]), follow=True)

    assert said(response)[1] == (
        "1 thing stays as it is: Kept: Founded. Somebody changed it since, so it stays as it is."
    )


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_merges_asks_as_often_for_many(client, editor, count, django_assert_num_queries):
    for _ in range(count):
        Merge.objects.create(kept=make_organisation(), gone=make_organisation(), by=editor)
    client.get(list_url(Merge))

    # session, editor, two of permissions, two counts, the rows
    with django_assert_num_queries(7):
        client.get(list_url(Merge))
