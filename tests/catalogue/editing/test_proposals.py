import pytest

from catalogue.editing.apply import apply
from catalogue.editing.proposals import (
    is_remark,
    is_withdrawn,
    keys_to_decide,
    labels,
    outcome,
    propose,
    proposed_changes,
    suggestions,
)
from catalogue.editing.state import state_of
from catalogue.models import Proposal
from tests.factories import make_citation, make_connection, make_editor, make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def evidence(position, **values):
    return {
        "source": 1, "section": None, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así.",
        "position": position, **values,
    }  # fmt: skip


def test_only_what_differs_is_proposed():
    before = {"name_en": "Old", "name_es": "Igual", "reach": "city"}

    changes = proposed_changes(before, {"name_en": "New", "name_es": "Igual", "reach": None})

    assert changes == {"name_en": "New", "reach": None}


def test_new_evidence_and_what_rests_on_it_are_named_without_their_numbers():
    before = {"citation-7": evidence(1)}
    new = {"kind": "uses", "object": 3, "citation": 8, "note_en": None, "note_es": None}
    old = {"kind": "supports", "object": 4, "citation": 7, "note_en": None, "note_es": None}

    changes = proposed_changes(before, {**before, "citation-8": evidence(2), "connection-5": new, "connection-6": old})

    assert changes == {
        "citation-new1": evidence(None),
        "connection-new1": {**new, "citation": "new1"},
        "connection-new2": old,
    }


def test_evidence_that_goes_is_proposed_and_not_that_others_move_up():
    before = {"citation-1": evidence(1), "citation-2": evidence(2), "citation-3": evidence(3)}

    changes = proposed_changes(before, {"citation-2": evidence(1), "citation-3": evidence(2, claim_en="More.")})

    assert changes == {"citation-3": evidence(3, claim_en="More."), "citation-1": None}


def test_another_order_of_evidence_is_proposed():
    before = {"citation-1": evidence(1), "citation-2": evidence(2)}

    changes = proposed_changes(before, {"citation-1": evidence(2), "citation-2": evidence(1)})

    assert changes == {"citation-1": evidence(2), "citation-2": evidence(1)}


def test_nothing_is_kept_of_a_proposal_that_changes_nothing():
    entry = make_organisation()
    state = state_of(entry)

    assert propose(entry, make_editor(), state, state) is None
    assert not Proposal.objects.exists()


def test_proposal_knows_its_author_and_the_version_that_it_was_made_on():
    entry, author = make_organisation(), make_editor()
    before = state_of(entry)

    proposal = propose(entry, author, before, {**before, "name_en": "New"}, note="It has a new name.")

    assert (proposal.entry_id, proposal.author, proposal.base_version) == (entry.pk, author, 1)
    assert (proposal.changes, proposal.note, proposal.status) == ({"name_en": "New"}, "It has a new name.", "open")


def test_of_a_row_only_the_proposed_parts_are_changed():
    then = {"citation-1": evidence(1)}
    now = {"citation-1": evidence(2, claim_es="Mejor.")}

    after = outcome(then, now, {"citation-1": evidence(1, claim_en="Better.")})

    assert after == {"citation-1": evidence(2, claim_en="Better.", claim_es="Mejor.")}


def test_who_checked_is_decided_with_when():
    proposal = Proposal(changes={"verified_on": "2025-07-01", "verified_by": 3, "verified_how": "documents"})

    assert keys_to_decide(proposal) == ["verified_on", "verified_how"]


def test_who_checked_is_decided_alone_when_nothing_else_is_proposed():
    assert keys_to_decide(Proposal(changes={"verified_by": None})) == ["verified_by"]


def make_proposal(entry, changes, **values):
    return Proposal.objects.create(entry_id=entry.pk, changes=changes, base_version=entry.version, **values)


def test_suggestions_come_in_the_order_of_the_page_with_both_texts():
    entry = make_organisation(name_en="Old name", summary_es="Antes.")
    new = row_of(entry, claim_en="A new claim.")
    proposal = make_proposal(entry, {"citation-new1": new, "summary_es": "Después.", "name_en": "New name"})

    found = suggestions(proposal)

    assert [(each.key, each.label) for each in found] == [
        ("name_en", "Name (English)"),
        ("summary_es", "Summary (Spanish)"),
        ("citation-new1", "New evidence"),
    ]
    part = found[1].difference.parts[0]
    assert (part.before, part.after, part.language) == ("Antes.", "Después.", "es")
    assert found[2].difference.added


def row_of(entry, **values):
    citation = entry.citations.get()
    return evidence(None, source=citation.source_id) | values


def test_what_others_changed_meanwhile_is_shown_beside_it():
    entry = make_organisation(summary_en="First.")
    proposal = make_proposal(entry, {"summary_en": "Proposed."})
    apply(entry, {"summary_en": "Second.", "name_en": "Other"}, user=None)

    (found,) = suggestions(proposal)

    assert (found.difference.parts[0].before, found.difference.parts[0].after) == ("Second.", "Proposed.")
    assert (found.meanwhile.parts[0].before, found.meanwhile.parts[0].after) == ("First.", "Second.")


def test_suggestion_that_somebody_else_carried_out_has_no_difference_left():
    entry = make_organisation(summary_en="First.")
    proposal = make_proposal(entry, {"summary_en": "Second."})
    apply(entry, {"summary_en": "Second."}, user=None)

    (found,) = suggestions(proposal)

    assert found.difference is None
    assert found.label == "Summary (English)"
    assert found.meanwhile.after == "Second."


def test_suggestion_for_evidence_that_is_gone_stays_readable():
    entry = make_organisation()
    second = make_citation(entry)
    proposal = make_proposal(entry, {f"citation-{second.pk}": None})
    second.delete()

    (found,) = suggestions(proposal)

    assert found.difference is None
    assert found.label == "Evidence"


def test_decided_proposal_is_compared_with_what_was_there_when_it_was_made():
    entry = make_organisation(summary_en="First.")
    proposal = make_proposal(
        entry,
        {"summary_en": "Second."},
        status="accepted",
        decided_at="2025-07-01T12:00Z",
        decisions={"summary_en": {"accepted": True, "reason": "Clearer."}},
    )
    apply(entry, {"summary_en": "Second."}, user=None)
    apply(entry, {"summary_en": "Third."}, user=None)

    (found,) = suggestions(proposal)

    assert (found.difference.parts[0].before, found.difference.parts[0].after) == ("First.", "Second.")
    assert (found.accepted, found.reason, found.meanwhile) == (True, "Clearer.", None)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_for_suggestions_do_not_grow(django_assert_max_num_queries, count):
    entry = make_tactic()
    changes = {}
    for number in range(count):
        citation = make_citation(entry)
        connection = make_connection(entry, "same-as", make_tactic(), citation=citation)
        changes |= {f"connection-{connection.pk}": None, f"citation-{citation.pk}": None}
        changes |= {f"citation-new{number + 1}": row_of_citation(citation)}
    proposal = Proposal.objects.select_related("entry").get(pk=make_proposal(entry, changes).pk)

    with django_assert_max_num_queries(14):
        assert len(suggestions(proposal)) == 3 * count


def row_of_citation(citation):
    return evidence(None, source=citation.source_id)


def test_proposal_says_in_a_few_words_what_it_is_about():
    proposal = make_proposal(make_organisation(), {"summary_es": "x", "citation-1": None, "citation-new1": None})

    assert labels(proposal) == ["Summary (Spanish)", "Evidence"]


def test_remark_changes_nothing_and_is_no_proposal_of_values():
    remark = Proposal.objects.create(entry_id=make_organisation().pk, note="The year is wrong.")

    assert is_remark(remark)
    assert suggestions(remark) == []


def test_proposal_that_its_author_refused_is_withdrawn():
    author = make_editor()
    entry = make_organisation()
    values = {"status": "refused", "decided_at": "2025-07-01T12:00Z"}

    own = make_proposal(entry, {"name_en": "x"}, author=author, decided_by=author, **values)
    other = make_proposal(entry, {"name_en": "x"}, decided_by=author, **values)
    readers = Proposal.objects.create(entry_id=entry.pk, **values)

    assert [is_withdrawn(each) for each in (own, other, readers)] == [True, False, False]
