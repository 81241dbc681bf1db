"""Guides, their steps and the entries in these: what the database and the models refuse."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Guide, GuideEntry, GuideStep
from catalogue.models.guide import guide_problems, list_problems
from tests.factories import make_guide, make_guide_entry, make_guide_step, make_tactic

pytestmark = pytest.mark.django_db


def two_entries_in_one_place():
    step = make_guide_step()
    for _ in range(2):
        make_guide_entry(step, make_tactic(), position=1)


def one_entry_twice():
    step, entry = make_guide_step(), make_tactic()
    for _ in range(2):
        make_guide_entry(step, entry)


def two_steps_in_one_place():
    guide = make_guide()
    for _ in range(2):
        make_guide_step(guide, position=1)


BROKEN = {
    "guide_status_is_known": lambda: make_guide(status="withdrawn"),
    "guide_drawing_is_known": lambda: make_guide(drawing="a-cat"),
    "published_guide_has_title_and_lead_in_both_languages": lambda: make_guide(lead_es=""),
    "guide_step_has_a_heading_in_both_languages": lambda: make_guide_step(heading_en=""),
    "guide_step_has_its_text_in_both_languages_or_none": lambda: make_guide_step(text_en="Only English."),
    "guide_step_filters_belong_to_a_list": lambda: make_guide_step(list_query="phase=prepare"),
    "guide_steps_are_counted_from_1": lambda: make_guide_step(position=0),
    "guide_entries_are_counted_from_1": lambda: make_guide_entry(make_guide_step(), make_tactic(), position=0),
    "guide_entry_has_its_note_in_both_languages_or_none": lambda: make_guide_entry(
        make_guide_step(), make_tactic(), note_es="Solo en español."
    ),
}
UNIQUE = {  # SQLite names the columns, PostgreSQL the constraint
    r"guide_step_has_a_position_of_its_own|guidestep.position": two_steps_in_one_place,
    r"guide_entry_has_a_position_of_its_own|guideentry.position": two_entries_in_one_place,
    r"guide_entry_is_in_a_step_once|guideentry.entry_id": one_entry_twice,
}


@pytest.mark.parametrize("rule", [*BROKEN, *UNIQUE])
def test_database_refuses(rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        (BROKEN | UNIQUE)[rule]()


def test_draft_may_have_gaps():
    guide = make_guide(status="draft", title_es="", lead_en="", lead_es="")

    assert (guide.title, str(guide)) == ("Title of " + guide.slug, "Title of " + guide.slug)


def test_published_guide_needs_a_step():
    assert guide_problems(status="draft", step_count=0) == guide_problems(status="published", step_count=1) == []
    assert [str(problem) for problem in guide_problems(status="published", step_count=0)] == [
        "A published guide needs at least one step. Add one, or keep the guide as a draft."
    ]


@pytest.mark.parametrize(
    ("list_type", "query", "problems"),
    [
        ("", "", []),
        ("tactic", "", []),
        ("tactic", "phase=prepare&actor=neighbours&actor=workers&q=red+card", []),
        ("tactic", "place=atlantis", []),  # only the database knows the places
        ("legal-tool", "form=rigth", ["“rigth” is not one of: "]),
        ("tactic", "actor=robots", ["“robots” is not one of: neighbours, workers, "]),
        ("tactic", "sector=legal", ["This list has no filter “sector”. Its filters are: "]),
        ("tactic", "?phase=prepare", ["This list has no filter “?phase”. Its filters are: "]),
    ],
)
def test_filters_of_a_list_are_those_of_its_type(list_type, query, problems):
    found = [str(problem) for problem in list_problems(list_type, query)]

    assert [said[: len(wanted)] for said, wanted in zip(found, problems, strict=True)] == problems


def test_step_refuses_filters_that_its_list_does_not_have():
    step = GuideStep(list_type="event", list_query="phase=prepare")

    with pytest.raises(ValidationError) as refusal:
        step.clean()

    assert set(refusal.value.message_dict) == {"list_query"}


def test_guide_without_a_drawing_is_not_listed():
    listed, _unlisted, _draft = make_guide(), make_guide(drawing=""), make_guide(status="draft")

    assert list(Guide.objects.listed()) == [listed]


def test_making_room_lets_positions_be_given_anew():
    step = make_guide_step(entries=[make_tactic() for _ in range(3)])
    first, second, third = step.entries.all()

    step.entries.all().make_room()
    for position, each in enumerate([third, first, second], 1):
        GuideEntry.objects.filter(pk=each.pk).update(position=position)

    assert list(step.entries.all()) == [third, first, second]


def test_changes_have_history():
    step = make_guide_step(entries=[make_tactic()])
    step.heading_en = "Another"
    step.save()

    assert [past.heading_en for past in step.history.all()] == ["Another", "Step 1"]
    assert (step.guide.history.count(), step.entries.get().history.count()) == (1, 1)
