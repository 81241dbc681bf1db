"""catalogue.admin.queue: the front page of the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.freshness import today
from catalogue.models import Entry, Guide, Proposal
from catalogue.roles import Role
from catalogue.search.held import current
from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, change_url, list_url
from tests.factories import (
    make_citation,
    make_editor,
    make_event,
    make_guide,
    make_organisation,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def sound(**values):
    """An entry for which nothing waits."""
    entry = make_organisation(verified_on=today(), **values)
    make_citation(entry)
    return entry


def parts(client) -> dict[str, tuple[int, list[str]]]:
    """Heading → number, and what its rows say."""
    waiting = client.get(reverse("admin:index")).context["waiting"]
    return {part.heading: (part.count, [row.text for row in part.rows]) for part in waiting}


def part(client, heading: str):
    [found] = [one for one in client.get(reverse("admin:index")).context["waiting"] if one.heading == heading]
    return found


def as_somebody(client, role: Role, name: str = "bea"):
    somebody = make_editor(name, role=role)
    client.force_login(somebody)
    return somebody


def decided(**values) -> Proposal:
    return Proposal.objects.create(**{"status": "accepted", "decided_at": timezone.now(), **values})


def test_when_nothing_waits_it_says_so_kindly(client):
    sound()

    html = client.get(reverse("admin:index")).content.decode()

    assert "Nothing waits for you. Thank you for looking after this." in html
    assert "What would you like to edit?" in html


def test_proposals_wait_for_those_who_decide_the_oldest_first(client, editor):
    group = sound(name_en="The group")
    Proposal.objects.create(entry=group, author=make_editor("carla", role=Role.CONTRIBUTOR))
    Proposal.objects.create(entry=None, author=None)
    decided(entry=group)

    found = part(client, "Proposals to decide")

    assert (found.count, [row.text for row in found.rows]) == (2, ["The group", "New entry"])
    assert [row.note.split(",")[0] for row in found.rows] == ["from carla", "from a reader"]
    assert client.get(found.whole[0].url).status_code == client.get(found.rows[0].url).status_code == 200


def test_author_sees_what_became_of_what_they_proposed(client):
    author = as_somebody(client, Role.CONTRIBUTOR)
    group = sound(name_en="The group")
    Proposal.objects.create(entry=group, author=author)
    decided(entry=group, author=author, status="refused", reason="No document says so.")
    decided(entry=group, author=author, decided_at=timezone.now() - timedelta(31))
    decided(entry=group, author=None)

    found = part(client, "What you proposed")

    assert [(row.text, row.note) for row in found.rows] == [
        ("The group", "refused: No document says so."),
        ("The group", "waiting"),
    ]


def test_entries_in_review_wait_for_publishers_whatever_their_type(client):
    make_organisation(name_en="The group", status="in-review", verified_on=today())
    make_event(name_en="The march", status="in-review", verified_on=today())

    found = part(client, "To publish")

    assert (found.count, {row.text for row in found.rows}) == (2, {"The group", "The march"})
    assert [(link.text, link.url) for link in found.whole] == [
        ("Organisations (1)", f"{list_url(Organisation)}?status__exact=in-review"),
        ("Events (1)", f"{list_url(type(make_event()))}?status__exact=in-review"),
    ]


def test_drafts_are_shown_to_who_began_them(client):
    somebody = as_somebody(client, Role.CONTRIBUTOR)
    make_organisation(status="draft", name_en="Of another")
    client.post(add_url(Organisation), {**FORM, "name_en": "Of mine", "slug": "of-mine"})

    assert parts(client)["Your drafts"] == (1, ["Of mine"])
    assert Organisation.objects.get(slug="of-mine").history.earliest().history_user == somebody


FORM = {
    "sector": "community",
    "status": "draft",
    "seen_version": 0,
    **{f"{formset}-{name}": 0 for formset in ("citations", "connections") for name in ("TOTAL_FORMS", "INITIAL_FORMS")},
}


def test_what_was_not_checked_lately_waits_with_the_most_overdue_first(client):
    make_citation(make_organisation(name_en="Once", verified_on=today() - timedelta(200)))
    make_citation(make_organisation(name_en="Thrice", verified_on=today() - timedelta(600)))
    sound()

    found = part(client, "To check again")

    assert (found.count, [row.text for row in found.rows]) == (2, ["Thrice", "Once"])
    assert found.whole[0].url == reverse("admin:check_next")


def test_entry_that_lost_its_evidence_is_shown(client):
    bare, in_review = sound(name_en="Bare"), make_tactic(name_en="Bare and in review", status="in-review", cited=False)
    bare.citations.all().delete()
    make_tactic(status="draft", cited=False)
    make_tactic(status="withdrawn", cited=False)

    found = part(client, "Without any evidence")

    assert [row.text for row in found.rows] == ["Bare", "Bare and in review"]
    assert [row.url for row in found.rows] == [change_url(bare), change_url(in_review)]
    assert client.get(found.whole[0].url).context["cl"].result_count == 1


def test_evidence_whose_paragraph_is_gone_is_shown(client):
    source = make_source()
    lost, in_review = sound(name_en="Lost"), make_tactic(name_en="Lost in review", status="in-review")
    make_citation(lost, source=source, paragraph=5)
    make_citation(in_review, source=source, paragraph=5)
    make_citation(make_tactic(status="draft"), source=source, paragraph=5)
    source.outline = [{"heading": None, "paragraphs": 4}]
    source.save()

    found = part(client, "Evidence that lost its place")

    assert [row.text for row in found.rows] == ["Lost", "Lost in review"]
    assert client.get(found.whole[0].url).context["cl"].result_count == 1


def test_what_rests_on_little_is_told_by_number(client):
    make_citation(make_organisation(cited=False, verified_on=today()), source=make_source(reliability="low"))
    make_organisation(verified_on=today())
    make_organisation(verified_on=today())

    found = part(client, "Resting on little")

    assert [(row.text, row.count) for row in found.rows] == [("Weak sources only", 1), ("One source", 2)]
    assert client.get(found.rows[1].url).context["total"] == 2


def test_what_is_missing_in_spanish_is_told_by_type(client):
    sound(body_en="Words.")
    sound(body_en="Words.")
    make_tactic(status="draft", risks_en="Words.")
    guide = make_guide(status="draft", title_es="")

    found = part(client, "Missing in Spanish")

    assert (found.count, [(row.text, row.count) for row in found.rows]) == (
        4,
        [("Organisations", 2), ("Tactics", 1), ("Guides", 1)],
    )
    assert set(client.get(found.rows[2].url).context["cl"].result_list) == {guide}
    assert Guide.objects.count() == 1


HEADINGS = {
    Role.CONTRIBUTOR: {"What you proposed", "Your drafts", "Without any evidence", "Evidence that lost its place"},
    Role.EDITOR: {"Proposals to decide", "To check again"},
    Role.PUBLISHER: {"To publish"},
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("role", Role)
def test_nothing_is_shown_that_somebody_can_do_nothing_about(client, role):
    somebody = as_somebody(client, role)
    everything_waits(somebody)

    expected = {"Resting on little", "Missing in Spanish"}
    for each in Role:
        expected |= HEADINGS[each]
        if each == role:
            break
    assert set(parts(client)) == expected


def test_somebody_without_a_role_is_shown_nothing(client, django_user_model):
    nobody = django_user_model.objects.create_user("nobody", password="x", is_staff=True)
    everything_waits(make_editor("bea"))
    client.force_login(nobody)

    assert parts(client) == {}


def everything_waits(somebody, times: int = 1) -> None:
    """Something in every part, that many times."""
    for _ in range(times):
        make_organisation(status="in-review", body_en="Words.")
        make_organisation()
        make_tactic(cited=False)
        source = make_source()
        make_citation(make_organisation(status="in-review"), source=source, paragraph=5)
        make_citation(make_organisation(), source=source, paragraph=5)
        type(source).objects.update(outline=[{"heading": None, "paragraphs": 4}])
        draft = make_organisation(status="draft")
        draft.history.update(history_user=somebody)
        Proposal.objects.create(entry=draft, author=somebody)
        Proposal.objects.create(entry=draft)


def queries_of_front_page(client, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(40) as queries:
        client.get(reverse("admin:index"))
    return len(queries)


def test_queries_do_not_grow_with_what_waits(client, editor, django_assert_max_num_queries):
    everything_waits(editor)
    current()
    once = queries_of_front_page(client, django_assert_max_num_queries)

    everything_waits(editor, 2)
    current()

    assert queries_of_front_page(client, django_assert_max_num_queries) == once


def test_only_the_first_few_of_each_are_listed(client, editor):
    everything_waits(editor, 7)

    waiting = client.get(reverse("admin:index")).context["waiting"]

    assert max(len(part.rows) for part in waiting) == 5
    assert Entry.objects.filter(status="in-review").count() == part(client, "To publish").count == 14
