"""Two people at the same fields of a record: nobody overwrites anybody."""

import pytest

from catalogue.models import Citation
from organisations.models import Organisation
from tests.catalogue.admin.conflicts.forms import STALE, UNDECIDED, answered, asked, opened, saved, texts
from tests.catalogue.admin.pages import another, change_url, errors
from tests.factories import (
    make_organisation,
    make_place,
    make_source,
)


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


@pytest.mark.parametrize("value", ["", ":", "-", "x-1-y:z", "citations-:", "citations-order:", "places:0", "\x00"])
def test_nonsense_in_the_fields_of_the_panel_does_no_harm(client, value):
    entry = make_organisation()
    data = opened(client, entry, summary_en="Mine.")
    saved(client, entry, summary_en="Theirs.")

    for name in ("asked", "begun", "take-summary_en", "take-"):
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
