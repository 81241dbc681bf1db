"""A change that somebody proposes and somebody else decides on, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
ACCOUNTS = """
from django.contrib.auth.models import User
from catalogue.roles import Role, group_of
for name, role in (("proposer", Role.CONTRIBUTOR), ("reviewer", Role.EDITOR)):
    user = User.objects.create_user(name, password="correct-horse-battery", is_staff=True)
    user.groups.add(group_of(role))
"""


@pytest.fixture(scope="module")
def accounts(site):
    site.manage("shell", "-c", ACCOUNTS)


@pytest.fixture
def sign_in(open_page, accounts):
    def as_somebody(name, **options):
        window = open_page(**options)
        window.page.goto("/admin/")
        window.page.get_by_label("Username").fill(name)
        window.page.locator("input[name=password]").fill(PASSWORD)
        window.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(window.page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
        return window

    return as_somebody


def suggestion(page, label):
    """The part of the page about one field."""
    return page.get_by_role("group", name=label)


def test_proposed_field_by_field_decided_and_read_by_its_author(sign_in, open_page):
    proposer = sign_in("proposer", width=390)
    page = proposer.page
    page.goto("/admin/tactics/legaltool/")
    page.get_by_role("link", name="Court monitoring").click()
    expect(page.get_by_text("What you save here becomes a proposal; an editor decides.")).to_be_visible()
    page.get_by_label("Summary [en]").fill("People sit in court and watch.")
    page.get_by_label("Summary [es]").fill("Hay gente que se sienta en el tribunal y observa.")
    page.get_by_role("button", name="Add another Citation").click()
    row = page.locator(".dynamic-citations").last
    row.locator(".field-source .select2").click()
    page.locator(".select2-search__field").last.fill("Blueprint")
    page.locator(".select2-results__option--highlighted").click()
    row.locator("select[name$=standing]").select_option("recommends")
    row.locator("input[name$=paragraph]").fill("1")
    row.locator("textarea[name$=claim_en]").fill("A new claim.")
    row.locator("textarea[name$=claim_es]").fill("Una afirmación nueva.")
    page.get_by_label("Why (shown in the public list of changes, without your name)").fill("Plainer words.")
    page.get_by_role("button", name="Propose").first.click()
    expect(page.get_by_text("Nothing is changed yet; an editor decides.")).to_be_visible()
    page.locator(".messagelist").get_by_role("link", name="Proposal").click()
    address = page.url
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()

    reviewer = sign_in("reviewer")
    page = reviewer.page
    page.goto(address)
    suggestion(page, "Summary (English)").get_by_label("Refuse").check()
    suggestion(page, "Summary (English)").get_by_role("textbox").fill("It was plain before.")
    suggestion(page, "Summary (Spanish)").get_by_label("Accept").check()
    page.get_by_role("button", name="Decide as chosen above").click()
    expect(page.get_by_text("Accept or refuse this.")).to_be_visible()
    expect(suggestion(page, "Summary (English)").get_by_role("textbox")).to_have_value("It was plain before.")
    suggestion(page, "New evidence").get_by_label("Accept").check()
    page.get_by_role("button", name="Decide as chosen above").click()
    expect(page.get_by_text("is accepted in part")).to_be_visible()

    page = proposer.page
    page.goto(address)
    expect(page.get_by_text("Accepted in part")).to_be_visible()
    expect(suggestion(page, "Summary (English)").get_by_text("Refused: It was plain before.")).to_be_visible()
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)

    reader = open_page().page
    reader.goto("/es/legal-tools/court-monitoring/")
    expect(reader.locator(".lead")).to_have_text("Hay gente que se sienta en el tribunal y observa.")
    expect(reader.get_by_text("Una afirmación nueva.")).to_be_visible()
    reader.goto("/en/legal-tools/court-monitoring/")
    expect(reader.locator(".lead")).not_to_have_text("People sit in court and watch.")
    assert proposer.complaints == reviewer.complaints == []


def test_preview_of_a_proposal_shows_what_readers_do_not_see_yet(sign_in, open_page):
    page = sign_in("proposer").page
    page.goto("/admin/tactics/legaltool/")
    page.get_by_role("link", name="Bail fund").click()
    page.get_by_label("Summary [es]").fill("Dinero listo para una fianza.")
    page.get_by_role("button", name="Propose").last.click()
    page.get_by_role("link", name="Proposal", exact=False).last.click()

    page.get_by_role("link", name="Preview in Spanish").click()

    expect(page.locator(".lead")).to_have_text("Dinero listo para una fianza.")
    reader = open_page().page
    reader.goto("/es/legal-tools/bail-fund/")
    expect(reader.locator(".lead")).not_to_have_text("Dinero listo para una fianza.")
