"""catalogue.admin.history and catalogue.admin.undo"""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.editing.apply import apply
from catalogue.editing.history import changes_of
from catalogue.editing.merge import merge
from catalogue.editing.revert import READERS
from catalogue.models import AuditEntry, Guide
from catalogue.roles import Role
from tests.catalogue.admin.pages import change_url, sent_from
from tests.factories import (
    MAKERS,
    make_citation,
    make_editor,
    make_guide,
    make_guide_step,
    make_organisation,
    make_source,
    make_term,
)

NOT_POSSIBLE = ["abc", "9" * 25, "-1", "1e3"]


def history_url(thing) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_history", args=[thing.pk])


def undo_url(thing, version: int) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_undo", args=[thing.pk, version])


def latest(entry) -> int:
    return changes_of(entry)[0].version


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def as_role(client):
    """Sign somebody with a role in."""

    def sign_in(role):
        account = make_editor(f"some-{role.name.lower()}", role=role)
        client.force_login(account)
        return account

    return sign_in


@pytest.mark.parametrize("make", list(MAKERS.values()))
def test_history_says_who_changed_what_and_why(client, editor, make):
    entry = make()
    apply(entry, {"summary_es": "Ahora así."}, user=editor, reason="A reader wrote.")

    page = client.get(history_url(entry))

    lines = page.context["lines"]
    assert [(line.what, line.change.reason) for line in lines] == [("Changed", "A reader wrote."), ("Begun", "")]
    html = page.content.decode()
    assert all(words in html for words in ("Ahora", "así.", "by ana", "A reader wrote.", 'lang="es"'))
    assert "style=" not in html


def test_history_of_evidence_stands_on_the_page_of_its_entry(client, editor):
    entry = make_organisation()
    citation = make_citation(entry)
    apply(entry, {f"citation-{citation.pk}": None}, user=editor)

    html = client.get(history_url(entry)).content.decode()

    assert "Evidence 2" in html
    assert "The essay says so." in html


@pytest.mark.parametrize("count", [1, 3])
def test_history_queries_do_not_grow(client, editor, count, django_assert_num_queries):
    entry = make_organisation()
    for number in range(count):
        apply(entry, {"name_en": f"Name {number}"}, user=editor)
    client.get(history_url(entry))

    # session, editor, two of permissions, the entry, history: its rows, places, evidence, connections; merges
    with django_assert_num_queries(10):
        client.get(history_url(entry))


def test_long_history_has_pages(client, editor):
    entry = make_organisation()
    for number in range(21):
        apply(entry, {"name_en": f"Name {number}"}, user=editor)

    first, second = client.get(history_url(entry)), client.get(history_url(entry), {"p": 2})

    assert (len(first.context["lines"]), len(second.context["lines"])) == (20, 2)
    assert 'href="?p=2"' in first.content.decode()


def test_one_click_undoes_a_change(client, editor):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Second"}, user=make_editor("ben"))
    page = client.get(history_url(entry))

    response = client.post(page.context["lines"][0].undo, follow=True)

    assert response.redirect_chain == [(history_url(entry), 302)]
    assert fresh(entry).name_en == "First"
    assert said(response)[0].endswith("is undone. This is a change too: you can undo it again.")
    assert "Undid the change of" in response.content.decode()


def test_what_somebody_changed_since_is_asked_for(client, editor):
    entry = make_organisation(name_en="First", summary_en="One.")
    apply(entry, {"name_en": "Second", "summary_en": "Two."}, user=editor)
    address = undo_url(entry, latest(entry))
    apply(entry, {"name_en": "Third"}, user=make_editor("ben"))

    asked = client.post(address)
    assert [each.key for each in asked.context["reversal"].contested] == ["name_en"]
    assert fresh(entry).summary_en == "Two."
    seen = asked.context["reversal"].version
    client.post(address, {"decided": 1, "seen": seen, "choice-name_en": "old"})

    assert (fresh(entry).name_en, fresh(entry).summary_en) == ("First", "One.")


def test_choice_on_an_outdated_page_is_asked_for_again(client, editor):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Second"}, user=editor)
    address = undo_url(entry, latest(entry))
    page = client.get(address)
    apply(entry, {"name_en": "Third"}, user=make_editor("ben"))

    response = client.post(address, {"decided": 1, "seen": page.context["reversal"].version, "choice-name_en": "old"})

    assert fresh(entry).name_en == "Third"
    assert "Look again, then choose." in response.content.decode()


def test_rule_that_forbids_it_is_said_and_nothing_is_changed(client, editor):
    entry = make_organisation(status="draft", cited=False)
    row = {"source": make_source().pk, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así."}
    apply(entry, {"citation-new1": row}, user=editor)
    address = undo_url(entry, latest(entry))
    apply(entry, {"status": "published"}, user=editor)

    response = client.post(address)

    assert "A published entry needs at least one citation." in response.content.decode()
    assert entry.citations.count() == 1


def test_beginning_has_no_button_but_a_reason(client):
    page = client.get(history_url(make_organisation()))

    line = page.context["lines"][0]
    assert (line.undo, str(line.note)) == (
        "",
        "This is how the entry began, so it cannot be undone. Withdraw the entry instead.",
    )


@pytest.mark.parametrize(
    ("role", "status", "may"),
    [
        (Role.CONTRIBUTOR, "published", False),
        (Role.CONTRIBUTOR, "draft", False),
        (Role.EDITOR, "published", True),
        (Role.PUBLISHER, "published", True),
        (Role.ADMINISTRATOR, "published", True),
    ],
)
def test_who_may_undo(client, as_role, role, status, may):
    entry = make_organisation(name_en="First", status=status)
    apply(entry, {"name_en": "Second"}, user=make_editor("ben"))
    as_role(role)
    address = undo_url(entry, latest(entry))

    page = client.get(history_url(entry))
    looked, done = client.get(address), client.post(address)

    assert bool(page.context["lines"][0].undo) is may
    assert (looked.status_code, done.status_code) == (200, 302 if may else 403)
    assert (fresh(entry).name_en == "First") is may


def test_contributor_undoes_in_an_own_draft(client, as_role):
    carl = as_role(Role.CONTRIBUTOR)
    entry = make_organisation(name_en="First", status="draft")
    entry.history.update(history_user=carl)
    apply(entry, {"name_en": "Second"}, user=carl)

    client.post(undo_url(entry, latest(entry)))

    assert fresh(entry).name_en == "First"


@pytest.mark.parametrize("make", [make_organisation, make_source])
def test_old_states_of_simple_history_lead_to_the_one_change(client, make):
    thing = make()
    data = sent_from(client.get(change_url(thing)))
    row = thing.history.latest()
    old = change_url(thing).replace("change/", f"history/{row.pk}/")

    looked, posted = client.get(old), client.post(old, {**data, "slug": "other"})

    expected = undo_url(thing, getattr(row, "version", row.pk))
    assert [answer.headers["Location"] for answer in (looked, posted)] == [expected] * 2
    assert fresh(thing).slug == thing.slug


@pytest.mark.parametrize("number", NOT_POSSIBLE)
@pytest.mark.parametrize("end", ["history/", "history/1/", "undo/1/"])
def test_numbers_that_no_database_holds_are_not_found(client, number, end):
    assert client.get(f"/admin/organisations/organisation/{number}/{end}").status_code == 404


@pytest.mark.parametrize("version", [*NOT_POSSIBLE, "77"])
def test_versions_that_never_were_are_not_found(client, version):
    address = change_url(make_organisation()).replace("change/", f"undo/{version}/")

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


def test_history_of_a_deleted_entry_can_be_read(client):
    entry = make_organisation(name_en="Gone")
    address = history_url(entry)
    entry.delete()

    page = client.get(address)

    assert "This was deleted." in page.content.decode()
    assert not any(line.undo for line in page.context["lines"])


@pytest.mark.parametrize(
    ("make", "column"),
    [(make_source, "why_es"), (make_term, "explanation_es"), (make_guide, "title_es")],
)
def test_other_records_are_undone_in_one_click(client, make, column):
    thing = make(**{column: "Antes."})
    setattr(thing, column, "Después.")
    thing.save()

    page = client.get(history_url(thing))
    client.post(page.context["lines"][0].undo)

    assert getattr(fresh(thing), column) == "Antes."
    assert "Después." in page.content.decode()


def test_evidence_on_a_page_of_its_own_is_undone_with_its_entry(client):
    citation = make_organisation().citations.get()
    citation.claim_en = "Other."
    citation.save()

    page = client.get(history_url(citation))

    assert [(line.undo, str(line.note)) for line in page.context["lines"]] == [
        ("", "Undo this in the history of its entry.")
    ] * 2


def test_merge_in_the_history_leads_to_undoing_the_merge(client, editor):
    kept, gone = make_organisation(), make_organisation()
    done = merge(kept, gone, editor)

    for entry in (kept, gone):
        html = client.get(history_url(entry)).content.decode()
        assert reverse("admin:catalogue_merge_undo", args=[done.pk]) in html


# all that an account did


def test_only_administrators_undo_what_an_account_did(client, as_role, editor):
    address = reverse("undo-account", args=[editor.pk])
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Bad"}, user=editor)
    for role in (Role.CONTRIBUTOR, Role.EDITOR, Role.PUBLISHER):
        as_role(role)
        assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    as_role(Role.ADMINISTRATOR)

    assert client.get(address).status_code == 200
    assert fresh(entry).name_en == "Bad"


def test_preview_says_what_would_happen_and_one_click_does_it(client, as_role, editor):
    entry = make_organisation(name_en="First", summary_en="One.")
    apply(entry, {"name_en": "Bad", "summary_en": "Worse."}, user=editor)
    apply(entry, {"summary_en": "Mended."}, user=make_editor("ben"))
    as_role(Role.ADMINISTRATOR)
    address = reverse("undo-account", args=[editor.pk])

    page = client.get(address)
    html = page.content.decode()
    assert all(
        words in html for words in ("1 record is put right.", "Stays as it is:", "Somebody else changed it since.")
    )
    assert fresh(entry).name_en == "Bad"
    since = page.context["form"].initial["since"]
    response = client.post(address, {"since": since, "deactivate": "on"}, follow=True)

    assert (fresh(entry).name_en, fresh(entry).summary_en) == ("First", "Mended.")
    assert said(response) == ["1 record was put right. 1 needs a look. The account is switched off."]
    editor.refresh_from_db()
    assert editor.is_active is False
    assert AuditEntry.objects.filter(action="undone", account="ana").count() == 1


def test_hours_are_chosen(client, as_role, editor):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Bad"}, user=editor)
    entry.history.update(history_date=timezone.now() - timedelta(hours=30))
    as_role(Role.ADMINISTRATOR)
    address = reverse("undo-account", args=[editor.pk])

    day, week, wrong = (client.get(address, {"hours": hours}) for hours in (24, 168, 169))

    assert [len(page.context["shown"]) for page in (day, week)] == [0, 1]
    assert "The last 24 hours are shown." in wrong.content.decode()


def test_nobody_switches_themselves_off(client, as_role):
    own = as_role(Role.ADMINISTRATOR)
    address = reverse("undo-account", args=[own.pk])

    client.post(address, {"since": (timezone.now() - timedelta(hours=1)).isoformat(), "deactivate": "on"})

    own.refresh_from_db()
    assert own.is_active is True


def test_page_that_was_open_for_long_is_refused(client, as_role, editor):
    entry = make_organisation(name_en="First")
    apply(entry, {"name_en": "Bad"}, user=editor)
    as_role(Role.ADMINISTRATOR)

    response = client.post(reverse("undo-account", args=[editor.pk]), {"since": "2020-01-01T00:00:00+00:00"})

    assert "this page is too old" in response.content.decode()
    assert fresh(entry).name_en == "Bad"


def test_page_of_an_account_leads_to_undoing_what_it_did(client, as_role, editor):
    as_role(Role.ADMINISTRATOR)

    html = client.get(reverse("admin:auth_user_change", args=[editor.pk])).content.decode()

    assert reverse("undo-account", args=[editor.pk]) in html


@pytest.mark.parametrize(("before", "after"), [("draft", "published"), ("published", "draft")])
def test_editor_does_not_publish_or_withdraw_a_guide_by_undoing(client, as_role, before, after):
    guide = make_guide(status=before)
    make_guide_step(guide)
    guide.status = after
    guide.save()
    as_role(Role.EDITOR)

    response = client.post(undo_url(guide, guide.history.latest().pk), {})

    assert str(READERS) in unescape(response.content.decode())
    assert Guide.objects.get().status == after
