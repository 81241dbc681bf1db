"""Content files into the database, again and again, beside editors."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from catalogue.data import load as loading
from catalogue.data.content import read
from catalogue.data.load import load
from catalogue.data.pages import ContentError
from catalogue.models import Citation, Connection, Entry, Place, Source
from organisations.models import Organisation
from tactics.models import Event, Tactic
from tests.catalogue.data import sample

pytestmark = pytest.mark.django_db

UNION = "organisations/union"
EDITED = "%s: an editor changed this, and so did the file."


@pytest.fixture
def loaded(folder):
    """The small catalogue, loaded."""
    load(read(folder))
    return folder


def edit_as_editor(**values):
    """Save the union as the admin does."""
    union = Organisation.objects.get(slug="union")
    for name, value in values.items():
        setattr(union, name, value)
    union.save()


def reasons(model):
    """Type and reason of each row of history, oldest first."""
    return list(model.history.order_by("history_id").values_list("history_type", "history_change_reason"))


def test_load_creates_everything(folder):
    done = load(read(folder))

    assert vars(done) == {"created": 6, "updated": 0, "unchanged": 0, "left_alone": []}
    union = Organisation.objects.get(slug="union")
    assert (union.name_en, union.name_es, union.aliases) == ("The union", "El sindicato", ["Local 1"])
    assert (union.sector, str(union.founded), union.based_in.slug, union.status) == (
        "union",
        "1970",
        "los-angeles",
        "published",
    )
    assert [place.slug for place in union.places.all()] == ["los-angeles"]
    assert list(
        union.citations.values_list("position", "source__slug", "section", "paragraph", "standing", "claim_es")
    ) == [
        (1, "essay", "", 3, "reports", "El ensayo dice que el sindicato marchó."),
        (2, "essay", "What to do", 2, "recommends", "El ensayo aconseja que otros lo hagan."),
    ]
    assert list(union.connections.values_list("kind", "object__slug", "citation__position", "note_en")) == [
        ("took-part-in", "june", 1, ""),
        ("uses", "march", 1, "In June."),
    ]
    march = Tactic.objects.get(slug="march")
    assert ([actor.slug for actor in march.actors.all()], march.risks_es) == (["neighbours", "workers"], "Arresto.")
    city = Place.objects.get(slug="los-angeles")
    assert (city.part_of.slug, str(city.latitude), str(city.longitude)) == ("california", "34.05", "-118.24")
    assert Source.objects.get().outline == [
        {"heading": None, "paragraphs": 5},
        {"heading": "What to do", "paragraphs": 2},
    ]
    assert Event.objects.get().body_en == "The first paragraph.\n\nThe second one."


def test_second_load_writes_nothing(loaded):
    histories = [model.history.count() for model in (Place, Source, Organisation, Tactic, Event, Citation, Connection)]

    done = load(read(loaded))

    assert vars(done) == {"created": 0, "updated": 0, "unchanged": 6, "left_alone": []}
    assert histories == [
        model.history.count() for model in (Place, Source, Organisation, Tactic, Event, Citation, Connection)
    ]
    assert set(Entry.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize("more", [1, 3])
def test_queries_of_a_second_load_do_not_grow(folder, more, django_assert_num_queries):
    sample.write(folder, {f"tactics/march-{number}": sample.FILES["tactics/march"] for number in range(more)})
    sample.write(folder, {f"organisations/union-{number}": sample.FILES[UNION] for number in range(more)})
    load(read(folder))
    content = read(folder)

    with django_assert_num_queries(32):
        load(content)


def test_changed_file_updates_what_changed(loaded):
    sample.edit(loaded, UNION, "A union.", "A large union.")
    sample.edit(loaded, UNION, "says the union marched", "says that the union marched")
    before = {model: model.history.count() for model in (Organisation, Citation, Connection)}
    kept = set(Citation.objects.values_list("pk", flat=True))

    done = load(read(loaded))

    assert vars(done) == {"created": 0, "updated": 1, "unchanged": 5, "left_alone": []}
    union = Organisation.objects.get(slug="union")
    assert (union.summary_en, union.version) == ("A large union.", 2)
    assert union.citations.first().claim_en == "The essay says that the union marched."
    assert set(Citation.objects.values_list("pk", flat=True)) == kept
    assert {model: model.history.count() - count for model, count in before.items()} == {
        Organisation: 1, Citation: 1, Connection: 0,
    }  # fmt: skip
    assert load(read(loaded)).unchanged == 6


def test_history_says_why(loaded):
    sample.edit(loaded, UNION, "  - los-angeles", "  - california")

    load(read(loaded))

    assert reasons(Source) == [("+", loading.REASON)]
    assert reasons(Organisation)[-1] == ("~", loading.REASON)
    assert [place.place.slug for place in Organisation.history.first().places.all()] == ["california"]
    assert set(reasons(Organisation) + reasons(Citation) + reasons(Connection)) == {
        ("+", loading.REASON), ("~", loading.REASON),
    }  # fmt: skip


def test_changed_evidence_keeps_rows_by_position(loaded):
    first, second = Organisation.objects.get(slug="union").citations.all()
    uses = Connection.objects.get(kind="uses")
    text = (loaded / f"{UNION}.yaml").read_text()
    only_second = text[: text.index("  c1:")] + text[text.index("  c2:") :].replace("citation: c1", "citation: c2")
    only_second = only_second.replace("standing: recommends", "standing: asserts")
    sample.write(
        loaded, {UNION: only_second.replace("took-part-in\n    to: events/june", "uses\n    to: tactics/dance")}
    )
    sample.write(loaded, {"tactics/dance": sample.FILES["tactics/march"]})

    load(read(loaded))

    union = Organisation.objects.get(slug="union")
    kept = union.citations.get()
    assert (kept.pk, kept.position, kept.claim_en) == (first.pk, 1, "The essay advises others to do so.")
    assert Citation.history.filter(id=second.pk).first().history_type == "-"
    assert set(union.connections.values_list("kind", "object__slug", "citation")) == {
        ("uses", "march", first.pk), ("uses", "dance", first.pk),
    }  # fmt: skip
    assert union.connections.get(object__slug="march").pk == uses.pk
    assert reasons(Connection)[-1] == ("-", loading.REASON)
    assert load(read(loaded)).unchanged == 7


def test_emptied_fields_are_emptied(loaded):
    sample.edit(loaded, UNION, "based_in: los-angeles\nfounded: '1970'\nplaces:\n  - los-angeles\n", "status: draft\n")
    text = (loaded / f"{UNION}.yaml").read_text()
    sample.write(loaded, {UNION: text[: text.index("citations:")]})

    load(read(loaded))

    union = Organisation.objects.get(slug="union")
    assert (union.based_in, union.founded, union.status) == (None, None, "draft")
    assert [union.places.count(), union.citations.count(), union.connections.count()] == [0, 0, 0]


def test_problems_stop_everything(loaded):
    sample.edit(loaded, UNION, "A union.", "A large union.")
    sample.edit(loaded, "tactics/march", "phase: respond", "phase: later")

    with pytest.raises(ContentError, match=r"content/tactics/march.yaml:4: phase: “later” is not one of: "):
        load(read(loaded))

    assert Organisation.objects.get(slug="union").summary_en == "A union."


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_undoes_all_and_is_named(folder, monkeypatch):
    sample.edit(folder, "events/june", "ends: '2025-06-20'", "ends: '2025-05'")
    content = read(folder)
    content.problems.clear()

    with pytest.raises(
        ContentError, match=r"content/events/june.yaml:1: file: The database refuses this: .*event_does_not"
    ):
        load(content)

    assert (Place.objects.count(), Entry.objects.count()) == (0, 0)


def test_dry_run_tells_and_writes_nothing(loaded):
    sample.edit(loaded, UNION, "A union.", "A large union.")

    done = load(read(loaded), dry_run=True)

    assert done.updated == 1
    assert Organisation.objects.get(slug="union").summary_en == "A union."


class TestEditors:
    """What an editor changed since the last load."""

    def test_stays_silently_while_the_file_is_what_was_loaded(self, loaded):
        edit_as_editor(summary_en="Edited.")

        done = load(read(loaded))

        assert vars(done) == {"created": 0, "updated": 0, "unchanged": 6, "left_alone": []}
        assert Organisation.objects.get(slug="union").summary_en == "Edited."

    def test_stays_even_by_force_while_the_file_is_what_was_loaded(self, loaded):
        edit_as_editor(summary_en="Edited.")

        load(read(loaded), theirs=True)

        assert Organisation.objects.get(slug="union").summary_en == "Edited."

    def test_stays_and_is_listed_when_the_file_changed_too(self, loaded):
        edit_as_editor(summary_en="Edited.")
        sample.edit(loaded, UNION, "A union.", "A large union.")

        done = load(read(loaded))

        assert vars(done) == {
            "created": 0, "updated": 0, "unchanged": 5, "left_alone": [EDITED % "content/organisations/union.yaml"],
        }  # fmt: skip
        assert Organisation.objects.get(slug="union").summary_en == "Edited."

    def test_yields_by_force(self, loaded):
        edit_as_editor(summary_en="Edited.")
        sample.edit(loaded, UNION, "A union.", "A large union.")

        done = load(read(loaded), theirs=True)

        assert (done.updated, done.left_alone) == (1, [])
        assert Organisation.objects.get(slug="union").summary_en == "A large union."

    @pytest.mark.parametrize(
        "change",
        [
            lambda union: union.citations.filter(position=1).update(paragraph=4),
            lambda union: union.connections.first().delete(),
            lambda union: union.places.clear(),
        ],
        ids=["citation", "connection", "places"],
    )
    def test_counts_in_evidence_and_lists_too(self, loaded, change):
        change(Organisation.objects.get(slug="union"))
        sample.edit(loaded, UNION, "A union.", "A large union.")

        assert load(read(loaded)).left_alone == [EDITED % "content/organisations/union.yaml"]

    def test_of_places_and_sources_stays_too(self, loaded):
        Place.objects.filter(slug="california").update(name_en="Edited")
        Source.objects.filter(slug="essay").update(title="Edited")
        sample.edit(loaded, "places/california", "en: California", "en: The state")
        sample.edit(loaded, "sources/essay", "An essay", "The essay")

        done = load(read(loaded))

        assert done.left_alone == [EDITED % "content/places/california.yaml", EDITED % "content/sources/essay.yaml"]

    def test_is_forgotten_when_the_file_says_the_same(self, loaded):
        edit_as_editor(summary_en="Edited.")
        sample.edit(loaded, UNION, "A union.", "Edited.")
        assert load(read(loaded)).unchanged == 6
        sample.edit(loaded, UNION, "Edited.", "A large union.")

        done = load(read(loaded))

        assert (done.updated, done.left_alone) == (1, [])

    def test_saving_without_a_change_is_none(self, loaded):
        event = Event.objects.get()
        event.body_en = "The first paragraph. \r\n\r\nThe second one.\r\n"  # as a browser sends it
        event.save()
        sample.edit(loaded, "events/june", "Protests in June.", "Many protests.")

        assert vars(load(read(loaded))) == {"created": 0, "updated": 1, "unchanged": 5, "left_alone": []}

    def test_own_entries_stay(self, loaded):
        Tactic.objects.create(slug="by-hand", name_en="By hand", phase="prepare", status="draft")

        load(read(loaded))

        assert Tactic.objects.filter(slug="by-hand").exists()

    def test_own_entry_with_the_name_of_a_file_stays(self, folder):
        Tactic.objects.create(slug="march", name_en="My march", phase="prepare", status="draft")

        done = load(read(folder))

        assert (done.created, done.left_alone) == (5, [EDITED % "content/tactics/march.yaml"])
        assert Connection.objects.get(kind="uses").object.name_en == "My march"

    def test_renamed_entry_is_not_made_again(self, loaded):
        edit_as_editor(slug="the-union")
        sample.edit(loaded, UNION, "A union.", "A large union.")

        done = load(read(loaded), theirs=True)

        assert done.left_alone == [
            "content/organisations/union.yaml: an editor moved this to “the-union”. Rename the file."
        ]
        assert [union.slug for union in Organisation.objects.all()] == ["the-union"]

    def test_renamed_place_is_found_by_others(self, loaded):
        city = Place.objects.get(slug="los-angeles")
        city.slug = "la"
        city.save()
        sample.write(loaded, {"tactics/dance": sample.FILES["tactics/march"] + "places: [los-angeles]\n"})

        done = load(read(loaded))

        assert (done.created, done.left_alone) == (1, [])
        assert [place.slug for place in Tactic.objects.get(slug="dance").places.all()] == ["la"]
        assert Place.objects.count() == 2

    def test_merged_entries_stay_merged(self, loaded):
        sample.write(loaded, {"tactics/walk": sample.FILES["tactics/march"]})
        sample.edit(loaded, UNION, "connections:", "connections:\n  - {kind: uses, to: tactics/walk, citation: c1}")
        load(read(loaded))
        march, walk = Tactic.objects.get(slug="march"), Tactic.objects.get(slug="walk")
        walk.delete()
        march.old_slugs.create(type="tactic", old_slug="walk")
        sample.edit(loaded, UNION, "A union.", "A large union.")

        done = load(read(loaded), theirs=True)

        assert done.updated == 1
        assert [tactic.slug for tactic in Tactic.objects.all()] == ["march"]
        assert Organisation.objects.get().connections.filter(object=march).count() == 1

    def test_deleted_entry_stays_deleted(self, loaded):
        Event.objects.get().delete()
        sample.edit(loaded, UNION, "A union.", "A large union.")

        done = load(read(loaded), theirs=False)

        assert done.left_alone[-1] == "content/events/june.yaml: an editor deleted this. Remove the file."
        assert not Event.objects.exists()

    def test_deleted_entry_comes_back_by_force(self, loaded):
        Event.objects.get().delete()

        done = load(read(loaded), theirs=True)

        assert done.created == 1
        assert Event.objects.get().slug == "june"

    def test_circle_closed_between_editor_and_file_is_refused(self, loaded):
        sample.write(loaded, {"places/west": "name: {en: West, es: Oeste}\nkind: region\n"})
        load(read(loaded))
        Place.objects.filter(slug="california").update(part_of=Place.objects.get(slug="west"))
        sample.edit(loaded, "places/west", "kind: region", "kind: region\npart_of: los-angeles")

        with pytest.raises(ContentError) as refusal:
            load(read(loaded))

        assert str(refusal.value) == "content/places/west.yaml:3: part_of: Nothing can be a part of itself."
        assert Place.objects.get(slug="west").part_of is None


def test_verification_by_file_is_not_the_editors(loaded):
    editor = get_user_model().objects.create_user("editor")
    edit_as_editor(verified_by=editor, verified_on=date(2026, 11, 20), verified_how="asked")
    sample.edit(loaded, UNION, "sector: union", "sector: union\nverified: {on: '2026-11-21', how: documents}")

    load(read(loaded), theirs=True)

    union = Organisation.objects.get()
    assert (union.verified_on, union.verified_how, union.verified_by) == (date(2026, 11, 21), "documents", None)


def test_verification_stays_the_editors_when_the_file_agrees(loaded):
    editor = get_user_model().objects.create_user("editor")
    edit_as_editor(verified_by=editor, verified_on=date(2026, 11, 21), verified_how="documents")
    sample.edit(loaded, UNION, "sector: union", "sector: union\nverified: {on: 2026-11-21, how: documents}")
    sample.edit(loaded, UNION, "A union.", "A large union.")

    load(read(loaded), theirs=True)

    assert Organisation.objects.get().verified_by == editor
