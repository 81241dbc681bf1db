"""catalogue.admin.review: the page of one proposal."""

import pytest
from django.urls import reverse

from catalogue.editing.apply import apply
from catalogue.models import Proposal
from catalogue.roles import Role
from organisations.models import Organisation
from tests.catalogue.admin.pages import change_url
from tests.factories import make_connection, make_editor, make_organisation, make_source


@pytest.fixture
def author(db):
    return make_editor("cora", role=Role.CONTRIBUTOR)


@pytest.fixture
def reviewer(client):
    """Signed in."""
    user = make_editor("rosa", role=Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def entry(db):
    return make_organisation(slug="union", name_en="Old", summary_es="Antes.")


@pytest.fixture
def proposal(entry, author):
    changes = {"name_en": "New", "summary_es": "Después."}
    return Proposal.objects.create(
        entry_id=entry.pk, author=author, changes=changes, base_version=1, note="Their letter."
    )


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def text(response) -> str:
    return " ".join(response.content.decode().split())


def send(client, proposal, verdicts=None, **typed):
    verdicts = {f"verdict-{key}": verdict for key, verdict in (verdicts or {}).items()}
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(change_url(proposal), {**verdicts, "seen_version": proposal.entry.version, **typed}, follow=True)


def test_page_says_who_when_on_which_version_and_why(client, reviewer, proposal):
    page = text(client.get(change_url(proposal)))

    for words in ("cora", "version 1 of the entry", "Their letter.", "Name (English)", "Summary (Spanish)"):
        assert words in page
    assert '<p lang="es"><del>Antes.</del></p>' in page
    assert '<p lang="es"><ins>Después.</ins></p>' in page
    assert page.count('type="radio"') == 4


def test_reviewer_accepts_one_field_and_refuses_another(client, reviewer, proposal):
    verdicts = {"name_en": "accept", "summary_es": "refuse"}

    response = send(client, proposal, verdicts, reason__summary_es="Not in the letter.", reason="Thank you.")

    entry = Organisation.objects.get()
    assert (entry.name_en, entry.summary_es) == ("New", "Antes.")
    row = Organisation.history.latest()
    assert (row.history_user, row.history_change_reason) == (
        reviewer,
        f"Proposal {proposal.pk}: Their letter. · Thank you.",
    )
    link = f'<a href="{change_url(proposal)}">Proposal {proposal.pk}</a>'
    assert said(response) == [f"{link} is accepted in part: the entry says so now."]


def test_author_reads_the_decision_and_its_reasons(client, reviewer, author, proposal):
    send(
        client,
        proposal,
        {"name_en": "accept", "summary_es": "refuse"},
        reason__summary_es="Not there.",
        reason="Thanks.",
    )
    client.force_login(author)

    page = text(client.get(change_url(proposal)))

    for words in ("Accepted in part", "<strong>Refused</strong>: Not there.", "<strong>Accepted</strong>", "Thanks."):
        assert words in page
    assert "submit" not in page.split('id="review_form"')[1].split("</form>")[0]


def test_everything_is_accepted_with_one_button(client, reviewer, proposal):
    response = send(client, proposal, _accept="1")

    assert (Organisation.objects.get().name_en, Organisation.objects.get().summary_es) == ("New", "Después.")
    assert said(response)[0].endswith("is accepted: the entry says so now.")


def test_refusing_everything_asks_why_and_keeps_what_was_typed(client, reviewer, proposal):
    asked = send(client, proposal, _refuse="1", reason__name_en="Hm.")
    done = send(client, proposal, _refuse="1", reason="No document says so.")

    assert asked.context["form"].errors == {"reason": ["Say why you refuse everything: its author reads it."]}
    assert 'value="Hm."' in text(asked)
    assert said(done)[0].endswith("is refused.")
    assert Proposal.objects.get().reason == "No document says so."


def test_what_was_left_undecided_is_marked_and_nothing_is_lost(client, reviewer, proposal):
    response = send(client, proposal, {"name_en": "accept"}, reason="Because.")

    form = response.context["form"]
    assert form.errors == {"verdict-summary_es": ["Accept or refuse this."]}
    assert (form["verdict-name_en"].value(), form["reason"].value()) == ("accept", "Because.")
    assert Organisation.objects.get().version == 1


def test_failing_check_comes_back_at_its_field(client, reviewer, entry, author):
    proposal = Proposal.objects.create(
        entry_id=entry.pk, author=author, changes={"slug": "No slug", "name_en": "New"}, base_version=1
    )

    response = send(client, proposal, _accept="1", reason="Fine.")

    (complaint,) = response.context["form"].errors["verdict-slug"]
    assert "slug" in complaint
    assert response.context["form"]["reason"].value() == "Fine."
    assert Organisation.objects.get().name_en == "Old"


def test_check_that_no_suggestion_is_to_blame_for_comes_back_on_top(client, reviewer, entry, author):
    proposal = Proposal.objects.create(entry_id=entry.pk, author=author, changes={"summary_es": None}, base_version=1)

    response = send(client, proposal, _accept="1")

    assert response.context["form"].non_field_errors() == [
        "Before it is published, an entry needs its name and summary in English and in Spanish."
    ]


def test_three_texts_are_shown_where_somebody_changed_the_field_meanwhile(client, reviewer, entry, proposal):
    apply(entry, {"summary_es": "Entretanto."}, user=None)

    page = text(client.get(change_url(proposal)))

    assert "it is at version 2 now" in page
    assert page.count("Somebody changed this after the proposal was made.") == 1
    for words in ("Antes.", "Entretanto.", "Después."):
        assert words in page


def test_second_reviewer_is_told_that_it_is_decided(client, reviewer, proposal):
    send(client, proposal, _accept="1")

    response = send(client, proposal, _refuse="1", reason="No.")

    assert said(response) == ["Somebody decided on this while you were reading. Your decision was not stored."]
    assert Proposal.objects.get().status == "accepted"


def test_entry_that_was_saved_while_the_reviewer_read_is_looked_at_again(client, reviewer, entry, proposal):
    apply(entry, {"reach": "city"}, user=None)

    response = send(client, proposal, _accept="1", seen_version="1")

    assert response.context["form"].non_field_errors() == [
        "Somebody saved the entry while you were reading. Look again at what it would become."
    ]
    assert 'name="seen_version" value="2"' in text(response)
    assert Organisation.objects.get().name_en == "Old"


def test_author_takes_it_back(client, author, proposal):
    client.force_login(author)

    page = client.get(change_url(proposal))
    response = client.post(change_url(proposal), {"_withdraw": "1"}, follow=True)

    assert 'type="radio"' not in text(page)
    assert said(response) == ["You took your proposal back."]
    assert "Taken back by its author" in text(response)
    assert Proposal.objects.get().status == "refused"


def test_author_who_may_not_review_decides_nothing(client, author, proposal):
    client.force_login(author)

    response = send(client, proposal, _accept="1")

    assert response.status_code == 403
    assert "Somebody else decides on this proposal." in text(response)
    assert Organisation.objects.get().version == 1


def test_editor_does_not_decide_on_an_own_proposal(client, reviewer, proposal):
    Proposal.objects.update(author=reviewer)

    page, response = client.get(change_url(proposal)), send(client, proposal, _accept="1")

    assert 'type="radio"' not in text(page)
    assert response.status_code == 403


def test_reviewer_takes_back_nothing_of_others(client, reviewer, proposal):
    response = client.post(change_url(proposal), {"_withdraw": "1"})

    assert response.status_code == 403
    assert "Only its author can take a proposal back." in text(response)


def test_remark_of_a_reader_leads_to_where_it_points(client, reviewer, entry):
    citation = entry.citations.get()
    values = {"note": "The year is wrong.", "published_at": "https://example.org/a?b"}
    remark = Proposal.objects.create(entry_id=entry.pk, about=f"citation-{citation.pk}", **values)

    page = text(client.get(change_url(remark)))

    assert f'href="{change_url(entry)}#citations-0"' in page
    assert 'href="/en/organisations/union/#evidence-1"' in page
    for words in ("a reader", "The year is wrong.", "https://example.org/a?b", "1: The essay says so."):
        assert words in page
    assert "https://example.org/a?b</a>" not in page


@pytest.mark.parametrize(
    ("about", "mark"),
    [("summary", "#id_summary_en"), ("sector", "#id_sector"), ("other", ""), ("citation-999", ""), ("", "")],
)
def test_remark_leads_to_its_field_in_the_form(client, reviewer, entry, about, mark):
    remark = Proposal.objects.create(entry_id=entry.pk, about=about, note="Look.")

    assert client.get(change_url(remark)).context["edit_url"] == change_url(entry) + mark


def test_remark_on_a_connection_leads_to_it(client, reviewer, entry):
    connection = make_connection(entry, "supports", make_organisation())
    remark = Proposal.objects.create(entry_id=entry.pk, about=f"connection-{connection.pk}", note="Look.")

    assert client.get(change_url(remark)).context["edit_url"].endswith("#connections-0")


@pytest.mark.parametrize(
    ("button", "reason", "status", "message"),
    [("_accept", "", "accepted", "is done."), ("_refuse", "It is right.", "refused", "is refused.")],
)
def test_remark_is_done_or_refused(client, reviewer, entry, button, reason, status, message):
    remark = Proposal.objects.create(entry_id=entry.pk, note="Look.")

    response = send(client, remark, reason=reason, **{button: "1"})

    assert said(response)[0].endswith(message)
    assert (Proposal.objects.get().status, Proposal.objects.get().decided_by) == (status, reviewer)


def test_remark_is_not_refused_without_a_reason(client, reviewer, entry):
    remark = Proposal.objects.create(entry_id=entry.pk, note="Look.")

    response = send(client, remark, _refuse="1")

    assert response.context["form"].errors == {"reason": ["Say why you refuse it."]}


@pytest.mark.parametrize(("language", "words"), [("en", "New"), ("es", "Después.")])
def test_preview_shows_the_entry_as_it_would_be_and_stores_nothing(client, reviewer, entry, proposal, language, words):
    address = reverse("admin:catalogue_proposal_preview", args=[proposal.pk, language])

    response = client.get(address)

    assert words in text(response)
    assert "no-store" in response["Cache-Control"]
    assert Organisation.objects.get().version == 1
    assert Organisation.history.count() == 1


def test_preview_of_what_cannot_be_stored_says_why(client, reviewer, entry, author):
    proposal = Proposal.objects.create(entry_id=entry.pk, author=author, changes={"summary_es": None}, base_version=1)

    response = client.get(reverse("admin:catalogue_proposal_preview", args=[proposal.pk, "en"]), follow=True)

    assert said(response) == [
        "There is no preview, because this could not be stored as it is: "
        "Before it is published, an entry needs its name and summary in English and in Spanish."
    ]


@pytest.mark.parametrize("number", ["999999", "9" * 25, "abc"])
def test_proposal_that_is_not_there_is_not_found(client, reviewer, number):
    assert client.get(reverse("admin:catalogue_proposal_change", args=[number])).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_page_is_there_in_both_languages(client, reviewer, entry, proposal, language):
    row = {"source": make_source().pk, "section": None, "paragraph": 1, "standing": "reports", "claim_en": "So.",
           "claim_es": "Así.", "position": None}  # fmt: skip
    Proposal.objects.update(changes={"citation-new1": row})

    page = text(client.get(change_url(proposal), headers={"accept-language": language}))

    assert {"en": "Decide as chosen above", "es": "Decidir como se eligió arriba"}[language] in page
