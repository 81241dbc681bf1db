import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalogue.editing.apply import apply
from catalogue.editing.decisions import AlreadyDecided, Verdict, decide, may_decide, refuse_each, settle, withdraw
from catalogue.models import Proposal
from catalogue.roles import Role
from organisations.models import Organisation
from tests.factories import make_editor, make_organisation, make_source, make_tactic

pytestmark = pytest.mark.django_db

YES, NO = Verdict(accepted=True), Verdict(accepted=False)
WITHOUT_REASON = {"reason": ["Say why you refuse everything: its author reads it."]}


@pytest.fixture
def author(db):
    return make_editor("cora", role=Role.CONTRIBUTOR)


@pytest.fixture
def reviewer(db):
    return make_editor("rosa", role=Role.EDITOR)


@pytest.fixture
def entry(db):
    return make_organisation(name_en="Old", summary_en="Old summary.")


@pytest.fixture
def proposal(entry, author):
    changes = {"name_en": "New", "summary_en": "New summary."}
    return Proposal.objects.create(
        entry_id=entry.pk, author=author, changes=changes, base_version=1, note="They renamed themselves."
    )


def test_what_is_accepted_is_stored_and_what_is_refused_is_not(proposal, reviewer):
    verdicts = {"name_en": YES, "summary_en": Verdict(accepted=False, reason="No document says so.")}

    decided = decide(proposal, reviewer, verdicts, reason="Thank you.")

    entry = Organisation.objects.get()
    assert (entry.name_en, entry.summary_en, entry.version) == ("New", "Old summary.", 2)
    assert (decided.status, decided.decided_by, decided.reason) == ("accepted", reviewer, "Thank you.")
    assert decided.decisions == {
        "name_en": {"accepted": True, "reason": ""},
        "summary_en": {"accepted": False, "reason": "No document says so."},
    }


def test_history_names_the_reviewer_the_proposal_and_both_reasons(proposal, reviewer):
    decide(proposal, reviewer, {"name_en": YES, "summary_en": NO}, reason="Seen in the report.")

    row = Organisation.history.latest()
    assert row.history_user == reviewer
    assert row.history_change_reason == f"Proposal {proposal.pk}: They renamed themselves. · Seen in the report."


@pytest.mark.parametrize("left_out", ["name_en", "summary_en"])
def test_every_field_has_to_be_decided(proposal, reviewer, left_out):
    verdicts = {"name_en": YES, "summary_en": YES}
    del verdicts[left_out]

    with pytest.raises(ValidationError) as refused:
        decide(proposal, reviewer, verdicts)

    assert refused.value.message_dict == {left_out: ["Accept or refuse this."]}
    assert Organisation.objects.get().version == 1


def test_refusing_everything_needs_a_reason(proposal, reviewer):
    with pytest.raises(ValidationError) as refused:
        decide(proposal, reviewer, {"name_en": NO, "summary_en": NO})

    assert refused.value.message_dict == WITHOUT_REASON
    assert Proposal.objects.get().status == "open"


@pytest.mark.parametrize("reason", ["Spam.", ""])
def test_refusing_everything_leaves_the_entry_alone(proposal, reviewer, reason):
    verdict = NO if reason else Verdict(accepted=False, reason="Not in any document.")

    decided = decide(proposal, reviewer, {"name_en": verdict, "summary_en": verdict}, reason=reason)

    assert decided.status == "refused"
    assert Organisation.objects.get().version == 1


def test_a_rule_that_forbids_the_outcome_is_told_at_the_field_and_nothing_is_stored(entry, author, reviewer):
    make_organisation(slug="taken")
    proposal = Proposal.objects.create(
        entry_id=entry.pk, author=author, changes={"slug": "not a slug", "name_en": "New"}, base_version=1
    )

    with pytest.raises(ValidationError) as refused:
        decide(proposal, reviewer, {"slug": YES, "name_en": YES})

    assert list(refused.value.message_dict) == ["slug"]
    assert Organisation.objects.get(pk=entry.pk).name_en == "Old"
    assert Proposal.objects.get().status == "open"


def test_connection_cannot_be_accepted_without_the_evidence_it_rests_on(entry, author, reviewer):
    row = {"source": make_source().pk, "section": None, "paragraph": 1, "standing": "reports", "claim_en": "So.",
           "claim_es": "Así.", "position": None}  # fmt: skip
    uses = {"kind": "uses", "object": make_tactic().pk, "citation": "new1", "note_en": None, "note_es": None}
    changes = {"citation-new1": row, "connection-new1": uses}
    proposal = Proposal.objects.create(entry_id=entry.pk, author=author, changes=changes, base_version=1)

    with pytest.raises(ValidationError) as refused:
        decide(proposal, reviewer, {"citation-new1": NO, "connection-new1": YES})
    decide(proposal, reviewer, {"citation-new1": YES, "connection-new1": YES})

    assert refused.value.message_dict == {"connection-new1": ["The evidence it rests on is not there."]}
    assert entry.connections.get().citation.claim_en == "So."
    assert entry.citations.count() == 2


def test_nobody_decides_twice(proposal, reviewer):
    decide(proposal, reviewer, {"name_en": YES, "summary_en": YES})

    with pytest.raises(AlreadyDecided):
        decide(proposal, make_editor("second"), {"name_en": NO, "summary_en": NO}, reason="No.")

    assert Organisation.objects.get().name_en == "New"
    assert Proposal.objects.get().status == "accepted"


@pytest.mark.parametrize(
    "seen", [{"seen_version": 1}, {"seen_version": 2, "seen_entry": 0}], ids=["saved", "moved by a merge"]
)
def test_decision_on_what_the_reviewer_did_not_see_is_refused(proposal, entry, reviewer, seen):
    apply(entry, {"summary_es": "Otra."}, user=None)

    with pytest.raises(ValidationError) as refused:
        decide(proposal, reviewer, {"name_en": YES, "summary_en": YES}, **seen)

    assert refused.value.message_dict == {
        "__all__": ["Somebody saved the entry while you were reading. Look again at what it would become."]
    }


def test_part_of_evidence_that_others_changed_meanwhile_stays(entry, author, reviewer):
    citation = entry.citations.get()
    key = f"citation-{citation.pk}"
    row = {"source": citation.source_id, "section": None, "paragraph": 1, "standing": "reports",
           "claim_en": "Better.", "claim_es": citation.claim_es, "position": 1}  # fmt: skip
    proposal = Proposal.objects.create(entry_id=entry.pk, author=author, changes={key: row}, base_version=1)
    apply(entry, {key: {**row, "claim_en": citation.claim_en, "claim_es": "Mejor."}}, user=None)

    decide(proposal, reviewer, {key: YES})

    citation.refresh_from_db()
    assert (citation.claim_en, citation.claim_es) == ("Better.", "Mejor.")


def test_who_checked_comes_with_the_day_of_the_check(entry, author, reviewer):
    changes = {"verified_on": "2025-07-01", "verified_by": author.pk}
    proposal = Proposal.objects.create(entry_id=entry.pk, author=author, changes=changes, base_version=1)

    decide(proposal, reviewer, {"verified_on": YES})

    assert Organisation.objects.get().verified_by == author


@pytest.mark.parametrize(("role", "published"), [(Role.EDITOR, False), (Role.PUBLISHER, True)])
def test_status_is_accepted_only_by_whoever_may_set_it(author, role, published):
    entry = make_organisation(status="draft")
    proposal = Proposal.objects.create(
        entry_id=entry.pk, author=author, changes={"status": "published"}, base_version=1
    )
    somebody = make_editor("somebody", role=role)

    if published:
        decide(proposal, somebody, {"status": YES})
    else:
        with pytest.raises(ValidationError, match="You may not set this status"):
            decide(proposal, somebody, {"status": YES})

    assert Organisation.objects.published().exists() is published


@pytest.mark.parametrize(
    ("role", "own", "allowed"),
    [
        (Role.CONTRIBUTOR, False, False),
        (Role.CONTRIBUTOR, True, False),
        (Role.EDITOR, False, True),
        (Role.EDITOR, True, False),
        (Role.PUBLISHER, False, True),
        (Role.PUBLISHER, True, True),
    ],
)
def test_nobody_reviews_their_own_unless_they_may_publish(proposal, role, own, allowed):
    user = make_editor("somebody", role=role)
    if own:
        Proposal.objects.update(author=user)
        proposal.refresh_from_db()

    assert may_decide(user, proposal) is allowed
    if not allowed:
        with pytest.raises(PermissionDenied):
            decide(proposal, user, {"name_en": YES, "summary_en": YES})
        assert Organisation.objects.get().version == 1


def test_author_takes_a_proposal_back(proposal, author):
    taken_back = withdraw(proposal, author)

    assert (taken_back.status, taken_back.decided_by) == ("refused", author)
    with pytest.raises(AlreadyDecided):
        withdraw(proposal, author)


def test_nobody_else_takes_a_proposal_back(proposal, reviewer):
    with pytest.raises(PermissionDenied):
        withdraw(proposal, reviewer)

    assert Proposal.objects.get().status == "open"


def test_remark_of_a_reader_is_settled_once(entry, reviewer):
    remark = Proposal.objects.create(entry_id=entry.pk, note="Wrong year.", about="founded")

    done = settle(remark, reviewer, done=True)

    assert (done.status, done.decided_by, done.decisions) == ("accepted", reviewer, {})
    assert Organisation.objects.get().version == 1
    with pytest.raises(AlreadyDecided):
        settle(remark, reviewer, done=False, reason="No.")


def test_refusing_a_remark_needs_a_reason(entry, reviewer):
    remark = Proposal.objects.create(entry_id=entry.pk, note="Wrong year.")

    with pytest.raises(ValidationError, match="Say why you refuse it"):
        settle(remark, reviewer, done=False)


def test_several_are_refused_for_one_reason_except_own_and_decided_ones(entry, proposal, author, reviewer):
    remark = Proposal.objects.create(entry_id=entry.pk, note="Buy this.")
    own = Proposal.objects.create(entry_id=entry.pk, author=reviewer, changes={"name_en": "x"})
    before = withdraw(Proposal.objects.create(entry_id=entry.pk, author=author, changes={"name_en": "y"}), author)

    count = refuse_each([proposal, remark, own, before], reviewer, "Spam.")

    assert count == 2
    assert set(Proposal.objects.filter(reason="Spam.")) == {proposal, remark}
    assert Proposal.objects.get(pk=proposal.pk).decisions["name_en"] == {"accepted": False, "reason": ""}
    assert Proposal.objects.get(pk=own.pk).status == "open"
