import pytest
from django.core.exceptions import ValidationError

from catalogue.editing.apply import apply
from catalogue.editing.history import changes_of
from catalogue.editing.merge import BOTH, GONE, merge, plan
from catalogue.editing.revert import A_MERGE, AN_UNMERGE, revert
from catalogue.editing.state import state_of
from catalogue.editing.unmerge import unmerge
from catalogue.models import Connection, GuideEntry, Merge, Proposal, SlugRedirect
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


@pytest.fixture
def ana():
    return make_editor("ana")


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def values(entry) -> dict:
    return state_of(fresh(entry))


def refusal(kept, gone, user) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        merge(kept, gone, user)
    return refused.value.messages


def test_kept_values_survive_and_gaps_are_filled(ana):
    kept = make_organisation(summary_en="Kept.", founded=None, website="")
    gone = make_organisation(summary_en="Gone.", founded="2019", website="https://gone.example/")

    merge(kept, gone, ana)

    now = fresh(kept)
    assert (now.summary_en, str(now.founded), now.website) == ("Kept.", "2019", "https://gone.example/")


def test_chosen_values_survive(ana):
    here, there = make_place(), make_place()
    kept = make_organisation(summary_en="Kept.", places=[here], verified_on="2025-01-01", verified_how="documents")
    gone = make_organisation(summary_en="Gone.", places=[there], verified_on="2025-02-01", verified_how="asked")

    merge(kept, gone, ana, picked={"summary_en": GONE, "places": BOTH, "verified_on": GONE})

    now = fresh(kept)
    assert (now.summary_en, str(now.verified_on), now.verified_how) == ("Gone.", "2025-02-01", "asked")
    assert set(now.places.all()) == {here, there}


def test_names_of_both_become_aliases_once(ana):
    kept = make_organisation(name_en="Union del Barrio", name_es="Unión del Barrio", aliases=["UdB"])
    gone = make_organisation(name_en="Barrio Union", name_es="UNIÓN DEL BARRIO", aliases=["udb", "Patrullas"])

    merge(kept, gone, ana)

    assert fresh(kept).aliases == ["UdB", "Barrio Union", "Patrullas"]


def test_name_that_does_not_stay_becomes_an_alias(ana):
    kept, gone = make_organisation(name_en="Old", name_es="Viejo"), make_organisation(name_en="New", name_es="Nuevo")

    merge(kept, gone, ana, picked={"name_en": GONE, "name_es": GONE})

    assert (fresh(kept).name_en, fresh(kept).aliases) == ("New", ["Old", "Viejo"])


def test_evidence_and_connections_are_copied_and_doubles_dropped(ana):
    source, shared, own = make_source(), make_tactic(), make_tactic()
    kept, gone = make_organisation(cited=False), make_organisation(cited=False)
    same = {"source": source, "paragraph": 2, "claim_en": "Same.", "claim_es": "Igual."}
    for entry in (kept, gone):
        make_connection(entry, "uses", shared, citation=make_citation(entry, **same))
    other = make_citation(gone, source=source, paragraph=3, claim_en="More.", claim_es="Más.")
    make_connection(gone, "uses", own, citation=gone.citations.first())
    make_connection(gone, "supports", kept, citation=other)

    merge(kept, gone, ana)

    assert list(kept.citations.values_list("position", "claim_en")) == [(1, "Same."), (2, "More.")]
    connections = {(each.kind, each.object_id, each.citation.claim_en) for each in kept.connections.all()}
    assert connections == {("uses", shared.pk, "Same."), ("uses", own.pk, "Same.")}
    assert (gone.citations.count(), gone.connections.count()) == (2, 3)


def test_connections_that_lead_there_lead_to_the_kept_entry_once(ana):
    kept, gone = make_organisation(), make_organisation()
    one, both, event = make_organisation(), make_organisation(), make_organisation()
    make_connection(one, "supports", gone)
    for entry in (kept, gone):
        make_connection(both, "supports", entry)
    make_connection(kept, "supports", gone)
    make_connection(kept, "supports", event)

    merge(kept, gone, ana)

    assert not gone.connections_to.exists()
    assert {(each.subject_id, each.kind) for each in kept.connections_to.all()} == {
        (one.pk, "supports"),
        (both.pk, "supports"),
    }
    assert [each.object_id for each in kept.connections.all()] == [event.pk]


def test_the_other_entry_is_withdrawn_and_its_addresses_lead_on(client, ana):
    kept, gone = make_organisation(slug="kept"), make_organisation(slug="older")
    gone.slug = "gone"
    gone.save()

    merge(kept, gone, ana)

    assert fresh(gone).status == "withdrawn"
    for old in ("gone", "older"):
        response = client.get(f"/en/organisations/{old}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/en/organisations/kept/")
        assert response.headers["Cache-Control"] == "no-cache"


def test_terms_guides_and_open_proposals_name_the_kept_entry(ana):
    kept, gone = make_organisation(), make_organisation()
    term = make_term(entry=gone)
    alone, both = make_guide_step(entries=[gone]), make_guide_step(entries=[kept, gone])
    waiting = Proposal.objects.create(entry=gone, changes={"name_en": "New"}, base_version=1)
    decided = Proposal.objects.create(entry=gone, status="refused", decided_at="2025-01-01T00:00Z")

    merge(kept, gone, ana)

    for thing in (term, waiting, decided):
        thing.refresh_from_db()
    assert (term.entry_id, waiting.entry_id, decided.entry_id) == (kept.pk, kept.pk, gone.pk)
    assert waiting.base_version == fresh(kept).version
    assert [[each.entry_id for each in step.entries.all()] for step in (alone, both)] == [[kept.pk], [kept.pk]]


def test_proposed_rows_name_the_rows_of_the_kept_entry(ana):
    kept, gone, tactic = make_organisation(), make_organisation(), make_tactic()
    citation = gone.citations.get()
    connection = make_connection(gone, "uses", tactic)
    row = values(gone)
    changes = {
        f"citation-{citation.pk}": row[f"citation-{citation.pk}"] | {"claim_en": "Better."},
        f"connection-{connection.pk}": row[f"connection-{connection.pk}"] | {"note_en": "Why."},
    }
    proposal = Proposal.objects.create(entry=gone, changes=changes, base_version=1)

    merge(kept, gone, ana)
    proposal.refresh_from_db()
    apply(kept, proposal.changes, user=ana)

    assert [each.claim_en for each in kept.citations.all()] == ["The essay says so.", "Better."]
    assert [(each.note_en, each.citation.claim_en) for each in kept.connections.all()] == [("Why.", "Better.")]
    assert gone.citations.get().claim_en == "The essay says so."


def test_both_histories_say_so(ana):
    kept, gone = make_organisation(name_en="Kept"), make_organisation(name_en="Gone")

    merge(kept, gone, ana)

    assert [changes_of(fresh(entry))[0].reason for entry in (kept, gone)] == [
        "Merged with “Gone”",
        "Merged into “Kept”",
    ]
    assert all(changes_of(fresh(entry))[0].user == ana for entry in (kept, gone))


def test_merge_is_undone_without_a_trace(ana):
    place = make_place()
    tactic, other = make_tactic(), make_organisation()
    kept, gone = make_organisation(slug="kept"), make_organisation(slug="gone", founded="2019", places=[place])
    gone.slug = "moved"
    gone.save()
    make_connection(gone, "uses", tactic)
    make_connection(gone, "supports", kept)
    make_connection(kept, "supports", gone)
    make_connection(other, "supports", gone)
    make_connection(other, "belongs-to", kept)
    make_connection(other, "belongs-to", gone)
    term = make_term(entry=gone)
    step = make_guide_step(entries=[kept, gone])
    proposal = Proposal.objects.create(entry=gone, changes={"name_en": "New"}, base_version=1)
    before = [values(entry) for entry in (kept, gone, other)]
    addresses = list(SlugRedirect.objects.values_list("old_slug", "entry"))
    places = list(step.entries.values_list("pk", "entry", "position"))

    done = merge(kept, gone, ana)
    left = unmerge(done, ana)

    assert left == []
    assert [values(entry) for entry in (kept, gone, other)] == before
    assert list(SlugRedirect.objects.values_list("old_slug", "entry")) == addresses
    assert list(step.entries.values_list("pk", "entry", "position")) == places
    for thing in (term, proposal, done):
        thing.refresh_from_db()
    assert (term.entry_id, proposal.entry_id, proposal.base_version) == (gone.pk, gone.pk, 1)
    assert done.undone_by == ana
    assert "Undid the merge with “" in changes_of(fresh(kept))[0].reason


def test_what_was_changed_since_stays_and_is_listed(ana):
    kept, gone, tactic = (
        make_organisation(),
        make_organisation(founded="2019", website="https://x.example/"),
        make_tactic(),
    )
    done = merge(kept, gone, ana)
    copied = kept.citations.last()
    apply(kept, {"founded": "2020"}, user=make_editor("ben"))
    make_connection(kept, "uses", tactic, citation=copied)

    left = unmerge(done, ana)

    now = fresh(kept)
    assert (str(now.founded), now.website, copied in now.citations.all()) == ("2020", "", True)
    assert left == [
        f"{kept}: Founded. Somebody changed it since, so it stays as it is.",
        f"{kept}: Evidence 2. A connection of this entry rests on it.",
    ]
    assert fresh(gone).status == "published"


def test_two_merges_in_a_row_lead_to_the_last(client, ana):
    first, second, third = (make_organisation(slug=slug) for slug in ("first", "second", "third"))
    done = merge(second, first, ana)
    last = merge(third, second, ana)

    response = client.get("/es/organisations/first/")
    with pytest.raises(ValidationError, match="was merged into “Name of third” since"):
        unmerge(done, ana)
    unmerge(last, ana)
    after = client.get("/es/organisations/first/")
    unmerge(done, ana)

    assert response.headers["Location"] == "/es/organisations/third/"
    assert after.headers["Location"] == "/es/organisations/second/"
    assert client.get("/es/organisations/first/").status_code == 200


def test_pairs_that_cannot_be_merged_are_refused_with_a_sentence(ana):
    one, two = make_organisation(name_en="One"), make_organisation(name_en="Two")
    tactic = make_tactic()
    withdrawn = make_organisation(name_en="Old", status="withdrawn")
    draft = make_organisation(name_en="Draft", status="draft")
    merge(one, two, ana)

    assert refusal(one, one, ana) == ["An entry cannot be merged with itself. Choose another one."]
    assert refusal(one, tactic, ana) == [
        "Only entries of one type can be merged. These are of two: organisation and tactic."
    ]
    assert refusal(one, two, ana) == ["“Two” was merged into “One” already."]
    assert refusal(one, withdrawn, ana) == ["“Old” is withdrawn. Only entries that are not can be merged."]
    assert refusal(draft, one, ana) == [
        "Readers see “One” but not “Draft”. Keep the other one, or publish this one first."
    ]
    assert Merge.objects.count() == 1


def test_merge_is_undone_once(ana):
    done = merge(make_organisation(), make_organisation(), ana)
    unmerge(done, ana)

    with pytest.raises(ValidationError, match="undone already"):
        unmerge(done, ana)


def test_merged_again_after_it_was_undone(ana):
    kept, gone = make_organisation(), make_organisation()
    unmerge(merge(kept, gone, ana), ana)

    merge(kept, gone, ana)

    assert (fresh(gone).status, kept.citations.count()) == ("withdrawn", 2)


def test_what_the_editor_did_not_see_is_not_merged(ana):
    kept, gone = make_organisation(), make_organisation()
    seen = (kept.version, gone.version)
    apply(gone, {"name_en": "New"}, user=make_editor("ben"))

    with pytest.raises(ValidationError, match="since you opened this page"):
        merge(kept, gone, ana, seen=seen)

    assert fresh(gone).status == "published"


def test_a_merge_is_undone_as_a_whole(ana):
    kept, gone = make_organisation(), make_organisation()
    done = merge(kept, gone, ana)

    for entry in (kept, gone):
        with pytest.raises(ValidationError) as refused:
            revert(entry, changes_of(fresh(entry))[0].version, ana)
        assert refused.value.messages == [str(A_MERGE)]
    unmerge(done, ana)
    with pytest.raises(ValidationError) as refused:
        revert(kept, changes_of(fresh(kept))[0].version, ana)

    assert refused.value.messages == [str(AN_UNMERGE)]


def test_rule_that_forbids_the_outcome_changes_nothing(ana):
    from tests.factories import make_event

    kept, gone = make_event(starts="2025-06", ends="2025-07"), make_event(starts="2025-01", ends="2025-02")

    with pytest.raises(ValidationError, match="ends before it begins"):
        merge(kept, gone, ana, picked={"ends": GONE})

    assert (fresh(gone).status, Merge.objects.count(), Connection.objects.count()) == ("published", 0, 0)


def test_plan_says_what_becomes_of_everything():
    kept, gone, tactic = (
        make_organisation(name_en="Kept"),
        make_organisation(name_en="Gone"),
        make_tactic(name_en="Watch"),
    )
    make_connection(gone, "uses", tactic)
    make_connection(gone, "supports", kept)
    make_connection(kept, "supports", gone)
    make_guide_step(entries=[gone])

    found = plan(kept, gone)

    assert {choice.key: choice.default for choice in found.choices} == {
        name: "kept" for name in ("name_en", "name_es", "summary_en", "summary_es")
    }
    assert [(row.text, str(row.fate)) for row in found.evidence] == [
        ("Evidence 1: The essay says so.", "is taken over")
    ]
    assert [(row.text, str(row.fate)) for row in found.connections] == [
        ("Connection: supports → Kept", "is dropped: it would connect the entry with itself"),
        ("Connection: uses → Watch", "is taken over"),
    ]
    assert [str(row.fate) for row in found.incoming] == ["is dropped: it would connect the entry with itself"]
    assert found.elsewhere == [
        "The address of “Gone” leads to the kept entry.",
        "These name the kept entry from now on: Places in guides (1).",
    ]
    assert GuideEntry.objects.get().entry_id == gone.pk
