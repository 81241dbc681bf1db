"""Guides in the admin: steps on the guide's page, entries on the step's."""

import pytest

from catalogue.models import Guide, GuideEntry, GuideStep
from catalogue.roles import Role
from tests.catalogue.admin.pages import add_url, another, change_url, chosen, errors, list_url, sent_from
from tests.factories import make_editor, make_guide, make_guide_entry, make_guide_step, make_tactic

NO_STEP = "A published guide needs at least one step. Add one, or keep the guide as a draft."


def headings(guide) -> list[tuple[int, str]]:
    """Position and heading of its steps."""
    return list(guide.steps.values_list("position", "heading_en"))


def three_steps() -> Guide:
    guide = make_guide()
    for heading in ("First", "Second", "Third"):
        make_guide_step(guide, heading_en=heading)
    return guide


def test_new_guide_is_made_with_a_step(client):
    texts = {"title_en": "Help", "title_es": "Ayudar", "lead_en": "A lead.", "lead_es": "Una entrada."}
    data = sent_from(
        client.get(add_url(Guide)),
        **texts,
        slug="help",
        status="published",
        steps__0__heading_en="Go",
        steps__0__heading_es="Vaya",
    )

    response = client.post(add_url(Guide), data)

    assert response.status_code == 302
    assert headings(Guide.objects.get(slug="help")) == [(1, "Go")]


def test_guide_is_saved_unchanged_when_nothing_is_typed(client):
    guide = three_steps()

    client.post(change_url(guide), sent_from(client.get(change_url(guide))))

    assert headings(guide) == [(1, "First"), (2, "Second"), (3, "Third")]
    assert GuideStep.history.count() == 3


def test_steps_take_the_places_that_are_typed(client):
    guide = three_steps()
    page = client.get(change_url(guide))
    data = sent_from(page, steps__0__place="2", steps__1__place="1", steps__1__heading_en="Now first")

    client.post(change_url(guide), data)

    assert headings(guide) == [(1, "Now first"), (2, "First"), (3, "Third")]


def test_a_step_moves_to_the_front_and_the_others_follow(client):
    guide = three_steps()
    data = sent_from(client.get(change_url(guide)), steps__0__place="2", steps__1__place="3", steps__2__place="1")

    client.post(change_url(guide), data)

    assert headings(guide) == [(1, "Third"), (2, "First"), (3, "Second")]


def test_gap_of_a_deleted_step_is_closed_and_a_new_step_comes_last(client):
    guide = three_steps()
    data = sent_from(client.get(change_url(guide)), steps__0__DELETE="on")

    client.post(change_url(guide), another(data, "steps", heading_en="New", heading_es="Nuevo"))

    assert headings(guide) == [(1, "Second"), (2, "Third"), (3, "New")]


def test_step_moved_by_others_has_history_only_when_it_moved(client):
    guide = three_steps()
    first, second, third = guide.steps.all()
    data = sent_from(client.get(change_url(guide)), steps__0__place="2", steps__1__place="1")

    client.post(change_url(guide), data)

    assert [step.history.count() for step in (first, second, third)] == [2, 2, 1]


def test_published_guide_keeps_a_step(client):
    guide = make_guide()
    make_guide_step(guide)

    response = client.post(change_url(guide), sent_from(client.get(change_url(guide)), steps__0__DELETE="on"))

    assert errors(response) == [NO_STEP]
    assert guide.steps.count() == 1


def test_published_guide_needs_both_languages(client):
    guide = make_guide()
    make_guide_step(guide)

    response = client.post(change_url(guide), sent_from(client.get(change_url(guide)), lead_es=""))

    assert errors(response) == ["Before it is published, a guide needs its title and lead in English and in Spanish."]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"list_type": "", "list_query": "phase=prepare"}, "Choose the list that these filters belong to."),
        ({"list_type": "tactic", "list_query": "phase=dance"}, "“dance” is not one of: prepare, "),
        ({"list_type": "event", "list_query": "phase=prepare"}, "This list has no filter “phase”."),
        ({"text_en": "Only English."}, "Write the text in English and in Spanish."),
    ],
)
def test_step_with_a_wrong_list_or_half_a_text_is_refused(client, typed, message):
    step = make_guide_step()

    response = client.post(change_url(step), sent_from(client.get(change_url(step)), **typed))

    assert [error[: len(message)] for error in errors(response)] == [message]


def test_entries_of_a_step_change_places(client):
    step = make_guide_step()
    one, two = (make_guide_entry(step, make_tactic()) for _ in range(2))
    page = client.get(change_url(step))
    data = sent_from(page, entries__0__place="2", entries__1__place="1", entries__1__note_en="Why.")

    response = client.post(change_url(step), {**data, "entries-1-note_es": "Por qué."})

    assert response.status_code == 302
    assert list(step.entries.values_list("pk", "note_en")) == [(two.pk, "Why."), (one.pk, "")]


def test_entry_is_added_at_the_end(client):
    step = make_guide_step(entries=[make_tactic()])
    entry = make_tactic()

    client.post(change_url(step), another(sent_from(client.get(change_url(step))), "entries", entry=entry.pk))

    assert [each.entry_id for each in step.entries.all()][1:] == [entry.pk]


def test_entry_stands_in_a_step_once(client):
    entry = make_tactic()
    step = make_guide_step(entries=[entry])

    response = client.post(
        change_url(step), another(sent_from(client.get(change_url(step))), "entries", entry=entry.pk)
    )

    assert response.status_code == 200
    assert GuideEntry.objects.count() == 1


def test_steps_are_not_in_the_index_and_not_made_on_their_own(client):
    step = make_guide_step()

    assert client.get(add_url(GuideStep)).status_code == 403
    assert client.get(list_url(GuideStep)).status_code == 200
    assert "guidestep/" not in client.get("/admin/").content.decode()
    assert client.get(change_url(step)).status_code == 200


def test_guide_is_deleted_with_all_its_parts(client):
    guide = make_guide()
    make_guide_step(guide, entries=[make_tactic()])

    response = client.post(change_url(guide).replace("change", "delete"), {"post": "yes"})

    assert response.status_code == 302
    assert (Guide.objects.count(), GuideStep.objects.count(), GuideEntry.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_steps_and_its_queries_do_not_grow(client, django_assert_num_queries, count):
    shown = {make_guide() for _ in range(count)}
    for guide in shown:
        make_guide_step(guide)
    client.get(list_url(Guide))

    with django_assert_num_queries(7):
        response = client.get(list_url(Guide))

    assert chosen(response) == shown
    assert {guide.step_count for guide in response.context["cl"].result_list} == {1}


@pytest.mark.parametrize("count", [1, 3])
def test_step_queries_do_not_grow(client, django_assert_max_num_queries, count):
    step = make_guide_step(entries=[make_tactic() for _ in range(count)])
    client.get(change_url(step))

    with django_assert_max_num_queries(12 + count):  # a list of one choice for each entry
        client.get(change_url(step))


def test_editor_does_not_hide_a_published_guide_by_taking_its_drawing(client):
    guide = make_guide()
    make_guide_step(guide)
    client.force_login(make_editor("bea", role=Role.EDITOR))

    response = client.post(change_url(guide), sent_from(client.get(change_url(guide)), drawing=""))

    assert response.context["adminform"].form.errors.keys() == {"drawing"}
    assert Guide.objects.get().drawing == "help"
