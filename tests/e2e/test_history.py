"""Changes that are undone, and two entries that become one, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
NAME = "carmen"


@pytest.fixture(scope="module")
def editor(site):
    site.manage("create_editor", NAME, "--password-stdin", stdin=PASSWORD)
    return NAME


@pytest.fixture
def signed_in(open_page, editor):
    window = open_page()
    page = window.page
    page.goto("/admin/")
    page.locator("input[name=login]").fill(editor)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return window


def change(page, name, label, text):
    """Change one field of a legal tool, and see its history."""
    page.goto("/admin/tactics/legaltool/")
    page.get_by_role("link", name=name).click()
    page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="History").click()


def violations(page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]


def test_a_change_is_undone_with_one_click(signed_in):
    page = signed_in.page
    change(page, "Bail fund", "Summary [es]", "Algo falso.")
    last = page.locator(".change").first
    expect(last).to_contain_text(f"Changed by {NAME}")
    expect(last.locator("ins")).to_have_text(["Algo falso."])
    assert violations(page) == []

    last.get_by_role("button", name="Undo this change").click()

    expect(page.locator(".messagelist .success")).to_contain_text("is undone")
    expect(page.locator(".change").first).to_contain_text("Undid the change of")
    page.goto("/es/legal-tools/bail-fund/")
    expect(page.locator("main")).not_to_contain_text("Algo falso.")
    assert signed_in.complaints == []


def test_what_was_changed_since_is_chosen_with_the_keyboard(signed_in):
    page = signed_in.page
    change(page, "Court monitoring", "Name [en]", "Watching courts")
    change(page, "Watching courts", "Name [en]", "Eyes on courts")

    page.locator(".change").nth(1).get_by_role("button", name="Undo this change").press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Somebody changed these again since."])
    assert violations(page) == []
    page.get_by_label("Leave it as it is now").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Undo this change").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("History of “Court monitoring”")
    assert signed_in.complaints == []


def test_two_entries_become_one_and_the_old_address_leads_there(signed_in):
    page = signed_in.page
    page.goto("/admin/organisations/organisation/?q=ACLU")
    page.get_by_role("link", name="ACLU of Southern California").click()
    page.get_by_role("link", name="Merge with another…").click()
    assert violations(page) == []
    page.get_by_label("Name of the other entry").fill("American Civil Liberties")
    page.get_by_role("button", name="Find it").click()
    page.get_by_role("link", name="American Civil Liberties Union (ACLU)").last.click()
    assert violations(page) == []
    page.get_by_role("link", name="Swap: keep the other one").click()
    expect(page.locator(".merge-heads h2").first).to_have_text("American Civil Liberties Union (ACLU)")

    page.get_by_role("button", name="Merge the two").click()

    expect(page.locator(".messagelist .success")).to_contain_text("Its address leads here now.")
    page.goto("/en/organisations/aclu-southern-california/")
    expect(page).to_have_url(re.compile("/en/organisations/aclu/$"))
    page.goto("/admin/catalogue/merge/")
    page.get_by_role("link", name="Undo the merge of").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.locator(".messagelist")).to_contain_text("are two entries again")
    page.goto("/en/organisations/aclu-southern-california/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ACLU of Southern California")
    assert signed_in.complaints == []


def test_all_that_an_account_did_is_undone(signed_in, site, open_page):
    change(signed_in.page, "Bail fund", "Summary [en]", "Something false.")
    site.manage("create_editor", "root", "--administrator", "--password-stdin", stdin=PASSWORD)
    window = open_page(width=390)
    page = window.page
    page.goto("/admin/auth/user/")
    page.locator("input[name=login]").fill("root")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("link", name="Undo what it did").click()
    expect(page.locator(".history")).to_contain_text("Bail fund")
    assert violations(page) == []
    page.get_by_label("Switch the account off, too").check()
    page.get_by_role("button", name="Undo everything of the last 24 hours").click()

    expect(page.locator(".messagelist .success")).to_contain_text("The account is switched off.")
    signed_in.page.goto("/admin/")
    expect(signed_in.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    signed_in.page.goto("/en/legal-tools/bail-fund/")
    expect(signed_in.page.locator("main")).not_to_contain_text("Something false.")
    assert window.complaints == []
