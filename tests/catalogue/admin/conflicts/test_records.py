"""Two people at the same place, source, term or guide."""

import pytest

from catalogue.models import Place
from tests.catalogue.admin.conflicts.forms import STALE, answered, asked, opened, saved, texts
from tests.catalogue.admin.pages import change_url, errors
from tests.factories import (
    make_citation,
    make_guide,
    make_guide_entry,
    make_guide_step,
    make_organisation,
    make_place,
    make_source,
    make_term,
)


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
