"""Guides as content files: read, loaded, changed by editors, and written back."""
# ruff: noqa: E501 (in a table, a case is a line)

import pytest

from catalogue.data.content import read
from catalogue.data.dump import dump
from catalogue.data.load import load
from catalogue.models import Entry, Guide, GuideEntry, GuideStep, SlugRedirect
from tactics.models import Tactic
from tests.catalogue.data import sample
from tests.factories import make_tactic

# Constraints are asked of an SQLite in memory, which pytest-django counts as a database.
pytestmark = pytest.mark.django_db

NAME = "guides/help"
GUIDE = """\
title:
  en: I want to help
  es: Quiero ayudar
lead:
  en: Two ways.
  es: Dos caminos.
position: 2
drawing: join
steps:
  - heading:
      en: Go there
      es: Vaya
    text:
      en: Both are old.
      es: Las dos son viejas.
    entries:
      - entry: tactics/march
        note:
          en: First.
          es: Primero.
      - entry: events/june
    list:
      type: tactic
      query: phase=respond
  - heading:
      en: Stay
      es: Quédese
"""
BOTH = "Write it in both languages, “en: …” and “es: …”, each on a line of its own."


@pytest.fixture
def guided(folder):
    """The small catalogue with a guide."""
    return sample.write(folder, {NAME: GUIDE})


@pytest.fixture
def loaded(guided):
    """The same in the database."""
    load(read(guided))
    return guided


def said(folder):
    """All problems as lines."""
    return [str(problem) for problem in read(folder).problems]


def stored() -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each step its heading, and slugs and notes of its entries."""
    steps = Guide.objects.get().steps.all()
    return [(step.heading_en, [(each.entry.slug, each.note_en) for each in step.entries.all()]) for step in steps]


def test_good_guide_has_no_problems_and_needs_no_database(guided, django_assert_num_queries):
    with django_assert_num_queries(0):
        content = read(guided)

    assert content.problems == []
    assert content.counts()["guides"] == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("position: 2\n", "", "guides/help.yaml:1: position: This is missing."),
        ("drawing: join\n", "drawing: a-cat\n", "guides/help.yaml:8: drawing: “a-cat” is not one of: help, join, start, says-who."),
        ("position: 2\n", "status: withdrawn\nposition: 2\n", "guides/help.yaml:7: status: “withdrawn” is not one of: draft, published."),
        ("  es: Dos caminos.\n", "", "guides/help.yaml:4: lead.es: Write it in Spanish too."),
        ("      es: Vaya\n", "", "guides/help.yaml:10: steps.1.heading.es: Write it in Spanish too."),
        ("    text:\n      en: Both are old.\n      es: Las dos son viejas.\n", "    text: Both are old.\n", f"guides/help.yaml:13: steps.1.text: {BOTH}"),
        ("          es: Primero.\n", "", "guides/help.yaml:18: steps.1.entries.1.note.es: Write it in Spanish too."),
        ("      - entry: events/june\n", "      - note: {en: A, es: B}\n", "guides/help.yaml:21: steps.1.entries.2.entry: This is missing."),
        ("entry: events/june", "entry: events/may", "guides/help.yaml:21: steps.1.entries.2.entry: There is no file events/may.yaml."),
        ("entry: events/june", "entry: places/california", "guides/help.yaml:21: steps.1.entries.2.entry: There is no file places/california.yaml."),
        ("entry: events/june", "entry: june", "guides/help.yaml:21: steps.1.entries.2.entry: Write a folder and a name, such as tactics/mutual-aid."),
        ("entry: events/june", "entry: tactics/march", "guides/help.yaml:21: steps.1.entries.2.entry: This entry is in the step already. (tactics/march)"),
        ("type: tactic", "type: tactics", "guides/help.yaml:23: steps.1.list.type: “tactics” is not one of: organisation, tactic, legal-tool, policy, event."),
        ("      type: tactic\n", "", "guides/help.yaml:22: steps.1.list.type: This is missing."),
        ("query: phase=respond", "query: phase=dance", "guides/help.yaml:24: steps.1.list.query: “dance” is not one of: prepare, watch-and-warn, respond, in-court, at-work, change-policy, sustain."),
        ("query: phase=respond", "query: form=raid", "guides/help.yaml:24: steps.1.list.query: This list has no filter “form”. Its filters are: "),
        (GUIDE[GUIDE.index("steps:"):], "", "guides/help.yaml:1: steps: A published guide needs at least one step. Add one, or keep the guide as a draft."),
        (GUIDE[GUIDE.index("steps:"):], "steps: none\n", "guides/help.yaml:9: steps: Write a list here, one a line, each after “- ”."),
    ],
)  # fmt: skip
def test_spoiled_guide_names_line_and_field(guided, old, new, expected):
    sample.edit(guided, NAME, old, new)

    found = said(guided)

    assert len(found) == 1
    assert found[0].startswith(f"content/{expected}")


def test_draft_may_wait_for_a_language_and_for_steps(guided):
    sample.edit(guided, NAME, "position: 2\n", "status: draft\nposition: 2\n")
    sample.edit(guided, NAME, "  es: Dos caminos.\n", "")
    sample.edit(guided, NAME, GUIDE[GUIDE.index("steps:") :], "")

    assert said(guided) == []


def test_connection_cannot_lead_to_a_guide(guided):
    sample.edit(guided, "organisations/union", "to: tactics/march", "to: guides/help")

    assert said(guided) == ["content/organisations/union.yaml:33: connections.1.to: There is no file guides/help.yaml."]


def test_load_stores_steps_and_entries_in_order(loaded):
    guide = Guide.objects.get()

    assert (guide.title_es, guide.lead_en, guide.position, guide.drawing, guide.status) == (
        "Quiero ayudar",
        "Two ways.",
        2,
        "join",
        "published",
    )
    assert stored() == [("Go there", [("march", "First."), ("june", "")]), ("Stay", [])]
    assert [(step.list_type, step.list_query) for step in guide.steps.all()] == [("tactic", "phase=respond"), ("", "")]


def test_second_load_changes_nothing(loaded):
    done = load(read(loaded))

    assert vars(done) == {"created": 0, "updated": 0, "unchanged": 7, "left_alone": []}
    assert GuideStep.history.count() == 2
    assert GuideEntry.history.count() == 2


def test_dump_gives_the_loaded_file_byte_for_byte(loaded, tmp_path):
    dump(tmp_path / "out")

    assert (tmp_path / "out" / f"{NAME}.yaml").read_text() == GUIDE


def test_dump_of_what_editors_made_loads_again(loaded, tmp_path):
    step = Guide.objects.get().steps.first()
    step.entries.create(entry=make_tactic(slug="dance"), position=3)
    step.list_type = step.list_query = step.text_en = step.text_es = ""
    step.save()

    dump(loaded)

    assert said(loaded) == []
    assert vars(load(read(loaded)))["left_alone"] == []
    assert stored()[0] == ("Go there", [("march", "First."), ("june", ""), ("dance", "")])


def test_changed_file_changes_only_the_rows_that_differ(loaded):
    march = GuideEntry.objects.get(entry__slug="march")
    sample.edit(loaded, NAME, "en: First.", "en: The first.")

    assert load(read(loaded)).updated == 1

    assert (GuideEntry.objects.get(entry__slug="march").pk, stored()[0][1][0]) == (march.pk, ("march", "The first."))
    assert (march.history.count(), GuideEntry.history.count(), GuideStep.history.count()) == (2, 3, 2)


def test_entries_change_places(loaded):
    pks = {each.entry.slug: each.pk for each in GuideEntry.objects.all()}
    first = GUIDE[GUIDE.index("      - entry: tactics") : GUIDE.index("      - entry: events")]
    sample.edit(loaded, NAME, first, "")
    sample.edit(loaded, NAME, "      - entry: events/june\n", "      - entry: events/june\n" + first)

    load(read(loaded))

    assert stored()[0] == ("Go there", [("june", ""), ("march", "First.")])
    assert {each.entry.slug: each.pk for each in GuideEntry.objects.all()} == pks
    assert [each.position for each in GuideEntry.objects.all()] == [1, 2]


def test_steps_and_entries_go_with_their_lines(loaded):
    sample.edit(loaded, NAME, "      - entry: events/june\n", "")
    sample.edit(loaded, NAME, GUIDE[GUIDE.index("  - heading:\n      en: Stay") :], "")

    load(read(loaded))

    assert stored() == [("Go there", [("march", "First.")])]


def test_editors_change_is_left_alone_and_can_be_overruled(loaded):
    note = GuideEntry.objects.get(entry__slug="march")
    note.note_en = "Mine."
    note.save()
    sample.edit(loaded, NAME, "en: Both are old.", "en: Both are very old.")

    done = load(read(loaded))

    assert done.left_alone == ["content/guides/help.yaml: an editor changed this, and so did the file."]
    assert stored()[0][1][0] == ("march", "Mine.")
    assert load(read(loaded), theirs=True).updated == 1
    assert stored()[0][1][0] == ("march", "First.")


def test_entry_that_editors_deleted_is_left_out(folder):
    load(read(folder))
    Tactic.objects.get(slug="march").delete()
    sample.write(folder, {NAME: GUIDE})

    load(read(folder))

    assert stored()[0] == ("Go there", [("june", "")])


def test_entries_that_editors_merged_stand_once(loaded):
    sample.write(loaded, {"tactics/walk": sample.FILES["tactics/march"]})
    sample.edit(loaded, NAME, "      - entry: events/june\n", "      - entry: tactics/walk\n")
    load(read(loaded))
    Tactic.objects.get(slug="walk").delete()
    SlugRedirect.objects.create(type="tactic", old_slug="walk", entry=Entry.objects.get(slug="march"))
    sample.edit(loaded, NAME, "en: Both are old.", "en: Both are very old.")

    load(read(loaded), theirs=True)

    assert stored()[0] == ("Go there", [("march", "First.")])


def test_refused_load_leaves_the_guide_as_it_was(loaded):
    sample.edit(loaded, NAME, "en: Both are old.", "en: Both are very old.")
    sample.edit(loaded, "events/june", "form: protest", "form: dance")
    before = stored()

    with pytest.raises(Exception, match="is not one of"):
        load(read(loaded))

    assert stored() == before
    assert GuideStep.objects.first().text_en == "Both are old."
