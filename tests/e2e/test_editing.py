"""What an editor does, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="module")
def editor(site):
    site.manage("create_editor", "emilia", "--password-stdin", stdin=PASSWORD)
    return "emilia"


@pytest.fixture
def signed_in(open_page, editor):
    window = open_page()
    window.page.goto("/admin/")
    window.page.get_by_label("Username").fill(editor)
    window.page.locator("input[name=password]").fill(PASSWORD)
    window.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(window.page.get_by_role("heading", name="What waits for you")).to_be_visible()
    return window


def open_entry(page, name):
    page.goto("/admin/tactics/legaltool/")
    page.get_by_role("link", name=name).click()


def test_saved_text_is_on_the_site_in_both_languages(signed_in):
    page = signed_in.page
    open_entry(page, "Bail fund")

    page.get_by_label("Summary [en]").fill("Money kept ready for bail.")
    page.get_by_label("Summary [es]").fill("Dinero guardado para fianzas.")
    page.get_by_role("button", name="Save and continue editing").first.click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="View on site").click(modifiers=["Control"])

    expect(opened.value.locator(".lead")).to_have_text("Money kept ready for bail.")
    opened.value.get_by_role("link", name="Español").click()
    expect(opened.value.locator(".lead")).to_have_text("Dinero guardado para fianzas.")
    assert signed_in.complaints == []


def test_a_connection_and_its_evidence_are_added_in_one_save(signed_in):
    page = signed_in.page
    page.goto("/admin/tactics/tactic/add/")

    page.get_by_label("Name [en]").fill("Testing tactic")
    page.get_by_label("Name [es]").fill("Táctica de prueba")
    page.get_by_label("Phase").select_option("prepare")
    page.locator("#id_citations-0-source + .select2").click()
    page.locator(".select2-search__field").last.fill("Blueprint")
    page.locator(".select2-results__option--highlighted").click()
    page.locator("#id_citations-0-standing").select_option("recommends")
    page.locator("#id_citations-0-paragraph").fill("1")
    page.locator("#id_citations-0-claim_en").fill("A claim.")
    page.locator("#id_citations-0-claim_es").fill("Una afirmación.")
    page.get_by_role("button", name="Add another Connection").click()
    page.locator("#id_connections-0-kind").select_option("relies-on")
    page.locator("#id_connections-0-object + .select2").click()
    page.locator(".select2-search__field").last.fill("Bail fund")
    page.locator(".select2-results__option--highlighted", has_text="Bail fund").click()
    page.locator("#id_connections-0-evidence").fill("1")
    page.get_by_role("button", name="Save and continue editing").first.click()

    expect(page.locator("#id_connections-0-evidence")).to_have_value("1")
    expect(page.locator("#id_citations-0-claim_en")).to_have_value("A claim.")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert signed_in.complaints == []


def test_a_stale_form_is_refused_and_keeps_what_was_typed(signed_in):
    first = signed_in.page
    open_entry(first, "Court monitoring")
    second = signed_in.context.new_page()
    second.goto(first.url)

    first.get_by_label("Summary [en]").fill("Saved first.")
    first.get_by_role("button", name="Save", exact=True).first.click()
    second.get_by_label("Summary [en]").fill("Typed meanwhile.")
    second.get_by_role("button", name="Save", exact=True).first.click()

    expect(second.locator(".errornote")).to_be_visible()
    expect(second.get_by_label("Summary [en]")).to_have_value("Typed meanwhile.")


def test_strangers_are_asked_to_sign_in(open_page):
    page = open_page().page

    page.goto("/admin/tactics/tactic/add/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
