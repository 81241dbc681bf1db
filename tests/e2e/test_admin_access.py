"""The editors' pages that Django draws: nothing in the way of anybody, nothing that the content policy refuses."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
WINDOWS = {
    "English, wide, light": {"width": 1280, "locale": "en-US"},
    "Spanish, phone, dark": {"width": 390, "dark": True, "locale": "es-US"},
}
ORGANISATIONS = "/admin/organisations/organisation/"


@pytest.fixture(scope="module")
def administrator(site):
    site.manage("create_editor", "pilar", "--password-stdin", "--role", "administrator", stdin=PASSWORD)
    return "pilar"


@pytest.fixture(params=WINDOWS.values(), ids=WINDOWS)
def signed_in(request, open_page, administrator):
    window = open_page(**request.param)
    window.page.goto("/admin/")
    window.page.locator("input[name=login]").fill(administrator)
    window.page.locator("input[name=password]").fill(PASSWORD)
    window.page.locator("form[action*=login] button[type=submit]").first.click()
    window.page.wait_for_url("**/admin/")
    window.width = request.param["width"]
    return window


def faults(window) -> list[str]:
    """What the browser and axe complain of, and whether the page is wider than the window."""
    page = window.page
    found = list(window.complaints)
    found += [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth") > window.width:
        found.append("wider than the window")
    window.complaints.clear()  # axe tries out what the policy refuses
    return found


def visit(window, address) -> list[str]:
    assert window.page.goto(address).status == 200
    return faults(window)


def choose_first(page, action) -> None:
    page.locator(".action-select").first.check()
    page.locator("select[name=action]").select_option(action)
    page.locator("button[name=index]").click()
    page.wait_for_load_state()


def test_lists_and_forms_have_no_fault(signed_in):
    page = signed_in.page
    found = {"front page": faults(signed_in)}
    page.locator(".all-lists summary").click()
    found["all lists"] = faults(signed_in)
    lists = page.locator(".all-lists a").evaluate_all("links => links.map(link => link.getAttribute('href'))")

    for address in lists:
        found[address] = visit(signed_in, address)
        row = page.locator("#result_list tbody th a").first
        change = row.get_attribute("href") if row.count() else None
        if page.locator(".object-tools .addlink").count():
            found[f"{address}add/"] = visit(signed_in, f"{address}add/")
        if change:
            found[change] = visit(signed_in, change)

    assert len(lists) > 10
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_what_leads_on_from_an_entry_has_no_fault(signed_in):
    page = signed_in.page
    page.goto(ORGANISATIONS)
    entry = re.sub("change/.*", "", page.locator("#result_list tbody th a").first.get_attribute("href"))
    found = {name: visit(signed_in, f"{entry}{name}/") for name in ("delete", "history")}
    found["app"] = visit(signed_in, "/admin/organisations/")
    found["password"] = visit(signed_in, "/accounts/password/change/")
    found["popup"] = visit(signed_in, "/admin/catalogue/place/add/?_popup=1")

    page.goto(f"{ORGANISATIONS}?sector__exact=legal&o=-1")
    found["filtered and sorted"] = faults(signed_in)
    page.goto(ORGANISATIONS)
    choose_first(page, "delete_selected")
    found["delete selected"] = faults(signed_in)
    page.goto(f"{ORGANISATIONS}add/")
    page.locator(".submit-row input.default").first.click()
    expect(page.locator(".errornote")).to_be_visible()
    found["refused form"] = faults(signed_in)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_fields_with_suggestions_have_no_fault_while_open(signed_in):
    page = signed_in.page
    page.goto(f"{ORGANISATIONS}add/")

    page.locator("#id_based_in + .select2").click()
    page.locator(".select2-results__option--highlighted").wait_for()
    one = faults(signed_in)
    page.keyboard.press("Escape")
    page.locator("#id_places + .select2 .select2-search__field").fill("Boyle")
    page.locator(".select2-results__option--highlighted").click()
    several = faults(signed_in)

    assert (one, several) == ([], [])


def test_fields_with_suggestions_say_their_name(signed_in):
    page = signed_in.page
    page.goto(f"{ORGANISATIONS}add/")
    name = page.locator("label[for=id_based_in]").inner_text().rstrip(":")

    box = page.get_by_role("combobox", name=name, exact=True)
    box.press("Enter")
    page.get_by_role("searchbox", name=name).fill("Boyle")
    page.locator(".select2-results__option--highlighted").wait_for()
    page.keyboard.press("Enter")

    expect(page.get_by_role("combobox", name=f"{name} × Boyle Heights")).to_be_focused()


def test_signing_in_has_no_fault(open_page):
    for options in WINDOWS.values():
        window = open_page(**options)
        window.width = options["width"]

        assert visit(window, "/admin/") == []
