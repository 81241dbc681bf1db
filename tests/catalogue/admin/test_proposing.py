"""catalogue.admin.proposing: what somebody saves who may not change the entry."""

import pytest
from django.urls import reverse

from catalogue.models import Citation, Connection, Proposal
from catalogue.roles import Role
from organisations.models import Organisation
from tactics.models import Tactic
from tests.catalogue.admin.pages import another, change_url, errors, sent_from
from tests.catalogue.begun import begun_by
from tests.factories import (
    MAKERS,
    make_citation,
    make_connection,
    make_editor,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

NOTICE = "What you save here becomes a proposal; an editor decides."
CLAIM = {"standing": "reports", "section": "", "paragraph": 1, "position": "", "claim_en": "So.", "claim_es": "Así."}


@pytest.fixture
def contributor(client):
    """Somebody who may only propose, signed in."""
    user = make_editor("cora", role=Role.CONTRIBUTOR)
    client.force_login(user)
    return user


def test_save_of_a_contributor_becomes_a_proposal_and_the_entry_stays(client, contributor):
    entry = make_organisation(summary_es="Antes.")
    before = list(Organisation.objects.values()), Organisation.history.count()
    data = sent_from(client.get(change_url(entry)), summary_es="Después.", why="Their letter.")

    response = client.post(change_url(entry), data, follow=True)

    proposal = Proposal.objects.get()
    assert (proposal.entry_id, proposal.author, proposal.base_version) == (entry.pk, contributor, 1)
    assert (proposal.changes, proposal.note) == ({"summary_es": "Después."}, "Their letter.")
    assert (list(Organisation.objects.values()), Organisation.history.count()) == before
    said = [str(message) for message in response.context["messages"]]
    address = reverse("admin:catalogue_proposal_change", args=[proposal.pk])
    assert said == [
        "Thank you. Nothing is changed yet; an editor decides. Here is what you proposed: "
        f'<a href="{address}">Proposal {proposal.pk}</a>.'
    ]


def test_new_evidence_and_the_connection_on_it_are_proposed(client, contributor):
    entry, tactic, source = make_organisation(), make_tactic(), make_source()
    data = another(sent_from(client.get(change_url(entry))), "citations", **CLAIM, source=source.pk)
    data = another(data, "connections", kind="uses", object=tactic.pk, evidence=2, note_en="", note_es="")

    client.post(change_url(entry), data)

    row = {"source": source.pk, "section": None, "paragraph": 1, "standing": "reports", "position": None}
    uses = {"kind": "uses", "object": tactic.pk, "citation": "new1", "note_en": None, "note_es": None}
    assert Proposal.objects.get().changes == {
        "citation-new1": {**row, "claim_en": "So.", "claim_es": "Así."},
        "connection-new1": uses,
    }
    assert entry.citations.count() == 1
    assert not Connection.objects.exists()


def test_deleting_evidence_is_proposed_and_not_done(client, contributor):
    entry = make_organisation()
    second, third = make_citation(entry), make_citation(entry)
    data = sent_from(client.get(change_url(entry)), citations__1__DELETE="on")

    client.post(change_url(entry), data)

    assert Proposal.objects.get().changes == {f"citation-{second.pk}": None}
    assert list(entry.citations.values_list("position", flat=True)) == [1, 2, 3]
    assert Citation.history.filter(history_type="-").count() == 0
    assert third in entry.citations.all()


def test_lists_of_places_and_actors_are_proposed(client, contributor):
    tactic, place = make_tactic(), make_place()
    data = sent_from(client.get(change_url(tactic)))

    client.post(change_url(tactic), {**data, "places": [place.pk]})

    assert Proposal.objects.get().changes == {"places": [place.pk]}
    assert not Tactic.objects.get().places.exists()


@pytest.mark.parametrize("make", list(MAKERS.values()))
def test_unchanged_form_proposes_nothing_and_says_so(client, contributor, make):
    entry = make(places=[make_place()], body_en="One.\n\nTwo.")
    data = sent_from(client.get(change_url(entry)), body_en="One.\r\n\r\nTwo.", why="No reason.")

    response = client.post(change_url(entry), data, follow=True)

    assert not Proposal.objects.exists()
    assert [str(message) for message in response.context["messages"]] == [
        "You changed nothing, so nothing was proposed."
    ]
    assert type(entry).objects.get(pk=entry.pk).version == 1


def test_form_says_beforehand_that_it_proposes(client, contributor):
    entry = make_organisation()

    page = client.get(change_url(entry)).content.decode()

    assert NOTICE in page
    assert page.count('value="Propose"') == 2
    assert "_continue" not in page
    assert "_addanother" not in page


def test_form_names_what_the_person_has_proposed_already(client, contributor):
    entry = make_organisation()
    own = Proposal.objects.create(entry_id=entry.pk, author=contributor, changes={"name_en": "x"})
    other = Proposal.objects.create(entry_id=entry.pk, author=make_editor("other"), changes={"name_en": "x"})

    page = client.get(change_url(entry)).content.decode()

    assert f">Proposal {own.pk}</a>" in page
    assert f">Proposal {other.pk}</a>" not in page


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_contributor_saves_drafts_of_their_own_directly(client, contributor, status):
    entry = begun_by(contributor, make_organisation(status=status))
    page = client.get(change_url(entry))

    response = client.post(change_url(entry), sent_from(page, name_en="Mine", status="in-review"))

    assert response.status_code == 302
    assert NOTICE not in page.content.decode()
    assert (Organisation.objects.get().name_en, Organisation.objects.get().status) == ("Mine", "in-review")
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_others_save_directly(client, role):
    client.force_login(make_editor("somebody", role=role))
    entry = make_organisation()
    page = client.get(change_url(entry))

    client.post(change_url(entry), sent_from(page, name_en="New"))

    assert NOTICE not in page.content.decode()
    assert Organisation.objects.get().name_en == "New"
    assert not Proposal.objects.exists()


def test_form_of_a_proposal_is_checked_like_any_other(client, contributor):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), summary_es="", citations__0__DELETE="on")

    response = client.post(change_url(entry), data)

    assert "A published entry needs at least one citation. Add the evidence, or keep it as a draft." in errors(response)
    assert not Proposal.objects.exists()
    assert entry.citations.count() == 1


def test_proposal_on_a_stale_form_is_not_made(client, contributor):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), name_en="Mine")
    Organisation.objects.get().save()

    response = client.post(change_url(entry), data)

    assert response.status_code == 409
    assert response.context["adminform"].form["name_en"].value() == "Mine"
    assert not Proposal.objects.exists()


def test_who_says_that_it_was_checked_is_proposed_too(client, contributor):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), verified_on="2025-07-01")

    client.post(change_url(entry), data)

    assert Proposal.objects.get().changes == {"verified_on": "2025-07-01", "verified_by": contributor.pk}


def test_connections_of_others_with_the_same_evidence_stay(client, contributor):
    entry = make_organisation()
    make_connection(entry, "supports", make_organisation())
    data = sent_from(client.get(change_url(entry)), connections__0__note_en="Since 2019.")

    client.post(change_url(entry), data)

    (changed,) = Proposal.objects.get().changes.values()
    assert changed["note_en"] == "Since 2019."
    assert Connection.objects.get().note_en == ""
