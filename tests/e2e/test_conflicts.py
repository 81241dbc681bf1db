"""Two editors at one entry, and an editor whose sign-in ended while typing, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
EDITORS = ("lucia", "marta")


@pytest.fixture(scope="module")
def editors(site):
    for name in EDITORS:
        site.manage("create_editor", name, "--password-stdin", stdin=PASSWORD)


def sign_in(page, name):
    page.get_by_label("Username").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="What would you like to edit?")).to_be_visible()


@pytest.fixture
def window_of(open_page, editors):
    def window(name, **options):
        opened = open_page(**options)
        opened.page.goto("/admin/")
        sign_in(opened.page, name)
        return opened

    return window


def open_entry(page, name):
    page.goto("/admin/tactics/legaltool/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_label("Summary [en]")).to_be_visible()


def save(page, *, stay=False):
    page.get_by_role("button", name="Save and continue editing" if stay else "Save", exact=True).first.click()


def choice(page, label, answer):
    return page.get_by_role("group", name=label, exact=True).get_by_label(answer)


@pytest.mark.parametrize("width", [1280, 390])
def test_two_editors_take_each_field_from_either(window_of, width):
    first, second = window_of("lucia").page, window_of("marta", width=width)
    mine = second.page
    for page in (first, mine):
        open_entry(page, "Legal observers" if width == 390 else "Release on bail")
    first.get_by_label("Summary [en]").fill(f"Saved first, at {width}.")
    first.get_by_label("Summary [es]").fill(f"Guardado primero, a {width}.")
    first.locator("#id_citations-0-claim_en").fill(f"First about the claim, at {width}.")
    save(first, stay=True)
    expect(first.get_by_text("was changed successfully")).to_be_visible()
    mine.get_by_label("Summary [en]").fill(f"Typed meanwhile, at {width}.")
    mine.get_by_label("Summary [es]").fill(f"Escrito mientras, a {width}.")
    save(mine, stay=True)

    expect(mine.get_by_role("heading", name="Somebody saved this while you were typing")).to_be_visible()
    # In brackets stands what is read out where others see a line under the words that differ.
    sides = mine.get_by_role("group", name="Summary [en]", exact=True).locator(".ask-text")
    expect(sides.nth(0)).to_have_text(f"[Saved first,] at {width}.")
    expect(sides.nth(1)).to_have_text(f"[Typed meanwhile,] at {width}.")
    expect(mine.get_by_label("Summary [es]")).to_have_value(f"Escrito mientras, a {width}.")
    expect(choice(mine, "Citation 1: Claim [en]", "Take what is stored")).to_be_checked()
    choice(mine, "Summary [en]", "Keep mine").check()
    save(mine, stay=True)
    expect(mine.get_by_text("Still open:")).to_be_visible()
    choice(mine, "Summary [es]", "Take what is stored").check()
    save(mine, stay=True)

    expect(mine.get_by_text("was changed successfully")).to_be_visible()
    expect(mine.get_by_label("Summary [en]")).to_have_value(f"Typed meanwhile, at {width}.")
    expect(mine.get_by_label("Summary [es]")).to_have_value(f"Guardado primero, a {width}.")
    expect(mine.locator("#id_citations-0-claim_en")).to_have_value(f"First about the claim, at {width}.")
    assert [text for text in second.complaints if "409" not in text] == []


def test_form_is_stored_after_signing_in_again_in_another_tab(window_of):
    window = window_of("lucia")
    page = window.page
    open_entry(page, "Court monitoring")
    page.get_by_label("Summary [en]").fill("Typed before the sign-in ended.\n\nWith two paragraphs.")
    window.context.clear_cookies(name="sessionid")
    save(page, stay=True)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your sign-in has ended. Nothing is lost.")
    expect(page.get_by_label("Summary [en]")).to_have_value("Typed before the sign-in ended.\n\nWith two paragraphs.")
    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    sign_in(opened.value, "lucia")
    page.get_by_role("button", name="Save again").click()
    # Signing in changed the token of all forms.
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step. Nothing is lost.")
    page.get_by_role("button", name="Save again").click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect(page.get_by_label("Summary [en]")).to_have_value("Typed before the sign-in ended.\n\nWith two paragraphs.")
    assert [text for text in window.complaints if "403" not in text] == []


def test_form_without_any_cookies_is_held_too(window_of):
    window = window_of("lucia")
    page = window.page
    page.goto("/admin/catalogue/place/add/")
    page.get_by_label("Name [en]").fill("Typed for long")
    window.context.clear_cookies()
    save(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your sign-in has ended. Nothing is lost.")
    expect(page.locator("body")).to_contain_text("Typed for long")


def test_row_deleted_by_one_and_changed_by_the_other_is_stored_again(window_of):
    first, mine = window_of("lucia").page, window_of("marta").page
    for page in (first, mine):
        open_entry(page, "Union resolution")
    rows = mine.locator("#citations-group .inline-related.has_original")
    last = rows.count() - 1
    first.locator(f"#id_citations-{last}-DELETE").check()
    save(first, stay=True)
    expect(first.locator(".messagelist, .errornote").first).to_be_visible()
    mine.locator(f"#id_citations-{last}-claim_en").fill("Mine, and not to be lost.")
    save(mine, stay=True)

    question = mine.get_by_role("group", name=f"Citation {last + 1}", exact=True)
    expect(question).to_contain_text("Mine, and not to be lost.")
    question.get_by_label("Store mine again").check()
    save(mine, stay=True)

    expect(mine.get_by_text("was changed successfully")).to_be_visible()
    expect(mine.locator("body")).to_contain_text("Mine, and not to be lost.")


def problems(page) -> list:
    """What axe complains of, and whether the page is wider than the window."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found + ["wider than the window"] * wide


@pytest.mark.parametrize(("width", "dark", "locale"), [(390, True, "es"), (1280, False, "en")])
def test_pages_fit_and_axe_finds_nothing(window_of, width, dark, locale):
    first, window = window_of("lucia").page, window_of("marta", width=width, dark=dark)
    mine = window.page
    window.context.set_extra_http_headers({"Accept-Language": locale})
    for page in (first, mine):
        page.goto("/admin/catalogue/place/?q=boyle")
        page.locator("#result_list tbody th a").first.click()
        page.locator("#id_name_es").fill(f"Boyle Heights {page is mine} {width}")
    first.locator("#id_name_en").fill(f"Boyle Heights {width}")
    first.locator("input[name=_continue]").first.click()
    first.locator(".messagelist .success").wait_for()
    mine.locator("input[name=_continue]").first.click()
    mine.locator(".conflict").wait_for()
    assert problems(mine) == []
    mine.locator("input[name=_continue]").first.click()
    mine.locator(".conflict-open").wait_for()
    assert problems(mine) == []
    window.context.clear_cookies(name="sessionid")
    mine.locator("input[name=_continue]").first.click()
    mine.locator("#typed").wait_for()
    assert problems(mine) == []
