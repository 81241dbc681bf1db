from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.editing.apply import apply
from catalogue.editing.history import changes_of
from catalogue.editing.merge import merge
from catalogue.editing.state import state_of
from catalogue.editing.undo import undo_account
from catalogue.editing.undone import Did
from catalogue.models import AuditEntry, Citation, Connection, Guide, GuideEntry, Merge, Proposal, Source, Term
from catalogue.roles import Role
from organisations.models import Organisation
from tests.factories import (
    make_citation,
    make_connection,
    make_editor,
    make_guide_step,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
    make_term,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)


@pytest.fixture
def mallory():
    return make_editor("mallory")


@pytest.fixture
def admin():
    return make_editor("admin", role=Role.ADMINISTRATOR)


@pytest.fixture
def acting(mallory):
    """Runs what it is given as a signed-in account would: history notes it as theirs."""
    from simple_history.models import HistoricalRecords

    class Request:
        user = mallory

    def act(deed):
        HistoricalRecords.context.request = Request()
        try:
            return deed()
        finally:
            del HistoricalRecords.context.request

    return act


def undo(account, by, **options):
    return undo_account(account, timezone.now() - DAY, by=by, **options)


def found(undone) -> dict[str, str]:
    """What becomes of each record, by name."""
    return {item.name: str(item.did) for item in undone.items}


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def values(entry) -> dict:
    return state_of(fresh(entry))


def test_changes_of_entries_go_back_and_what_others_did_stays(mallory, admin):
    entry = make_organisation(name_en="First", summary_en="One.", website="")
    apply(entry, {"name_en": "Bad", "summary_en": "Worse."}, user=mallory)
    apply(entry, {"website": "https://good.example/", "summary_en": "Mended."}, user=make_editor("ben"))
    apply(entry, {"name_en": "Worst"}, user=mallory)

    undone = undo(mallory, admin)

    now = fresh(entry)
    assert (now.name_en, now.summary_en, now.website) == ("First", "Mended.", "https://good.example/")
    item = undone.items[0]
    assert (item.did, item.after, list(item.stays)) == (Did.CHANGED, {"name_en": "First"}, ["summary_en"])
    assert (undone.done, undone.left) == (1, 1)
    assert (changes_of(now)[0].user, changes_of(now)[0].reason) == (admin, "Undid what an account did")


def test_evidence_and_connections_come_back_or_go(mallory, admin):
    entry, other = make_organisation(), make_organisation()
    second = make_citation(entry)
    connection = make_connection(entry, "supports", other, citation=second)
    before = values(entry)
    apply(entry, {f"citation-{second.pk}": None, f"connection-{connection.pk}": None}, user=mallory)
    row = {
        "source": make_source().pk,
        "paragraph": 1,
        "standing": "reports",
        "claim_en": "Lie.",
        "claim_es": "Mentira.",
    }
    apply(entry, {"citation-new1": row}, user=mallory)

    undo(mallory, admin)

    assert values(entry) == before


def test_statuses_go_back(mallory, admin):
    hidden, shown = make_organisation(), make_organisation(status="draft")
    apply(hidden, {"status": "withdrawn"}, user=mallory)
    apply(shown, {"status": "published"}, user=mallory)

    undo(mallory, admin)

    assert (fresh(hidden).status, fresh(shown).status) == ("published", "draft")


def test_what_was_done_before_the_time_stays(mallory, admin):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Long ago"}, user=mallory)
    entry.history.update(history_date=timezone.now() - DAY * 2)

    undone = undo(mallory, admin)

    assert (fresh(entry).name_en, undone.items) == ("Long ago", [])


def test_entries_that_it_made_are_withdrawn_unless_somebody_worked_on_them(acting, mallory, admin):
    own, helped = acting(lambda: make_organisation(name_en="Own")), acting(lambda: make_organisation(name_en="Helped"))
    apply(helped, {"summary_en": "Better."}, user=make_editor("ben"))

    undone = undo(mallory, admin)

    assert (fresh(own).status, fresh(helped).status) == ("withdrawn", "published")
    assert {name: did for name, did in found(undone).items() if name in ("Own", "Helped")} == {
        "Own": "withdrawn",
        "Helped": "stays",
    }


def test_other_records_that_it_made_are_deleted_unless_something_refers_to_them(acting, mallory, admin):
    place, used = acting(lambda: make_place(name_en="Nowhere")), acting(lambda: make_place(name_en="Somewhere"))
    term, cited = acting(lambda: make_term("lie")), acting(lambda: make_source(title="Cited"))
    make_organisation(places=[used])
    make_citation(make_organisation(), source=cited)

    undone = undo(mallory, admin)

    assert found(undone) == {"Nowhere": "deleted", "Somewhere": "stays", "lie": "deleted", "Cited": "stays"}
    assert not type(place).objects.filter(pk=place.pk).exists()
    assert not Term.objects.filter(pk=term.pk).exists()
    assert Source.objects.filter(pk=cited.pk).exists()


def test_deleted_entry_comes_back_with_all_that_went_with_it(acting, mallory, admin):
    place = make_place()
    entry, other = make_organisation(slug="old", places=[place]), make_organisation()
    entry.slug = "here"
    entry.save()
    made = entry.created
    make_connection(entry, "supports", other)
    make_connection(other, "supports", entry)
    term, step = make_term(entry=entry), make_guide_step(entries=[entry, other])
    proposal = Proposal.objects.create(entry=entry, note="Look here.")
    before = [values(each) for each in (entry, other)]
    key = entry.pk
    acting(entry.delete)
    assert (Citation.objects.count(), Connection.objects.count(), GuideEntry.objects.count()) == (1, 0, 1)

    undone = undo(mallory, admin)

    back = Organisation.objects.get(pk=key)
    term.refresh_from_db()
    assert [values(back), values(other)] == before
    assert (back.created, back.old_slugs.get().old_slug, term.entry_id) == (made, "old", key)
    assert list(step.entries.values_list("entry", flat=True)) == [key, other.pk]
    assert (Proposal.objects.get().pk, Proposal.objects.get().note) == (proposal.pk, "Look here.")
    assert [(item.did, item.problems) for item in undone.items] == [(Did.BACK, [])]


def test_two_deleted_entries_come_back_connected(acting, mallory, admin):
    one, two = make_organisation(), make_organisation()
    make_connection(one, "supports", two)
    make_connection(two, "supports", one)
    before = [values(each) for each in (one, two)]
    acting(lambda: Organisation.objects.all().delete())

    undo(mallory, admin)

    assert [values(each) for each in Organisation.objects.order_by("pk")] == before


def test_deleted_entry_whose_address_is_taken_stays_away_and_is_listed(acting, mallory, admin):
    entry = make_organisation(slug="here", name_en="Old")
    acting(entry.delete)
    make_organisation(slug="here")

    undone = undo(mallory, admin)

    assert [(item.name, item.did, item.problems) for item in undone.items] == [
        ("Old", Did.STAYS, ["Another entry of this type has this address already."])
    ]


def test_entry_changed_and_then_deleted_comes_back_as_it_was_before(acting, mallory, admin):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Bad"}, user=mallory)
    acting(lambda: fresh(entry).delete())

    undo(mallory, admin)

    assert (Organisation.objects.get().name_en, Organisation.objects.get().citations.count()) == ("First", 1)


def test_deleted_records_come_back_guides_with_steps_and_places_on_entries(acting, mallory, admin):
    place, entry = make_place(), make_tactic()
    entry.places.add(place)
    step = make_guide_step(entries=[entry])
    guide, key = step.guide, place.pk
    acting(place.delete)
    acting(guide.delete)

    undo(mallory, admin)

    assert list(entry.places.values_list("pk", flat=True)) == [key]
    assert Guide.objects.get().steps.get().entries.get().entry_id == entry.pk


def test_changes_of_records_go_back(acting, mallory, admin):
    source, term = make_source(why_en="Good."), make_term("word")

    def vandalise():
        source.why_en, term.name_es = "Bad.", "malo"
        source.save()
        term.save()

    acting(vandalise)
    term.name_es = "palabra"
    term.save()

    undone = undo(mallory, admin)

    source.refresh_from_db()
    term.refresh_from_db()
    assert (source.why_en, term.name_es) == ("Good.", "palabra")
    assert {item.did for item in undone.items} == {Did.CHANGED, Did.STAYS}


def test_merges_are_undone(mallory, admin):
    kept, gone = make_organisation(), make_organisation()
    before = [values(each) for each in (kept, gone)]
    merge(kept, gone, mallory)

    undone = undo(mallory, admin)

    assert [values(each) for each in (kept, gone)] == before
    assert Merge.objects.get().undone_by == admin
    assert [item.did for item in undone.items] == [Did.UNMERGED]


def test_waiting_proposals_are_refused_and_decisions_listed(mallory, admin):
    now = timezone.now()
    own = Proposal.objects.create(entry=make_organisation(), author=mallory, changes={"name_en": "Bad"})
    Proposal.objects.create(entry=make_organisation(), status="accepted", decided_by=mallory, decided_at=now)

    undone = undo(mallory, admin)

    own.refresh_from_db()
    assert (own.status, own.decided_by) == ("refused", admin)
    assert {item.did for item in undone.items} == {Did.REFUSED, Did.LISTED}


def test_dry_run_says_the_same_and_changes_nothing(acting, mallory, admin):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Bad"}, user=mallory)
    acting(lambda: make_place(name_en="Nowhere"))

    dry = undo(mallory, admin, dry_run=True)
    name = fresh(entry).name_en
    real = undo(mallory, admin)

    assert (found(dry), name) == (found(real), "Bad")
    assert AuditEntry.objects.filter(action="undone").count() == 1


def test_audit_log_says_so_and_the_account_is_switched_off(mallory, admin):
    apply(make_organisation(), {"name_en": "Bad"}, user=mallory)

    undo(mallory, admin, deactivate=True)

    entry = AuditEntry.objects.get(action="undone")
    assert (entry.account, entry.by, entry.details) == ("mallory", admin, "24 h; 1/1")
    mallory.refresh_from_db()
    assert mallory.is_active is False


def test_again_there_is_nothing_left_to_undo(acting, mallory, admin):
    entry = make_organisation()
    apply(entry, {"name_en": "Bad"}, user=mallory)
    acting(lambda: make_organisation())
    acting(lambda: make_place())
    undo(mallory, admin)

    again = undo(mallory, admin)

    assert again.done == 0


def test_rule_that_forbids_one_value_leaves_only_that(mallory, admin):
    entry = make_organisation(status="draft", summary_en="One.")
    other = make_organisation()
    row = {"source": make_source().pk, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así."}
    apply(entry, {"citation-new1": row, "summary_en": "Bad."}, user=mallory)
    added = entry.citations.last()
    connection = {"kind": "supports", "object": other.pk, "citation": added.pk}
    apply(entry, {"connection-new1": connection}, user=make_editor("ben"))

    undone = undo(mallory, admin)

    assert (fresh(entry).summary_en, entry.citations.count()) == ("One.", 2)
    assert undone.items[0].problems == ["A connection of this entry rests on it."]


def test_preview_of_very_much_says_what_would_happen_without_trying(monkeypatch, acting, mallory, admin):
    monkeypatch.setattr("catalogue.editing.undo.TRIED", 1)
    changed = make_organisation(name_en="First")
    apply(changed, {"name_en": "Bad"}, user=mallory)
    acting(lambda: make_organisation(name_en="Own"))

    dry, real = undo(mallory, admin, dry_run=True), undo(mallory, admin)

    assert sorted(item.did for item in dry.items) == sorted(item.did for item in real.items)
    assert (fresh(changed).name_en, Organisation.objects.get(name_en="Own").status) == ("First", "withdrawn")
