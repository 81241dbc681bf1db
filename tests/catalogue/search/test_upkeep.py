"""catalogue.search.upkeep and catalogue.search.triggers: whatever changes reaches the index."""

import json

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Citation, Connection, Entry, Guide, GuideStep, Place, Source
from catalogue.search import held as memory
from catalogue.search import triggers, upkeep
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.models import Change, Document, Mark, Posting, State
from catalogue.search.ranking import find
from catalogue.search.verify import differences
from organisations.models import Organisation
from tactics.models import Actor, Event, Tactic
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_guide,
    make_guide_entry,
    make_guide_step,
    make_organisation,
    make_place,
    make_tactic,
    make_term,
)

pytestmark = pytest.mark.django_db


def assert_true(held: Index) -> None:
    """The stored index is as the entries are, and so is what a process holds of it."""
    whole = memory.whole(held.version)
    assert list(differences()) == []
    assert held.everything == whole.everything
    assert dict(held.entries) == dict(whole.entries)
    assert dict(held.addresses) == dict(whole.addresses)
    assert dict(held.spelt) == dict(whole.spelt)
    assert held.alphabet == whole.alphabet
    assert held.related == whole.related
    postings = {name: dict(values) for name, values in held.postings.items()}
    assert {name: values for name, values in postings.items() if values} == {
        name: dict(values) for name, values in whole.postings.items()
    }
    for language, names in whole.by_name.items():
        assert held.by_name[language].names == names.names
        assert held.by_name[language].keys.tolist() == names.keys.tolist()
    for name, numbers in whole.columns.items():
        assert [held.columns[name][pk] for pk in whole.everything] == [numbers[pk] for pk in whole.everything]


@pytest.fixture
def catalogue():
    """Some of everything, known to the index."""
    county = make_place(slug="county", name_en="The county", name_es="El condado")
    city = make_place(slug="city", name_en="The city", name_es="La ciudad", part_of=county)
    tactic = make_tactic(slug="march", name_en="Marching", places=[city], actors=Actor.objects.all()[:1])
    group = make_organisation(slug="group", name_en="The group", places=[city])
    event = make_event(slug="june", name_en="June", starts="2025-06")
    make_organisation(slug="draft", status="draft", name_en="A draft")
    make_connection(group, "uses", tactic)
    make_connection(tactic, "used-in", event)
    make_guide_step(make_guide(slug="join-in"))
    assert_true(current())


def a_save():
    tactic = Tactic.objects.get(slug="march")
    tactic.name_en, tactic.aliases = "Vigils", ["VGL"]
    tactic.save()


def a_new_address():
    group = Organisation.objects.get(slug="group")
    group.slug = "the-group"
    group.save()


def publishing():
    draft = Organisation.objects.get(slug="draft")
    make_citation(draft)
    draft.status = "published"
    draft.save()


def a_fixture():
    written = json.loads(serializers.serialize("json", [*Entry.objects.filter(slug="june"), *Event.objects.all()]))
    written[0]["fields"]["name_en"] = "July"
    for each in serializers.deserialize("json", json.dumps(written)):
        each.save()


def several_at_once():
    entry = Entry.objects.get(slug="march")
    source = Source.objects.first()
    claims = {"claim_en": "A claim.", "claim_es": "Una frase.", "paragraph": 1, "standing": "disputes"}
    Citation.objects.bulk_create([Citation(entry=entry, source=source, **claims) for _ in range(2)])


def another_program():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_entry SET summary_es = 'Otra cosa.' WHERE slug = 'group'")


def its_own_column():
    Organisation.objects.filter(slug="group").update(sector="faith")


CHANGES = {
    "a save": a_save,
    "a new address": a_new_address,
    "publishing": publishing,
    "withdrawing": lambda: Organisation.objects.filter(slug="group").update(status="withdrawn"),
    "a bulk update": lambda: Entry.objects.update(summary_en="All the same."),
    "a column of the type": its_own_column,
    "deleting": lambda: Organisation.objects.get(slug="group").delete(),
    "deleting many": lambda: Connection.objects.all().delete(),
    "a place more": lambda: Entry.objects.get(slug="june").places.add(Place.objects.get(slug="city")),
    "no places": lambda: Entry.objects.get(slug="march").places.clear(),
    "another kind of people": lambda: Tactic.objects.get().actors.set(Actor.objects.all()[1:3]),
    "a citation more": lambda: make_citation(Entry.objects.get(slug="june"), claim_en="Horses came."),
    "a claim": lambda: Citation.objects.update(claim_es="Llegaron caballos."),
    "a connection more": lambda: make_connection(
        Entry.objects.get(slug="group"), "took-part-in", Entry.objects.get(slug="june")
    ),
    "another kind of connection": lambda: Connection.objects.filter(kind="uses").update(kind="recommends"),
    "a place's name": lambda: Place.objects.filter(slug="city").update(name_es="El pueblo"),
    "a place elsewhere": lambda: Place.objects.filter(slug="city").update(part_of=None),
    "a source's title": lambda: Source.objects.update(title="Another title"),
    "a source's reliability": lambda: Source.objects.update(reliability="low"),
    "a term": lambda: make_term("bail"),
    "another guide": lambda: Guide.objects.update(title_es="Otra guía"),
    "a step of a guide": lambda: make_guide_step(Guide.objects.get()),
    "an entry of a guide": lambda: make_guide_entry(GuideStep.objects.get(), Entry.objects.get(slug="june")),
    "the name of a kind of people": lambda: Actor.objects.update(name_en="everybody"),
    "a fixture": a_fixture,
    "several at once": several_at_once,
    "another program": another_program,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_way_to_change_something_reaches_the_index(catalogue, change):
    before = current()

    change()
    after = current()

    assert after.version != before.version
    assert_true(after)


def test_what_is_undone_was_never_there(catalogue):
    before = current()

    with transaction.atomic():
        a_save()
        within = find(current(), "vigils", "en").matches[:]
        transaction.set_rollback(True)

    assert within == [Tactic.objects.get().pk]
    assert current().version == before.version
    assert find(current(), "vigils", "en").matches[:] == []


def test_nothing_new_is_one_query(catalogue, django_assert_num_queries):
    with django_assert_num_queries(1):
        current()


def test_a_process_that_slept_too_long_reads_everything(catalogue, monkeypatch):
    monkeypatch.setattr(upkeep, "KEPT", 2)
    for number in range(4):
        Entry.objects.filter(slug="june").update(name_en=f"Name {number}")
        upkeep.catch_up()

    assert Change.objects.count() == 2
    assert_true(current())


def test_rebuilding_gives_the_same(catalogue):
    Posting.objects.filter(field="sector").delete()
    Document.objects.filter(slug="june").delete()

    with pytest.raises(CommandError, match="differences"):
        call_command("verify_search")
    call_command("rebuild_search")
    call_command("verify_search")

    assert_true(current())


def test_verifying_names_what_is_wrong(catalogue, capsys):
    Document.objects.filter(slug="june").update(name_en="Something else")
    Document.objects.filter(slug="group").delete()
    Posting.objects.filter(field="sector", value="community").update(size=7)

    with pytest.raises(CommandError):
        call_command("verify_search")

    said = capsys.readouterr().err.splitlines()
    assert "organisation/group is published and not in the index." in said
    assert "event/june is not in the index as it is now." in said
    assert "The entries with sector=community are others now." in said


def test_missing_triggers_come_back_and_everything_is_read_again(catalogue):
    triggers.remove()
    Entry.objects.filter(slug="june").update(name_en="Unheard")

    triggers.install()

    assert_true(current())
    assert Mark.objects.count() == 0


def test_installing_again_changes_nothing(catalogue):
    triggers.install()

    assert Mark.objects.count() == 0


def test_an_index_without_state_makes_one(catalogue):
    State.objects.all().delete()
    Entry.objects.filter(slug="june").update(name_en="After")

    assert_true(current())


class Promptness(TransactionTestCase):
    """After a commit, nobody has to wait for the index."""

    def test_a_committed_change_is_read_before_anybody_asks(self):
        make_tactic(name_en="Marching")

        assert (Mark.objects.count(), Document.objects.get().name_en) == (0, "Marching")

    def test_a_transaction_is_read_once(self):
        with transaction.atomic():
            make_tactic()
            make_tactic()

        assert (Change.objects.count(), Document.objects.count()) == (1, 2)


TEXTS = st.text("abcñ é", max_size=12).map(lambda text: f"x{text}")
EDITS = st.one_of(
    st.tuples(st.just("name"), st.integers(0, 4), TEXTS),
    st.tuples(st.just("alias"), st.integers(0, 4), TEXTS),
    st.tuples(st.just("status"), st.integers(0, 4), st.sampled_from(["draft", "published", "withdrawn"])),
    st.tuples(st.just("place"), st.integers(0, 4), st.integers(0, 2)),
    st.tuples(st.just("cite"), st.integers(0, 4), TEXTS),
    st.tuples(st.just("uncite"), st.integers(0, 4), st.just("")),
    st.tuples(st.just("delete"), st.integers(0, 4), st.just("")),
    st.tuples(st.just("connect"), st.integers(0, 1), st.integers(2, 4)),
    st.tuples(st.just("rename"), st.integers(0, 2), TEXTS),
    st.tuples(st.just("move"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("look"), st.just(0), st.just("")),
)


def edit(what: str, which: int, value, entries: list[Entry], places: list[Place]) -> None:
    if what == "look":
        current()
        return
    if what in ("rename", "move"):
        new = {"name_en": value} if what == "rename" else {"part_of": places[value]}
        Place.objects.filter(pk=places[which].pk).update(**new)
        return
    entry = Entry.objects.filter(pk=entries[which].pk)
    if not entry:
        return
    if what == "name":
        typed = entry.get().typed()
        typed.name_es = value
        typed.save()
    elif what == "place":
        entry.get().places.set([places[value]])
    elif what == "cite":
        make_citation(entry.get(), claim_en=value)
    elif what == "uncite":
        Connection.objects.filter(citation__entry=entry.get()).delete()
        entry.get().citations.all().delete()
    elif what == "delete":
        entry.get().typed().delete()
    elif what == "connect":
        if other := Entry.objects.filter(pk=entries[value].pk).first():
            Connection.objects.filter(subject=entry.get(), object=other).delete()
            make_connection(entry.get(), "uses", other)
    else:
        entry.update(**{"status": {"status": value}, "alias": {"aliases": [value]}}[what])


@given(st.lists(EDITS, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_edits_the_index_is_what_brute_force_gives(edits):
    with transaction.atomic():
        places = [make_place() for _ in range(3)]
        entries = [*(make_organisation() for _ in range(2)), *(make_tactic(places=places[:1]) for _ in range(3))]
        for what, which, value in edits:
            edit(what, which, value, entries, places)
        assert_true(current())
        transaction.set_rollback(True)
