"""Who may do what. The table is for people to read; each of its rows is tried out in the admin, as each role."""

import itertools

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from catalogue import registry, roles
from catalogue.editing.decisions import may_decide
from catalogue.models import Proposal, Status
from catalogue.models.merge import Merge
from catalogue.roles import Role
from tactics.models import LegalTool
from tests.catalogue.admin.pages import add_url, change_url, list_url, sent_from
from tests.factories import make_editor, make_guide, make_legal_tool, make_place, make_source, make_term

TABLE = """
action                              Contributors  Editors   Publishers  Administrators
open the editing pages              yes           yes       yes         yes
add a draft                         yes           yes       yes         yes
add an entry that readers see       no            no        yes         yes
change one's own draft              yes           yes       yes         yes
change somebody else's draft        proposal      yes       yes         yes
change what readers see             proposal      yes       yes         yes
send one's own draft to review      yes           yes       yes         yes
publish what is in review           no            no        yes         yes
withdraw what readers see           no            no        yes         yes
delete an entry                     no            no        yes         yes
merge two entries                   no            no        yes         yes
take a merge back                   no            no        yes         yes
read a proposal of somebody else    no            yes       yes         yes
decide on it                        no            yes       yes         yes
decide on one's own proposal        no            no        yes         yes
read a source                       yes           yes       yes         yes
add a source                        no            yes       yes         yes
change a source                     no            yes       yes         yes
delete a source                     no            no        yes         yes
add a place                         no            yes       yes         yes
change a place                      no            yes       yes         yes
delete a place                      no            no        yes         yes
add a term                          no            yes       yes         yes
change a term                       no            yes       yes         yes
delete a term                       no            no        yes         yes
change a guide                      no            yes       yes         yes
add a guide                         no            no        yes         yes
delete a guide                      no            no        yes         yes
bring in a spreadsheet              no            yes       yes         yes
see all accounts                    no            no        no          yes
add an account                      no            no        no          yes
change an account                   no            no        no          yes
delete an account                   no            no        no          yes
sign an account out                 no            no        no          yes
give an account a new password      no            no        no          yes
take away a second step             no            no        no          yes
read the audit log                  no            no        no          yes
undo all that an account did        no            no        no          yes
"""
HEAD, *ROWS = ([cell.strip() for cell in line.split("  ") if cell.strip()] for line in TABLE.strip().splitlines())


class Person:
    """Somebody with a role, and their browser."""

    def __init__(self, role: Role):
        self.user = make_editor(f"a-{role.name.lower()}", role=role)
        self.browser = Client()
        self.browser.force_login(self.user)

    def opens(self, address: str) -> str:
        """Whether a page is theirs to see."""
        status = self.browser.get(address).status_code
        assert status in (200, 403), (address, status)
        return "yes" if status == 200 else "no"

    def changes(self, thing) -> str:
        """Whether the form of it is theirs to send, not only to read."""
        page = self.browser.get(change_url(thing))
        return "yes" if page.status_code == 200 and page.context["has_change_permission"] else "no"

    def deletes(self, thing) -> str:
        """Whether it is gone afterwards."""
        self.browser.post(change_url(thing).replace("/change/", "/delete/"), {"post": "yes"})
        return "no" if type(thing).objects.filter(pk=thing.pk).exists() else "yes"

    def adds(self, **typed) -> LegalTool | None:
        """A new legal tool, if it was stored."""
        plain = {"name_en": "New", "name_es": "Nueva", "slug": "new", "summary_en": "New.", "summary_es": "Nueva."}
        form = sent_from(self.browser.get(add_url(LegalTool)), form="court-order", **plain)
        self.browser.post(add_url(LegalTool), {**form, "status": "draft", **typed})
        return LegalTool.objects.filter(slug="new").first()

    def saves(self, entry: LegalTool | None, **typed) -> str:
        """Whether it then says what was typed, or a proposal does."""
        assert entry is not None
        form = sent_from(self.browser.get(change_url(entry)), **typed)
        self.browser.post(change_url(entry), form)
        stored = LegalTool.objects.get(pk=entry.pk)
        if all(getattr(stored, name) == value for name, value in typed.items()):
            return "yes"
        proposal = Proposal.objects.filter(entry=entry, author=self.user).first()
        return "proposal" if proposal and typed.items() <= proposal.changes.items() else "no"


@pytest.fixture
def thing(db):
    """Makes what an action is done to, begun by somebody else."""

    def make(kind: str):
        if kind == "account":
            return make_editor(f"other-{User.objects.count()}", role=Role.EDITOR)
        if kind == "proposal":
            author = make_editor(f"other-{User.objects.count()}", role=Role.CONTRIBUTOR)
            return Proposal.objects.create(entry=make_legal_tool(), author=author, changes={"summary_en": ["a", "b"]})
        makers = {"source": make_source, "place": make_place, "term": make_term, "guide": make_guide}
        return makers[kind]()

    return make


def account_page(person: Person, account: User, page: str) -> str:
    return person.opens(reverse("admin:auth_user_change", args=[account.pk]).replace("/change/", f"/{page}/"))


def merge_of_two() -> Merge:
    kept, gone = make_legal_tool(), make_legal_tool(status=Status.WITHDRAWN)
    return Merge.objects.create(kept=kept, gone=gone)


# Action → what somebody does, and what came of it.
TRIED = {
    "open the editing pages": lambda who, thing: who.opens(reverse("admin:index")),
    "add a draft": lambda who, thing: "yes" if who.adds() else "no",
    "add an entry that readers see": lambda who, thing: add_published(who),
    "change one's own draft": lambda who, thing: who.saves(who.adds(), summary_en="Typed."),
    "change somebody else's draft": lambda who, thing: who.saves(make_legal_tool(status="draft"), summary_en="Typed."),
    "change what readers see": lambda who, thing: who.saves(make_legal_tool(), summary_en="Typed."),
    "send one's own draft to review": lambda who, thing: who.saves(who.adds(), status="in-review"),
    "publish what is in review": lambda who, thing: who.saves(make_legal_tool(status="in-review"), status="published"),
    "withdraw what readers see": lambda who, thing: who.saves(make_legal_tool(), status="withdrawn"),
    "delete an entry": lambda who, thing: who.deletes(make_legal_tool()),
    "merge two entries": lambda who, thing: who.opens(
        reverse("admin:tactics_legaltool_merge_with", args=[make_legal_tool().pk])
    ),
    "take a merge back": lambda who, thing: who.opens(reverse("admin:catalogue_merge_undo", args=[merge_of_two().pk])),
    "read a proposal of somebody else": lambda who, thing: who.opens(change_url(thing("proposal"))),
    "decide on it": lambda who, thing: yes(may_decide(who.user, thing("proposal"))),
    "decide on one's own proposal": lambda who, thing: yes(may_decide(who.user, Proposal(author=who.user))),
    "read a source": lambda who, thing: who.opens(change_url(thing("source"))),
    **{
        f"add a {kind}": lambda who, thing, kind=kind: who.opens(add_url(type(thing(kind))))
        for kind in ("source", "place", "term", "guide")
    },
    **{
        f"change a {kind}": lambda who, thing, kind=kind: who.changes(thing(kind))
        for kind in ("source", "place", "term", "guide")
    },
    **{
        f"delete a {kind}": lambda who, thing, kind=kind: who.deletes(thing(kind))
        for kind in ("source", "place", "term", "guide")
    },
    "bring in a spreadsheet": lambda who, thing: who.opens("/admin/organisations/organisation/spreadsheet/"),
    "see all accounts": lambda who, thing: who.opens(list_url(User)),
    "add an account": lambda who, thing: who.opens(add_url(User)),
    "change an account": lambda who, thing: who.changes(thing("account")),
    "delete an account": lambda who, thing: who.deletes(thing("account")),
    "sign an account out": lambda who, thing: account_page(who, thing("account"), "sign-out"),
    "give an account a new password": lambda who, thing: account_page(who, thing("account"), "password"),
    "take away a second step": lambda who, thing: account_page(who, thing("account"), "second-step"),
    "read the audit log": lambda who, thing: who.opens(reverse("admin:catalogue_auditentry_changelist")),
    "undo all that an account did": lambda who, thing: who.opens(reverse("undo-account", args=[thing("account").pk])),
}


def yes(allowed: bool) -> str:
    return "yes" if allowed else "no"


def add_published(who: Person) -> str:
    """With the evidence that publishing needs."""
    source = make_source()
    row = {"source": source.pk, "paragraph": 1, "standing": "reports", "claim_en": "So.", "claim_es": "Así."}
    citation = {"citations-TOTAL_FORMS": 1, **{f"citations-0-{name}": value for name, value in row.items()}}
    added = who.adds(status="published", **citation)
    return yes(added is not None and added.status == Status.PUBLISHED)


def test_table_names_every_role_and_every_action_is_tried():
    head = ["action", *Role.values]

    assert head == HEAD
    assert [action for action, *_outcomes in ROWS] == list(dict.fromkeys(action for action, *_outcomes in ROWS))
    assert {action for action, *_outcomes in ROWS} == set(TRIED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_role_may_do_what_the_table_says(db, thing, row, role):
    action, *outcomes = row
    cache.clear()

    outcome = TRIED[action](Person(role), thing)

    assert outcome == dict(zip(Role.values, outcomes, strict=True))[role.value]


def test_each_role_may_do_all_that_the_one_before_it_may():
    allowed = [roles.permissions_of(role) for role in Role]

    assert all(less < more for less, more in itertools.pairwise(allowed))


def test_every_permission_of_a_role_exists(db):
    known = {
        f"{app}.{codename}" for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert roles.permissions_of(Role.ADMINISTRATOR) <= known


def test_entries_of_every_type_are_meant(db):
    editor = make_editor(role=Role.CONTRIBUTOR)

    models = [known.model._meta for known in registry.all_types()]

    assert all(editor.has_perm(f"{model.app_label}.add_{model.model_name}") for model in models)
    assert not any(editor.has_perm(f"{model.app_label}.delete_{model.model_name}") for model in models)


def test_role_gets_what_it_lacks_and_loses_what_it_may_not(db):
    group = Group.objects.get(name=Role.CONTRIBUTOR)
    group.permissions.set([Permission.objects.get(codename="delete_user")])

    roles.grant()

    allowed = {f"{app}.{name}" for app, name in group.permissions.values_list("content_type__app_label", "codename")}
    assert allowed == roles.permissions_of(Role.CONTRIBUTOR)


@pytest.mark.parametrize("before", [*Role, None])
@pytest.mark.parametrize("after", Role)
def test_account_has_the_role_it_was_given_and_no_other(db, before, after):
    account = User.objects.create_user("ana")
    own = Group.objects.create(name="Choir")
    account.groups.add(own, *([roles.group_of(before)] if before else []))

    roles.give(account, after)

    assert set(account.groups.all()) == {own, roles.group_of(after)}
    assert roles.role_of(account) == after


def test_highest_role_counts(db):
    account = make_editor(role=Role.EDITOR)
    account.groups.add(roles.group_of(Role.CONTRIBUTOR))

    assert roles.role_of(account) == Role.EDITOR


def test_account_without_a_group_has_no_role(db):
    assert roles.role_of(User.objects.create_user("ana")) is None
