import pytest

from catalogue.editing.statuses import began, may_change, statuses_open_to
from catalogue.models import Status
from catalogue.roles import Role
from tests.catalogue.begun import begun_by
from tests.factories import make_editor, make_organisation

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN = Status
ALL = list(Status)
BEGINNING = [DRAFT, IN_REVIEW]
# Role, whose entry, where it stands → whether a save is stored at once, and which statuses it may have then.
WAYS = [
    (Role.CONTRIBUTOR, "own", DRAFT, True, BEGINNING),
    (Role.CONTRIBUTOR, "own", IN_REVIEW, True, BEGINNING),
    (Role.CONTRIBUTOR, "own", PUBLISHED, False, [PUBLISHED]),
    (Role.CONTRIBUTOR, "own", WITHDRAWN, False, [WITHDRAWN]),
    (Role.CONTRIBUTOR, "other", DRAFT, False, [DRAFT]),
    (Role.CONTRIBUTOR, "other", IN_REVIEW, False, [IN_REVIEW]),
    (Role.CONTRIBUTOR, "other", PUBLISHED, False, [PUBLISHED]),
    (Role.EDITOR, "other", DRAFT, True, BEGINNING),
    (Role.EDITOR, "other", IN_REVIEW, True, BEGINNING),
    (Role.EDITOR, "other", PUBLISHED, True, [PUBLISHED]),
    (Role.EDITOR, "other", WITHDRAWN, True, [*BEGINNING, WITHDRAWN]),
    (Role.EDITOR, "own", PUBLISHED, True, [PUBLISHED]),
    *((role, "other", status, True, ALL) for role in (Role.PUBLISHER, Role.ADMINISTRATOR) for status in Status),
]


@pytest.mark.parametrize(("role", "whose", "status", "direct", "statuses"), WAYS)
def test_steps_depend_on_role_beginning_and_status(role, whose, status, direct, statuses):
    user = make_editor(role=role)
    entry = begun_by(user if whose == "own" else make_editor("other"), make_organisation(status=status))

    assert may_change(user, entry) is direct
    assert statuses_open_to(user, entry) == statuses


@pytest.mark.parametrize(
    ("role", "statuses"), [(Role.CONTRIBUTOR, BEGINNING), (Role.EDITOR, BEGINNING), (Role.PUBLISHER, ALL)]
)
def test_new_entry_begins_where_the_role_allows(role, statuses):
    assert statuses_open_to(make_editor(role=role), None) == statuses


def test_entry_that_was_loaded_was_begun_by_nobody():
    assert not began(make_editor(), make_organisation())


def test_changing_an_entry_is_not_beginning_it():
    first, second = make_editor("first"), make_editor("second")
    entry = begun_by(first, make_organisation())
    entry._history_user = second
    entry.save()

    assert began(first, entry)
    assert not began(second, entry)


def test_reviewers_may_change_without_any_query(django_assert_num_queries):
    editor, entry = make_editor(role=Role.EDITOR), make_organisation(status="draft")
    editor.has_perm("catalogue.review_proposal")

    with django_assert_num_queries(0):
        assert may_change(editor, entry)
