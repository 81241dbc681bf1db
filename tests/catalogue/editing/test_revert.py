import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from catalogue.editing.apply import apply
from catalogue.editing.history import changes_of
from catalogue.editing.records import changes_of_record, revert_record
from catalogue.editing.revert import BEGINNING, NOTHING_LEFT, READERS, Contested, revert
from catalogue.editing.site_reasons import told, told_to_readers
from catalogue.editing.state import state_of
from catalogue.models import Citation, SlugRedirect
from catalogue.roles import Role
from tests.factories import (
    make_citation,
    make_connection,
    make_editor,
    make_guide,
    make_guide_step,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_editor("ana")


def latest(entry) -> int:
    """The version of its last change."""
    return changes_of(entry)[0].version


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def values(entry) -> dict:
    """What is stored, apart from the order of evidence."""
    return state_of(fresh(entry))


def test_a_change_of_columns_and_lists_goes_back(ana):
    place = make_place()
    entry = make_organisation(summary_es="Antes.", places=[place], founded="2020")
    before = values(entry)
    apply(entry, {"summary_es": "Después.", "places": None, "founded": "2021-06", "aliases": ["X"]}, user=ana)

    revert(entry, latest(entry), ana)

    assert values(entry) == before
    last = changes_of(fresh(entry))[0]
    assert (last.user, last.reason.startswith("Undid the change of 20")) == (ana, True)


def test_reason_is_told_in_the_readers_language(ana):
    with translation.override("en"):
        assert told("Undid the change of 2025-06-08") == "Undid the change of 8 June 2025"
        assert told("Because I say so") == "Because I say so"


def test_readers_are_not_told_the_names_of_merged_entries():
    assert told_to_readers("Merged with “A name that had to go”") == "Two entries about the same were made one."
    assert told_to_readers("A reader wrote.") == "A reader wrote."


def test_undoing_twice_brings_the_change_back(ana):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Second"}, user=ana)

    revert(entry, latest(entry), ana)
    first = fresh(entry).name_en
    revert(entry, latest(entry), ana)

    assert (first, fresh(entry).name_en) == ("First", "Second")


def test_deleted_evidence_and_connection_come_back_with_their_numbers(ana):
    entry, other = make_organisation(), make_organisation()
    citation = make_citation(entry)
    connection = make_connection(entry, "supports", other, citation=citation)
    before = values(entry)
    apply(entry, {f"citation-{citation.pk}": None, f"connection-{connection.pk}": None}, user=ana)
    assert entry.citations.count() == 1

    revert(entry, latest(entry), ana)

    assert values(entry) == before


def test_added_evidence_and_connection_go(ana):
    entry, other, source = make_organisation(), make_organisation(), make_source()
    before = values(entry)
    row = {"source": source.pk, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así."}
    connection = {"kind": "supports", "object": other.pk, "citation": "new1"}
    apply(entry, {"citation-new1": row, "connection-new1": connection}, user=ana)
    assert entry.connections.count() == 1

    revert(entry, latest(entry), ana)

    assert values(entry) == before


def test_what_others_changed_elsewhere_stays(ana):
    entry = make_organisation(name_en="First", summary_en="One.")
    apply(entry, {"name_en": "Second"}, user=ana)
    version = latest(entry)
    apply(entry, {"summary_en": "Two."}, user=make_editor("ben"))

    revert(entry, version, ana)

    assert (fresh(entry).name_en, fresh(entry).summary_en) == ("First", "Two.")


@pytest.mark.parametrize(("take", "name"), [((), "Third"), (("name_en",), "First")])
def test_what_somebody_changed_since_is_for_the_editor_to_choose(ana, take, name):
    entry = make_organisation(name_en="First", summary_en="One.")
    apply(entry, {"name_en": "Second", "summary_en": "Two."}, user=ana)
    version = latest(entry)
    apply(entry, {"name_en": "Third"}, user=make_editor("ben"))

    with pytest.raises(Contested) as contested:
        revert(entry, version, ana)
    assert [each.key for each in contested.value.reversal.contested] == ["name_en"]
    revert(entry, version, ana, take=take)

    assert (fresh(entry).name_en, fresh(entry).summary_en) == (name, "One.")


def test_another_column_of_the_same_evidence_stays(ana):
    entry = make_organisation()
    citation = entry.citations.get()
    key = f"citation-{citation.pk}"
    apply(entry, {key: values(entry)[key] | {"claim_en": "Wrong."}}, user=ana)
    version = latest(entry)
    apply(entry, {key: values(entry)[key] | {"claim_es": "Mejor."}}, user=make_editor("ben"))

    revert(entry, version, ana)

    citation.refresh_from_db()
    assert (citation.claim_en, citation.claim_es) == ("The essay says so.", "Mejor.")


def test_last_citation_of_a_published_entry_does_not_go(ana):
    entry = make_organisation(status="draft", cited=False)
    source = make_source()
    row = {"source": source.pk, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así."}
    apply(entry, {"citation-new1": row}, user=ana)
    version = latest(entry)
    apply(entry, {"status": "published"}, user=ana)

    with pytest.raises(ValidationError, match="needs at least one citation"):
        revert(entry, version, ana)

    assert Citation.objects.filter(entry=entry).count() == 1


def test_evidence_that_a_later_connection_rests_on_does_not_go(ana):
    entry, other = make_organisation(), make_organisation()
    row = {"source": make_source().pk, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así."}
    apply(entry, {"citation-new1": row}, user=ana)
    version = latest(entry)
    added = entry.citations.last()
    apply(entry, {"connection-new1": {"kind": "supports", "object": other.pk, "citation": added.pk}}, user=ana)

    with pytest.raises(ValidationError, match="A connection of this entry rests on it"):
        revert(entry, version, ana)


def test_the_beginning_is_not_undone(ana):
    entry = make_organisation()

    with pytest.raises(ValidationError) as refused:
        revert(entry, changes_of(entry)[-1].version, ana)

    assert refused.value.messages == [str(BEGINNING)]


def test_a_change_of_which_nothing_is_left_is_said_to_be_so(ana):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Second"}, user=ana)
    version = latest(entry)
    apply(entry, {"name_en": "First"}, user=ana)

    with pytest.raises(ValidationError) as refused:
        revert(entry, version, ana)

    assert refused.value.messages == [str(NOTHING_LEFT)]


def test_version_that_never_was_is_not_found(ana):
    with pytest.raises(LookupError):
        revert(make_organisation(), 99, ana)


def test_a_change_of_address_goes_back_and_both_addresses_lead_there(ana):
    entry = make_organisation(slug="first")
    apply(entry, {"slug": "second"}, user=ana)

    revert(entry, latest(entry), ana)

    assert fresh(entry).slug == "first"
    assert SlugRedirect.objects.get().old_slug == "second"


def test_only_publishers_undo_what_readers_see(ana):
    entry = make_organisation(status="draft")
    apply(entry, {"status": "published"}, user=ana)

    with pytest.raises(ValidationError) as refused:
        revert(entry, latest(entry), make_editor("eva", role=Role.EDITOR))
    revert(entry, latest(entry), ana)

    assert refused.value.messages == [str(READERS)]
    assert fresh(entry).status == "draft"


def test_contributors_undo_only_in_drafts_that_they_began(ana):
    carl = make_editor("carl", role=Role.CONTRIBUTOR)
    own, other = make_organisation(status="draft"), make_organisation(status="draft")
    own.history.update(history_user=carl)
    for entry in (own, other):
        apply(entry, {"name_en": "Changed"}, user=carl)

    revert(own, latest(own), carl)
    with pytest.raises(PermissionDenied):
        revert(other, latest(other), carl)

    assert (fresh(own).name_en != "Changed", fresh(other).name_en) == (True, "Changed")


@pytest.mark.parametrize("make", [make_organisation, make_tactic])
def test_account_that_is_gone_is_not_named_again(ana, make):
    gone = make_editor("gone")
    entry = make(verified_on="2025-01-01", verified_by=gone)
    apply(entry, {"verified_on": "2025-07-01", "verified_by": ana.pk}, user=ana)
    gone.delete()

    revert(entry, latest(entry), ana)

    assert (str(fresh(entry).verified_on), fresh(entry).verified_by) == ("2025-01-01", None)


def test_change_of_a_record_goes_back_where_nobody_changed_it_since(ana):
    source = make_source(title="First", why_es="Antes.")
    source.title, source.why_es = "Second", "Después."
    source.save()
    version = changes_of_record(type(source), source.pk)[0].version
    source.why_es = "Mejor."
    source.save()

    with pytest.raises(Contested):
        revert_record(source, version, ana)
    revert_record(source, version, ana, take=())

    source.refresh_from_db()
    assert (source.title, source.why_es) == ("First", "Mejor.")
    assert source.history.latest().history_user == ana


def test_rule_that_forbids_the_old_state_of_a_record_is_said(ana):
    place = make_place(slug="first")
    place.slug = "second"
    place.save()
    make_place(slug="first")

    with pytest.raises(ValidationError, match="already exists"):
        revert_record(place, changes_of_record(type(place), place.pk)[0].version, ana)


def test_step_of_a_guide_goes_back_to_its_place(ana):
    guide = make_guide()
    first, second, third = (make_guide_step(guide) for _ in range(3))
    type(first).objects.make_room()
    for number, step in enumerate([second, third, first], 1):
        step.position = number
        step.save()

    revert_record(first, changes_of_record(type(first), first.pk)[0].version, ana)

    assert list(guide.steps.values_list("pk", "position")) == [(first.pk, 1), (second.pk, 2), (third.pk, 3)]
