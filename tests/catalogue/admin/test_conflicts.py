"""Two people at the same record: nobody overwrites anybody."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from catalogue.models import Citation, Connection, Place
from organisations.models import Organisation
from tests.catalogue.admin.pages import another, change_url, errors, sent_from
from tests.factories import (
    make_citation,
    make_connection,
    make_editor,
    make_guide,
    make_guide_entry,
    make_guide_step,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
    make_term,
)

STALE = "Somebody else saved this after you opened it, so nothing was saved yet."
UNDECIDED = "Nothing was saved yet: some choices are still open."


def opened(client, record, **typed) -> dict:
    """What a browser sends from the record's form, opened now."""
    return sent_from(client.get(change_url(record)), **typed)


def saved(client, record, **typed):
    """Somebody opens the form, types and saves."""
    response = client.post(change_url(record), opened(client, record, **typed))
    assert response.status_code == 302, errors(response)


def asked(response) -> dict:
    """Of each difference on the page: its kind of answer so far, by what the form calls it."""
    return {question.label: question.chosen for question in response.context["conflict"].questions}


def answered(response, **choices) -> dict:
    """What the refused page sends, with choices; ``__`` stands for a hyphen."""
    panel = response.context["conflict"]
    taken = {f"take-{question.key}": question.chosen for question in panel.questions if question.chosen}
    chosen = {f"take-{key.replace('__', '-')}": choice for key, choice in choices.items()}
    markers = [question.marker for question in panel.questions]
    return {**sent_from(response), "begun": panel.begun, "asked": markers, **taken, **chosen}


def texts(response, label: str) -> tuple[str, str]:
    """What stands beside each other for one difference: stored, typed."""
    question = next(each for each in response.context["conflict"].questions if each.label == label)
    return "".join(piece.text for piece in question.stored), "".join(piece.text for piece in question.mine)


# --- fields ---


def test_stale_save_is_refused_and_keeps_what_was_typed(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.", citations__0__claim_en="My claim.")
    saved(client, entry, summary_en="Theirs.")

    response = client.post(change_url(entry), data)

    assert response.status_code == 409
    assert errors(response) == [STALE]
    assert response.context["adminform"].form["summary_en"].value() == "Mine."
    assert "My claim." in response.content.decode()
    assert Organisation.objects.get().summary_en == "Theirs."
    assert Citation.objects.get().claim_en == "The essay says so."


def test_both_texts_stand_side_by_side_with_the_differing_words_marked(client):
    entry = make_organisation(summary_en="They come when called.")
    data = opened(client, entry, summary_en="They come at night.")
    saved(client, entry, summary_en="They come in cars.")

    response = client.post(change_url(entry), data)

    assert texts(response, "Summary [en]") == ("They come in cars.", "They come at night.")
    page = response.content.decode()
    assert "They come <mark>" in page
    assert "They come when called." in page  # what it said when the form was opened


def test_where_both_changed_a_field_one_has_to_choose(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Theirs.")
    refused = client.post(change_url(entry), data)

    again = client.post(change_url(entry), answered(refused))

    assert asked(refused) == {"Summary [en]": ""}
    assert again.status_code == 409
    assert errors(again) == [UNDECIDED]
    assert asked(again) == {"Summary [en]": ""}
    assert Organisation.objects.get().summary_en == "Theirs."


@pytest.mark.parametrize(("choice", "stored"), [("mine", "Mine."), ("stored", "Theirs.")])
def test_either_text_can_be_taken(client, choice, stored):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Theirs.")
    refused = client.post(change_url(entry), data)

    response = client.post(change_url(entry), answered(refused, summary_en=choice))

    assert response.status_code == 302
    assert Organisation.objects.get().summary_en == stored


def test_each_field_is_taken_from_either(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.", name_en="My name")
    saved(client, entry, summary_en="Theirs.", name_en="Their name")
    refused = client.post(change_url(entry), data)

    client.post(change_url(entry), answered(refused, summary_en="mine", name_en="stored"))

    stored = Organisation.objects.get()
    assert (stored.summary_en, stored.name_en) == ("Mine.", "Their name")


def test_what_only_the_other_changed_is_taken_unless_one_says_otherwise(client):
    entry = make_organisation(summary_es="Como era.")
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_es="De la otra persona.")
    refused = client.post(change_url(entry), data)

    response = client.post(change_url(entry), answered(refused))

    assert asked(refused) == {"Summary [es]": "stored"}
    assert response.status_code == 302
    stored = Organisation.objects.get()
    assert (stored.summary_en, stored.summary_es) == ("Mine.", "De la otra persona.")


def test_what_only_the_other_changed_can_be_put_back(client):
    entry = make_organisation(summary_es="Como era.")
    data = opened(client, entry)
    saved(client, entry, summary_es="De la otra persona.")
    refused = client.post(change_url(entry), data)

    client.post(change_url(entry), answered(refused, summary_es="mine"))

    assert Organisation.objects.get().summary_es == "Como era."


def test_what_only_one_changed_oneself_is_kept_without_a_question(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_es="De la otra persona.")

    refused = client.post(change_url(entry), data)

    assert refused.context["conflict"].kept == ["Summary [en]"]


def test_the_same_typed_by_both_is_no_conflict(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="The same.")
    saved(client, entry, summary_en="The same.")

    response = client.post(change_url(entry), data)

    assert response.status_code == 302


def test_ends_of_lines_that_browsers_send_are_no_change(client):
    entry = make_organisation(body_en="One.\n\nTwo.")
    data = opened(client, entry, body_en="One.\r\n\r\nTwo.")
    saved(client, entry, body_en="One.\r\n\r\nTwo.\r\n\r\nThree.")

    refused = client.post(change_url(entry), data)

    assert asked(refused) == {"Text [en]": "stored"}


def test_a_text_changed_after_choosing_what_is_stored_is_not_thrown_away(client):
    entry = make_organisation(summary_es="Como era.")
    data = opened(client, entry)
    saved(client, entry, summary_es="De la otra persona.")
    refused = client.post(change_url(entry), data)

    again = client.post(change_url(entry), {**answered(refused), "summary_es": "Las dos."})

    assert errors(again) == [UNDECIDED]
    assert again.context["adminform"].form["summary_es"].value() == "Las dos."
    client.post(change_url(entry), answered(again, summary_es="mine"))
    assert Organisation.objects.get().summary_es == "Las dos."


def test_a_third_save_in_between_is_noticed_again(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Second.")
    refused = client.post(change_url(entry), data)
    saved(client, entry, summary_en="Third.")

    again = client.post(change_url(entry), answered(refused, summary_en="mine"))

    assert errors(again) == [STALE]
    assert asked(again) == {"Summary [en]": ""}
    assert texts(again, "Summary [en]") == ("Third.", "Mine.")
    assert Organisation.objects.get().summary_en == "Third."


def test_choosing_what_was_stored_does_not_undo_a_third_save(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Second.")
    refused = client.post(change_url(entry), data)
    saved(client, entry, summary_en="Third.")

    again = client.post(change_url(entry), answered(refused, summary_en="stored"))
    response = client.post(change_url(entry), answered(again))

    assert asked(again) == {"Summary [en]": "stored"}
    assert response.status_code == 302
    assert Organisation.objects.get().summary_en == "Third."


def test_form_sent_twice_is_stored_once(client):
    entry = make_organisation()
    data = another(
        opened(client, entry, name_en="New name"),
        "citations",
        source=make_source().pk,
        standing="reports",
        section="",
        paragraph=1,
        position="",
        claim_en="It did.",
        claim_es="Lo hizo.",
    )

    responses = [client.post(change_url(entry), data) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert Citation.objects.count() == 2


def test_form_that_does_not_say_what_it_saw_is_refused(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    del data["seen"]

    refused = client.post(change_url(entry), data)

    assert errors(refused) == [STALE]
    assert asked(refused) == {"Summary [en]": ""}


@pytest.mark.parametrize("seen", ["", "x", "1", "1.2", "1.2.3.4", "-1.0.0", "9" * 30 + ".1.1", "²1.1.1", "1.1.٣"])
def test_nonsense_in_the_place_of_what_was_seen_is_refused(client, seen):
    entry = make_organisation()

    response = client.post(change_url(entry), {**opened(client, entry, summary_en="Mine."), "seen": seen})

    assert response.status_code == 409
    assert Organisation.objects.get().summary_en != "Mine."


@pytest.mark.parametrize("name", ["asked", "begun", "take-summary_en", "take-"])
@pytest.mark.parametrize("value", ["", ":", "-", "x-1-y:z", "citations-:", "citations-order:", "places:0", "\x00"])
def test_nonsense_in_the_fields_of_the_panel_does_no_harm(client, name, value):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Theirs.")

    response = client.post(change_url(entry), {**data, name: value})

    assert response.status_code == 409
    assert Organisation.objects.get().summary_en == "Theirs."


def test_lists_and_choices_are_compared_and_named(client):
    boyle, echo = make_place(name_en="Boyle Heights"), make_place(name_en="Echo Park")
    entry = make_organisation(places=[boyle], aliases=["One"])
    data = opened(client, entry, places=[boyle.pk, echo.pk], aliases="One\r\nTwo", sector="legal")
    saved(client, entry, places=[echo.pk], aliases="Three", sector="youth")

    refused = client.post(change_url(entry), data)

    assert texts(refused, "Places") == ("Echo Park", "Boyle Heights, Echo Park")
    assert texts(refused, "Also known as") == ("Three", "One\nTwo")
    assert texts(refused, "Sector") == ("Youth and students", "Legal")
    client.post(change_url(entry), answered(refused, places="mine", aliases="stored", sector="stored"))
    stored = Organisation.objects.get()
    assert (set(stored.places.all()), stored.aliases, stored.sector) == ({boyle, echo}, ["Three"], "youth")


def test_what_else_is_wrong_is_said_together_with_the_refusal(client):
    entry = make_organisation()
    data = opened(client, entry, summary_es="")
    saved(client, entry, name_en="Theirs")

    refused = client.post(change_url(entry), data)

    assert errors(refused)[0] == STALE
    assert len(errors(refused)) == 2


def test_own_save_in_another_window_is_called_so(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Mine too.")

    refused = client.post(change_url(entry), data)

    assert refused.context["conflict"].heading.startswith("You saved this in another window (")


def test_save_of_somebody_else_is_told_without_a_name(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    entry.summary_en = "Theirs."
    entry.save()

    refused = client.post(change_url(entry), data)

    assert refused.context["conflict"].heading.startswith("Somebody saved this while you were typing (")


# --- evidence and connections ---


def test_change_of_one_citation_makes_an_open_form_of_its_entry_stale(client):
    entry = make_organisation()
    citation = entry.citations.get()
    data = opened(client, entry)
    saved(client, citation, claim_en="Mended.")

    refused = client.post(change_url(entry), data)

    assert errors(refused) == [STALE]
    assert asked(refused) == {"Citation 1: Claim [en]": "stored"}
    client.post(change_url(entry), answered(refused))
    assert Citation.objects.get().claim_en == "Mended."


def test_row_that_both_changed_is_decided_field_by_field(client):
    entry = make_organisation()
    key = entry.citations.get().pk
    data = opened(client, entry, citations__0__claim_en="Mine.", citations__0__paragraph=2)
    saved(client, entry, citations__0__claim_en="Theirs.", citations__0__paragraph=3)

    refused = client.post(change_url(entry), data)
    choices = {f"citations__{key}__claim_en": "mine", f"citations__{key}__paragraph": "stored"}
    client.post(change_url(entry), answered(refused, **choices))

    citation = Citation.objects.get()
    assert (citation.pk, citation.claim_en, citation.paragraph) == (key, "Mine.", 3)


def test_row_added_by_the_other_stays_and_is_in_the_form(client):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    make_citation(entry, claim_en="Theirs, new.")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert [row.split(" (")[0] for row in refused.context["conflict"].added] == ["Citation 2"]
    assert sent_from(refused)["citations-1-claim_en"] == "Theirs, new."
    assert response.status_code == 302
    assert [citation.claim_en for citation in entry.citations.all()] == ["The essay says so.", "Theirs, new."]


def test_rows_added_by_both_are_both_stored(client):
    entry, source = make_organisation(), make_source()
    row = {"source": source.pk, "standing": "reports", "section": "", "paragraph": 1, "claim_es": "Sí."}
    data = another(opened(client, entry), "citations", **row, position="", claim_en="Mine.")
    make_citation(entry, claim_en="Theirs.")

    refused = client.post(change_url(entry), data)
    client.post(change_url(entry), answered(refused))

    assert [citation.claim_en for citation in entry.citations.all()] == ["The essay says so.", "Theirs.", "Mine."]


@pytest.mark.parametrize(("choice", "left"), [("stored", ["First."]), ("mine", ["First.", "Mine."])])
def test_row_deleted_by_the_other_and_changed_by_oneself_is_asked_about(client, choice, left):
    entry = make_organisation(cited=False)
    make_citation(entry, claim_en="First.")
    gone = make_citation(entry, claim_en="Second.")
    data = opened(client, entry, citations__1__claim_en="Mine.")
    saved(client, entry, citations__1__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused, **{f"citations__{gone.pk}": choice}))

    assert asked(refused) == {"Citation 2": ""}
    assert "Mine." in refused.content.decode()
    assert response.status_code == 302
    assert [citation.claim_en for citation in entry.citations.all()] == left


def test_row_deleted_by_the_other_and_not_changed_stays_deleted(client):
    entry = make_organisation()
    make_citation(entry)
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, citations__1__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert asked(refused) == {"Citation 2": "stored"}
    assert response.status_code == 302
    assert entry.citations.count() == 1


@pytest.mark.parametrize(("choice", "left"), [("stored", ["Theirs."]), ("mine", [])])
def test_row_that_one_deletes_and_the_other_changed_is_asked_about(client, choice, left):
    entry = make_organisation(status="draft")
    key = entry.citations.get().pk
    data = opened(client, entry, citations__0__DELETE="on")
    saved(client, entry, citations__0__claim_en="Theirs.")

    refused = client.post(change_url(entry), data)
    client.post(change_url(entry), answered(refused, **{f"citations__{key}": choice}))

    assert asked(refused) == {"Citation 1": ""}
    assert [citation.claim_en for citation in entry.citations.all()] == left


def test_row_deleted_by_both_is_no_matter(client):
    entry = make_organisation()
    make_citation(entry)
    data = opened(client, entry, summary_en="Mine.", citations__1__DELETE="on")
    saved(client, entry, citations__1__DELETE="on")

    refused = client.post(change_url(entry), data)

    assert asked(refused) == {}
    assert client.post(change_url(entry), answered(refused)).status_code == 302


def test_connection_keeps_its_evidence_when_the_other_deleted_what_stood_before_it(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    make_citation(entry, claim_en="First.")
    second = make_citation(entry, claim_en="Second.")
    make_connection(entry, "uses", tactic, citation=second)
    data = opened(client, entry, connections__0__note_en="Mine.", connections__0__note_es="Mía.")
    saved(client, entry, citations__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302
    connection = Connection.objects.get()
    assert (connection.citation, connection.note_en) == (second, "Mine.")


def test_evidence_typed_as_a_number_means_what_stood_there_when_it_was_typed(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    rows = [make_citation(entry, claim_en=claim) for claim in ("First.", "Second.", "Third.")]
    make_connection(entry, "uses", tactic, citation=rows[1])
    data = opened(client, entry, connections__0__evidence=3)
    saved(client, entry, citations__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation == rows[2]


def test_evidence_means_the_same_when_somebody_else_turned_the_order_round(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    rows = [make_citation(entry, claim_en=claim) for claim in ("First.", "Second.")]
    make_connection(entry, "uses", tactic, citation=rows[0])
    data = opened(client, entry, connections__0__evidence=2)
    saved(client, entry, citations__0__position=2, citations__1__position=1)

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation == rows[1]
    assert list(entry.citations.all()) == rows[::-1]


def test_new_connection_on_new_evidence_survives_a_refusal(client):
    entry, tactic, source = make_organisation(), make_tactic(), make_source()
    row = {"source": source.pk, "standing": "reports", "section": "", "paragraph": 1, "claim_es": "Sí."}
    data = another(opened(client, entry), "citations", **row, position="", claim_en="Mine.")
    data = another(data, "connections", kind="uses", object=tactic.pk, evidence=2, note_en="", note_es="")
    make_citation(entry, claim_en="Theirs.")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation.claim_en == "Mine."


@pytest.mark.parametrize(("choice", "order"), [("stored", [1, 2, 0]), ("mine", [2, 0, 1])])
def test_order_that_both_changed_is_asked_about(client, choice, order):
    entry = make_organisation(cited=False)
    rows = [make_citation(entry) for _ in range(3)]
    data = opened(client, entry, citations__0__position=2, citations__1__position=3, citations__2__position=1)
    saved(client, entry, citations__0__position=3, citations__1__position=1, citations__2__position=2)

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused, citations__order=choice))

    assert asked(refused) == {"Order: Evidence": ""}
    assert response.status_code == 302, errors(response)
    assert list(entry.citations.all()) == [rows[index] for index in order]


def test_connection_deleted_by_the_other_can_be_stored_again(client):
    entry, tactic = make_organisation(), make_tactic()
    connection = make_connection(entry, "uses", tactic)
    data = opened(client, entry, connections__0__note_en="Mine.", connections__0__note_es="Mía.")
    saved(client, entry, connections__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    response = client.post(change_url(entry), answered(refused, **{f"connections__{connection.pk}": "mine"}))

    assert len(asked(refused)) == 1
    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().note_en == "Mine."


def test_connection_can_be_stored_again_together_with_its_evidence(client):
    entry, tactic = make_organisation(cited=False), make_tactic()
    make_citation(entry, claim_en="First.")
    second = make_citation(entry, claim_en="Second.")
    connection = make_connection(entry, "uses", tactic, citation=second)
    data = opened(client, entry, citations__1__claim_en="Mine.")
    saved(client, entry, citations__1__DELETE="on", connections__0__DELETE="on")

    refused = client.post(change_url(entry), data)
    choices = {f"connections__{connection.pk}": "mine", f"citations__{second.pk}": "mine"}
    response = client.post(change_url(entry), answered(refused, **choices))

    assert response.status_code == 302, errors(response)
    assert Connection.objects.get().citation.claim_en == "Mine."


# --- the other records ---


def test_stale_save_of_a_place_is_refused(client):
    place = make_place(name_en="Echo Park")
    data = opened(client, place, name_en="Mine")
    saved(client, place, name_en="Theirs")

    refused = client.post(change_url(place), data)

    assert errors(refused) == [STALE]
    assert texts(refused, "Name [en]") == ("Theirs", "Mine")
    client.post(change_url(place), answered(refused, name_en="mine"))
    assert Place.objects.get().name_en == "Mine"


@pytest.mark.parametrize(
    ("make", "name", "label"),
    [
        (make_source, "title", "Title"),
        (make_term, "explanation_en", "Explanation [en]"),
        (make_guide, "lead_es", "Lead [es]"),
        (make_guide_step, "heading_en", "Heading [en]"),
        (lambda: make_citation(make_organisation()), "claim_es", "Claim [es]"),
    ],
    ids=["source", "term", "guide", "step", "citation"],
)
def test_stale_save_of_any_record_is_refused(client, make, name, label):
    record = make()
    if name == "lead_es":
        make_guide_step(record)
    data = opened(client, record, **{name: "Mine"})
    saved(client, record, **{name: "Theirs"})

    refused = client.post(change_url(record), data)
    response = client.post(change_url(record), answered(refused, **{name: "mine"}))

    assert errors(refused) == [STALE]
    assert texts(refused, label) == ("Theirs", "Mine")
    assert response.status_code == 302
    record.refresh_from_db()
    assert getattr(record, name) == "Mine"


def test_outline_of_a_source_is_compared(client):
    source = make_source()
    data = opened(client, source, outline='[{"heading": null, "paragraphs": 6}]')
    saved(client, source, outline='[{"heading": null, "paragraphs": 7}]')

    refused = client.post(change_url(source), data)
    client.post(change_url(source), answered(refused, outline="stored"))

    assert asked(refused) == {"Outline": ""}
    source.refresh_from_db()
    assert source.outline == [{"heading": None, "paragraphs": 7}]


def test_steps_of_a_guide_are_decided_row_by_row(client):
    guide = make_guide()
    first, second = make_guide_step(guide), make_guide_step(guide)
    data = opened(client, guide, steps__0__heading_en="Mine", steps__1__heading_en="Mine too")
    saved(client, guide, steps__0__heading_en="Theirs", steps__1__DELETE="on")

    refused = client.post(change_url(guide), data)
    choices = {f"steps__{first.pk}__heading_en": "stored", f"steps__{second.pk}": "mine"}
    response = client.post(change_url(guide), answered(refused, **choices))

    assert asked(refused) == {"Step 1: Heading [en]": "", "Step 2": ""}
    assert response.status_code == 302, errors(response)
    assert list(guide.steps.values_list("position", "heading_en")) == [(1, "Theirs"), (2, "Mine too")]


def test_deleting_a_step_whose_entries_the_other_changed_is_asked_about(client):
    guide = make_guide()
    make_guide_step(guide)
    step = make_guide_step(guide)
    data = opened(client, guide, steps__1__DELETE="on")
    make_guide_entry(step, make_organisation())

    refused = client.post(change_url(guide), data)
    response = client.post(change_url(guide), answered(refused, **{f"steps__{step.pk}": "stored"}))

    assert asked(refused) == {"Step 2": ""}
    assert response.status_code == 302, errors(response)
    assert guide.steps.count() == 2


def test_entries_of_a_step_are_decided_row_by_row(client):
    step = make_guide_step(entries=[make_organisation(), make_organisation()])
    first = step.entries.first()
    data = opened(client, step, entries__0__note_en="Mine", entries__0__note_es="Mía")
    saved(client, step, entries__0__note_en="Theirs", entries__0__note_es="Suya", entries__1__DELETE="on")

    refused = client.post(change_url(step), data)
    choices = {f"entries__{first.pk}__note_en": "mine", f"entries__{first.pk}__note_es": "mine"}
    response = client.post(change_url(step), answered(refused, **choices))

    assert response.status_code == 302, errors(response)
    assert list(step.entries.values_list("note_en", "note_es")) == [("Mine", "Mía")]


# --- deleted meanwhile ---


def test_record_deleted_meanwhile_comes_back_as_a_new_one(client):
    place = make_place()
    address, data = change_url(place), opened(client, place, name_en="Typed for long")
    place.delete()

    refused = client.post(address, data)
    stored = client.post("/admin/catalogue/place/add/", sent_from(refused))

    assert refused.status_code == 409
    assert errors(refused) == ["Somebody deleted this while you were typing, so nothing was saved yet."]
    assert refused.context["form_url"] == "/admin/catalogue/place/add/"
    assert stored.status_code == 302
    assert Place.objects.get().name_en == "Typed for long"


def test_entry_deleted_meanwhile_comes_back_with_evidence_and_connections(client):
    entry, tactic = make_organisation(), make_tactic()
    make_connection(entry, "uses", tactic)
    address = change_url(entry)
    data = opened(client, entry, summary_en="Typed for long.", citations__0__claim_en="My claim.")
    Organisation.objects.get().delete()

    refused = client.post(address, data)
    stored = client.post(refused.context["form_url"], sent_from(refused))

    assert refused.status_code == 409
    assert stored.status_code == 302, errors(stored)
    again = Organisation.objects.get()
    assert again.summary_en == "Typed for long."
    assert again.connections.get().citation.claim_en == "My claim."


def test_citation_deleted_meanwhile_can_be_copied_by_whoever_typed(client):
    citation = make_citation(make_organisation())
    address, data = change_url(citation), opened(client, citation, claim_en="Typed for long.")
    citation.delete()

    response = client.post(address, data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody deleted this while you were typing" in page
    assert "Typed for long." in page
    assert "Save again" not in page


def test_address_of_what_never_was_is_not_found(client):
    response = client.post("/admin/catalogue/place/999/change/", {"name_en": "x"})

    assert response.status_code == 302
    assert response.url == "/admin/"


# --- at the very same time ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write after the other")
@pytest.mark.parametrize("make", [make_place, make_organisation])
def test_of_two_saves_at_the_same_time_one_is_refused(make):
    record = make()
    browsers = [Client(), Client()]
    for name, browser in zip(("ana", "beto"), browsers, strict=True):
        browser.force_login(make_editor(name))
    forms = [opened(browser, record, name_en=f"Name {index}") for index, browser in enumerate(browsers)]
    together = threading.Barrier(2)

    def save(browser, data):
        try:
            together.wait()
            return browser.post(change_url(record), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(save, browsers, forms))

    assert sorted(answers) == [302, 409]
    record.refresh_from_db()
    assert record.name_en == f"Name {answers.index(302)}"
