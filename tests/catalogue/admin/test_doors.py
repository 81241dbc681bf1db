"""What a contributor may not do, tried at every door of the admin that leads past its buttons."""

import pytest
from django.urls import reverse

from catalogue.models import Citation, Guide, Place, Proposal, Source, Term
from catalogue.roles import Role
from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, change_url, list_url, sent_from
from tests.catalogue.begun import begun_by
from tests.factories import (
    make_editor,
    make_guide,
    make_guide_step,
    make_organisation,
    make_place,
    make_source,
    make_term,
)


@pytest.fixture
def contributor(db):
    return make_editor("cora", role=Role.CONTRIBUTOR)


@pytest.fixture
def knock(client, contributor):
    """Sends a contributor's POST."""

    def post(address, data):
        client.force_login(contributor)
        return client.post(address, data)

    return post


def refused(response, *sentences) -> bool:
    page = response.content.decode()
    plain = ("or the form may have waited too long", "Your account may not save this.")
    return response.status_code == 403 and any(sentence in page for sentence in sentences or plain)


def undo_url(thing, version) -> str:
    return change_url(thing).replace("change/", f"undo/{version}/")


def test_undoing_a_change_is_refused(client, knock):
    entry = make_organisation(name_en="First")
    entry.name_en = "Second"
    entry.save()
    old_state = change_url(entry).replace("change/", f"history/{entry.history.earliest('history_id').pk}/")

    response = knock(undo_url(entry, 2), {})
    knock(old_state, {"name_en": "First", "slug": entry.slug})

    assert refused(response)
    assert Organisation.objects.get().name_en == "Second"


def test_contributor_undoes_a_change_of_an_own_draft(knock, contributor):
    entry = begun_by(contributor, make_organisation(name_en="First", status="draft"))
    entry.name_en = "Second"
    entry.save()

    response = knock(undo_url(entry, 2), {})

    assert response.status_code == 302
    assert Organisation.objects.get().name_en == "First"


def test_lone_page_of_evidence_is_only_looked_at(client, knock):
    citation = make_organisation().citations.get()
    data = sent_from(client.get(change_url(citation)), claim_en="Hacked.")

    response = knock(change_url(citation), data)

    assert refused(response)
    assert Citation.objects.get().claim_en == "The essay says so."
    assert client.get(change_url(citation)).status_code == 200


def test_lone_page_of_evidence_of_an_own_draft_is_saved(client, knock, contributor):
    citation = begun_by(contributor, make_organisation(status="draft")).citations.get()
    data = sent_from(client.get(change_url(citation)), claim_en="Mended.")

    response = knock(change_url(citation), data)

    assert response.status_code == 302
    assert Citation.objects.get().claim_en == "Mended."


def test_change_of_evidence_is_not_undone(knock):
    citation = make_organisation().citations.get()
    citation.claim_en = "Second."
    citation.save()

    response = knock(undo_url(citation, citation.history.latest().pk), {})

    assert refused(response)
    assert Citation.objects.get().claim_en == "Second."


@pytest.mark.parametrize("make", [make_source, make_place, make_term, make_guide, make_guide_step])
def test_what_is_no_entry_is_not_changed(client, knock, make):
    thing = make()
    data = sent_from(client.get(change_url(thing)))

    assert refused(knock(change_url(thing), data))
    assert refused(knock(undo_url(thing, thing.history.latest().pk), {}))


@pytest.mark.parametrize("model", [Source, Place, Term, Guide, Proposal])
def test_what_is_no_entry_is_not_made(client, knock, model):
    assert refused(knock(add_url(model), {"slug": "hacked"}))
    assert not model.objects.exists()


@pytest.mark.parametrize("make", [make_source, make_place, make_term, make_guide])
def test_what_is_no_entry_is_not_deleted(knock, make):
    thing = make()

    one = knock(change_url(thing).replace("/change/", "/delete/"), {"post": "yes"})
    several = knock(list_url(type(thing)), {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"})

    assert refused(one)
    assert refused(several, "Your role does not allow this for several at once.")
    assert type(thing).objects.exists()


@pytest.mark.parametrize("popup", ["?_popup=1", ""])
def test_a_window_that_pops_up_is_no_way_round(client, knock, popup):
    entry = make_organisation(name_en="Old")
    data = sent_from(client.get(change_url(entry)), name_en="New", _popup="1", _to_field="id")

    response = knock(change_url(entry) + popup, data)

    assert response.status_code == 302
    assert Organisation.objects.get().name_en == "Old"
    assert Proposal.objects.get().changes == {"name_en": "New"}


def test_a_source_is_not_made_in_a_window_that_pops_up(knock):
    assert refused(knock(f"{add_url(Source)}?_popup=1", {"title": "Hacked", "_popup": "1"}))
    assert not Source.objects.exists()


def test_saving_as_new_is_refused(client, knock):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), slug="copy", _saveasnew="Save as new")

    response = knock(change_url(entry), data)

    assert refused(response, "Nothing here can be saved as a copy.")
    assert set(Organisation.objects.all()) == {entry}


def test_rows_of_a_list_are_not_edited_in_the_list(knock):
    entry = make_organisation(name_en="Old")
    data = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": entry.pk,
        "form-0-name_en": "New",
        "_save": "1",
    }

    knock(list_url(Organisation), data)

    assert Organisation.objects.get().name_en == "Old"


@pytest.mark.parametrize("action", ["verified_today", "publish", "withdraw", "delete_selected", "no_such_action"])
def test_actions_that_were_not_offered_are_refused(knock, action):
    entry = make_organisation(status="draft")
    before = Organisation.objects.values().get()

    response = knock(list_url(Organisation), {"action": action, "_selected_action": [entry.pk], "index": 0})

    assert refused(response, "Your role does not allow this for several at once.")
    assert Organisation.objects.values().get() == before


def test_suggestions_are_only_given_for_what_one_may_see(client, contributor):
    make_editor("hidden")
    client.force_login(contributor)
    address = reverse("admin:autocomplete")
    asked = {"app_label": "organisations", "model_name": "organisation"}

    places = client.get(address, {**asked, "field_name": "places", "term": ""})
    people = client.get(address, {**asked, "field_name": "verified_by", "term": ""})

    assert places.status_code == 200
    assert people.status_code == 403


@pytest.mark.parametrize(("role", "now"), [(Role.EDITOR, "draft"), (Role.PUBLISHER, "published")])
def test_guide_is_published_by_publishers_only(client, role, now):
    guide = make_guide(status="draft")
    make_guide_step(guide)
    data = sent_from(client.get(change_url(guide)), status="published")
    client.force_login(make_editor("somebody", role=role))

    response = client.post(change_url(guide), data)

    assert Guide.objects.get().status == now
    if role == Role.EDITOR:
        assert "Your role does not allow this status here." in response.content.decode()


def test_editor_changes_a_published_guide(client):
    guide = make_guide()
    make_guide_step(guide)
    client.force_login(make_editor("somebody", role=Role.EDITOR))

    client.post(change_url(guide), sent_from(client.get(change_url(guide)), title_en="Clearer"))

    assert (Guide.objects.get().title_en, Guide.objects.get().status) == ("Clearer", "published")
