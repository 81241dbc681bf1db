"""Changing several entries at once."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.bulk import chosen_in
from catalogue.models import Status
from catalogue.roles import Role
from organisations.models import Organisation
from tactics.models import Actor, Tactic
from tests.catalogue.admin.pages import list_url
from tests.factories import make_editor, make_organisation, make_place, make_tactic

SEVERAL = {
    model: reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_several") for model in (Organisation, Tactic)
}


def choose(client, *entries, model=Organisation, **more):
    data = {"action": "change_several", "index": 0, "_selected_action": [entry.pk for entry in entries], **more}
    return client.post(list_url(model), data)


def look(client, *entries, model=Organisation, **choices):
    """The page that shows what would change."""
    return client.post(SEVERAL[model], {"chosen": " ".join(str(entry.pk) for entry in entries), **choices})


def save(client, preview, *, model=Organisation):
    """What the form on that page sends."""
    page = preview.content.decode()
    data = {"save": "Save"}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        data.setdefault(name, []).append(value)
    return client.post(SEVERAL[model], data)


def names(plans):
    return [plan.entry for plan in plans]


def shown(plan):
    return [(each.label, each.parts[0].before, each.parts[0].after) for each in plan.differences]


@pytest.fixture
def reviewing(client):
    """The same browser with an editor who may review but not publish."""
    client.force_login(make_editor("berta", role=Role.EDITOR))
    return client


def test_page_names_the_chosen_and_folds_the_rest_away(client):
    entries = [make_organisation(name_en=f"Name {number:02}") for number in range(23)]

    response = choose(client, *entries)

    assert response.context["title"] == "Change 23 entries"
    assert response.context["first"] == entries[:20]
    assert response.context["rest"] == entries[20:]


def test_all_across_pages_are_chosen(client):
    entries = [make_organisation() for _number in range(3)]

    response = choose(client, entries[0], select_across=1)

    assert set(response.context["first"]) == set(entries)


def test_more_than_five_hundred_are_refused_with_a_sentence(client, monkeypatch):
    monkeypatch.setattr("catalogue.admin.bulk.MOST", 2)
    entries = [make_organisation() for _number in range(3)]

    response = client.post(
        list_url(Organisation),
        {"action": "change_several", "index": 0, "_selected_action": [entry.pk for entry in entries]},
        follow=True,
    )

    assert [str(message) for message in response.context["messages"]] == [
        "These are more than 2 entries. Choose fewer, for example with a filter."
    ]


def test_places_to_take_away_are_those_the_chosen_have(client):
    held, other = make_place(name_en="Held"), make_place(name_en="Other")
    entries = [make_organisation(places=[held]), make_organisation(places=[held])]

    form = choose(client, *entries).context["form"]

    assert form.fields["places_add"].choices == [(held.pk, "Held"), (other.pk, "Other")]
    assert form.fields["places_take"].choices == [(held.pk, "Held (2)")]


def test_who_can_do_it_is_asked_for_tactics_only(client):
    assert "actors_add" in choose(client, make_tactic(), model=Tactic).context["form"].fields
    assert "actors_add" not in choose(client, make_organisation()).context["form"].fields


def test_preview_shows_what_would_change_and_stores_nothing(client):
    old, new = make_place(name_en="Old"), make_place(name_en="New")
    first = make_organisation(name_en="A", places=[old])
    second = make_organisation(name_en="B", places=[new])

    response = look(client, first, second, places_add=[new.pk], places_take=[old.pk])

    assert names(response.context["changing"]) == [first]
    assert shown(response.context["changing"][0]) == [("Places", "Old", "New")]
    assert names(response.context["same"]) == [second]
    assert list(first.places.all()) == [old]


def test_saving_applies_what_was_shown(client, editor):
    old, new = make_place(name_en="Old"), make_place(name_en="New")
    entries = [make_organisation(places=[old], status=Status.DRAFT) for _number in range(3)]
    today = timezone.localdate()

    preview = look(
        client,
        *entries,
        places_add=[new.pk],
        places_take=[old.pk],
        status="published",
        verified_on=today.isoformat(),
        verified_how="asked",
        reason="The boundary moved.",
    )
    response = save(client, preview)

    assert response.status_code == 302
    assert response.url == list_url(Organisation)
    for entry in entries:
        entry.refresh_from_db()
        assert list(entry.places.all()) == [new]
        assert (entry.status, entry.version) == ("published", 2)
        assert (entry.verified_on, entry.verified_how, entry.verified_by) == (today, "asked", editor)
        assert (entry.history.first().history_user, entry.history.first().history_change_reason) == (
            editor,
            "The boundary moved.",
        )


def test_actors_are_added_and_taken_away(client):
    neighbours, lawyers = (Actor.objects.get(slug=slug) for slug in ("neighbours", "lawyers"))
    tactic = make_tactic(actors=[neighbours])

    save(client, look(client, tactic, model=Tactic, actors_add=[lawyers.pk], actors_take=[neighbours.pk]), model=Tactic)

    assert list(tactic.actors.all()) == [lawyers]


def test_entry_that_breaks_a_rule_is_named_and_stays(client):
    good = make_organisation(name_en="Good", status=Status.DRAFT)
    bad = make_organisation(name_en="Bad", status=Status.DRAFT, cited=False, summary_es="")

    preview = look(client, good, bad, status="published")
    save(client, preview)

    (refused,) = preview.context["refused"]
    assert refused.entry == bad
    assert refused.problems == [
        "Before it is published, an entry needs its name and summary in English and in Spanish.",
        "A published entry needs at least one citation. Add the evidence, or keep it as a draft.",
    ]
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, bad.status, bad.version) == ("published", "draft", 1)


def test_entry_saved_meanwhile_is_left_and_named(client):
    place = make_place()
    stale, fresh = make_organisation(name_en="Stale"), make_organisation(name_en="Fresh")
    preview = look(client, stale, fresh, places_add=[place.pk])
    stale.save()

    response = save(client, preview)

    assert response.context["text"] == "1 entry was changed."
    assert response.context["left"] == [
        (stale, ["Somebody saved this entry after you looked at it, so it stays as it is."])
    ]
    assert (stale.places.count(), fresh.places.count()) == (0, 1)


def test_entry_deleted_meanwhile_is_counted(client):
    place = make_place()
    gone, kept = make_organisation(), make_organisation()
    preview = look(client, gone, kept, places_add=[place.pk])
    gone.delete()

    response = save(client, preview)

    assert (response.context["text"], response.context["gone"]) == ("1 entry was changed.", 1)
    assert kept.places.count() == 1


def test_going_back_keeps_what_was_chosen(client):
    place = make_place()
    changing, same = make_organisation(name_en="A"), make_organisation(name_en="B", places=[place])
    preview = look(client, changing, same, places_add=[place.pk], reason="Why not.")

    page = client.post(
        SEVERAL[Organisation],
        {"again": "1", "all": preview.context["all"], "places_add": [place.pk], "reason": "Why not."},
    )

    assert page.context["first"] == [changing, same]
    assert page.context["form"]["places_add"].value() == [str(place.pk)]
    assert page.context["form"].errors == {}


@pytest.mark.parametrize(
    ("choices", "errors"),
    [
        ({}, {"__all__": ["You have not chosen anything to change yet."]}),
        ({"reason": "Only that."}, {"__all__": ["You have not chosen anything to change yet."]}),
        (
            {"verified_on": "2025-01-01"},
            {"verified_how": ["Say how, too. How it was checked before says nothing about this time."]},
        ),
        ({"verified_how": "asked"}, {"verified_on": ["Say on which day, too."]}),
        ({"verified_on": "2999-01-01", "verified_how": "asked"}, {"verified_on": ["This day is still to come."]}),
    ],
)
def test_choice_that_makes_no_sense_is_refused(client, choices, errors):
    response = look(client, make_organisation(), **choices)

    assert response.context["form"].errors == errors


def test_the_same_place_cannot_be_added_and_taken_away(client):
    place = make_place()

    response = look(client, make_organisation(places=[place]), places_add=[place.pk], places_take=[place.pk])

    assert response.context["form"].errors == {
        "places_take": ["The same is to be added and taken away. Choose one."]
    }  # fmt: skip


def test_filters_of_the_list_survive(client):
    entry, place = make_organisation(), make_place()
    page = client.post(
        f"{list_url(Organisation)}?status__exact=published",
        {"action": "change_several", "index": 0, "_selected_action": [entry.pk]},
    )

    response = client.post(page.context["address"], {"chosen": f"{entry.pk}.1", "places_add": place.pk, "save": "1"})

    assert page.context["list_address"] == f"{list_url(Organisation)}?status__exact=published"
    assert response.url == f"{list_url(Organisation)}?status__exact=published"


def test_editor_may_not_publish_or_withdraw(reviewing):
    draft = make_organisation(name_en="A draft", status=Status.DRAFT)
    public = make_organisation(name_en="Published")

    offered = [value for value, _label in choose(reviewing, draft).context["form"].fields["status"].choices]
    forced = look(reviewing, draft, status="published")
    withdrawing = look(reviewing, draft, public, status="in-review")

    assert offered == ["", "draft", "in-review"]
    assert list(forced.context["form"].errors) == ["status"]
    assert names(withdrawing.context["changing"]) == [draft]
    (refused,) = withdrawing.context["refused"]
    assert (refused.entry, refused.problems) == (public, ["You may not change its status."])


def test_status_published_meanwhile_is_not_taken_back_by_an_editor(reviewing):
    draft = make_organisation(status=Status.DRAFT)
    preview = look(reviewing, draft, status="in-review")
    draft.status = Status.PUBLISHED
    draft.save()

    response = save(reviewing, preview)

    assert [problems for _entry, problems in response.context["left"]] == [
        ["Somebody saved this entry after you looked at it, so it stays as it is."]
    ]
    draft.refresh_from_db()
    assert draft.status == "published"


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.CONTRIBUTOR, False), (Role.EDITOR, True), (Role.PUBLISHER, True), (Role.ADMINISTRATOR, True)],
)
def test_only_those_who_may_change_any_entry_do_so_at_once(client, role, offered):
    client.force_login(make_editor("carla", role=role))
    entry = make_organisation()

    page = client.get(list_url(Organisation))
    answer = look(client, entry, places_add=[make_place().pk])

    choices = dict(page.context["action_form"].fields["action"].choices) if page.context["action_form"] else {}
    assert ("change_several" in choices) == offered
    assert answer.status_code == (200 if offered else 403)


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30, " ".join(str(number) for number in range(501))])
def test_senseless_choice_of_entries_leads_back_to_the_list(client, chosen):
    response = client.post(SEVERAL[Organisation], {"chosen": chosen, "status": "draft"})

    assert (response.status_code, response.url) == (302, list_url(Organisation))


def test_chosen_entries_are_read_with_their_versions():
    assert chosen_in("12.3 15 x ² 16.y 1.2.3") == {12: 3, 15: 0, 16: 0, 1: 0}


def test_getting_the_page_leads_back_to_the_list(client):
    assert client.get(SEVERAL[Organisation]).url == list_url(Organisation)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_preview_do_not_grow_when_nothing_changes(client, count, django_assert_num_queries):
    place = make_place()
    entries = [make_organisation(places=[place]) for _number in range(count)]
    look(client, *entries, places_add=[place.pk])

    with django_assert_num_queries(7):
        response = look(client, *entries, places_add=[place.pk])

    assert len(response.context["same"]) == count
