"""The list under a search box while somebody types, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.e2e

ADDRESS = "**/search/suggest/**"
COURT = {"name": "Court monitoring", "type": "Legal tool", "key": "legal-tool", "url": "/en/about/about/", "also": ""}
BAIL = {"name": "Bail fund", "type": "Tactic", "key": "tactic", "url": "/en/about/method/", "also": "fianza"}
STORED = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
    document.cookie,
]"""


def box(page: Page):
    return page.get_by_role("combobox")


def type_slowly(page: Page, text: str):
    """Key by key, slower than the script waits, so that every text is asked for."""
    box(page).press_sequentially(text, delay=150)


def texts_asked_for(window) -> list[str]:
    return [url.partition("/search/suggest/?q=")[2] for url in window.requests if "/search/suggest/" in url]


def answered(*suggestions: dict):
    """A stand-in for the site's answer."""
    return lambda route: route.fulfill(json={"suggestions": list(suggestions)})


@pytest.fixture
def stubbed(open_page):
    """The first page, where two suggestions are found for whatever is typed."""
    window = open_page()
    window.page.route(ADDRESS, answered(COURT, BAIL))
    window.page.goto("/en/")
    return window


# --- with the site's own suggestions ---


@pytest.mark.parametrize(
    ("path", "typed", "name", "title"),
    [
        ("/en/", "court moni", "Court monitoring Legal tool", "Court monitoring"),
        ("/en/tactics/", "court moni", "Court monitoring Legal tool", "Court monitoring"),
        ("/en/search/?q=raid", "court moni", "Court monitoring Legal tool", "Court monitoring"),
        ("/es/", "vigilancia de trib", "Vigilancia de tribunales Herramienta legal", "Vigilancia de tribunales"),
    ],
    ids=["home", "header", "search", "spanish"],
)
def test_typing_shows_suggestions_that_open_an_entry(open_page, path, typed, name, title):
    window = open_page()
    window.page.goto(path)
    expect(window.page.get_by_role("listbox")).to_be_hidden()

    box(window.page).fill("")
    type_slowly(window.page, typed)
    window.page.get_by_role("option", name=name, exact=True).click()

    expect(window.page.get_by_role("heading", level=1)).to_have_text(title)
    assert window.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_list_lies_over_what_follows_the_box_and_is_not_cut_off(open_page, width):
    window = open_page(width=width)
    window.page.set_viewport_size({"width": width, "height": 1800})  # nothing needs scrolling
    window.page.goto("/en/")

    type_slowly(window.page, "red")
    last = window.page.get_by_role("option").last
    expect(last).to_be_visible()

    on_top = """option => {
        const box = option.getBoundingClientRect();
        return option.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    }"""
    assert last.evaluate(on_top)


def test_name_in_the_other_language_is_shown_beside(open_page):
    page = open_page().page
    page.goto("/en/")

    type_slowly(page, "vigilancia de tribunales")

    expect(page.get_by_role("option").first).to_have_text("Court monitoring Legal tool Vigilancia de tribunales")


def test_arrows_and_enter_open_an_entry_and_the_way_back_is_clean(open_page):
    window = open_page()
    page = window.page
    page.goto("/en/")
    type_slowly(page, "court moni")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/en/legal-tools/court-monitoring/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("How Los Angeles organises against ICE")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert window.complaints == []


def test_nothing_typed_is_written_down(open_page, site):
    window = open_page()
    window.page.goto("/en/")

    with window.page.expect_response(lambda answer: answer.url.endswith("q=zyxwvutsrq")) as answer:
        type_slowly(window.page, "zyxwvutsrq")

    expect(window.page.locator("form [role=status]")).to_have_text("No suggestions")
    assert answer.value.status == 200
    assert "set-cookie" not in answer.value.all_headers()
    assert {"cookie", "referer"} & set(answer.value.request.all_headers()) == set()
    assert "zyxwv" not in site.log.read_text()
    assert window.page.evaluate(STORED) == [0, 0, 0, 0, ""]
    assert window.context.cookies() == []
    assert {request.split("/")[2] for request in window.requests} == {site.url.removeprefix("http://")}


@pytest.mark.parametrize(("language", "typed"), [("en", "court"), ("es", "trib")])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
@pytest.mark.parametrize("path", ["/", "/tactics/", "/search/"])
def test_open_list_is_accessible_and_fits(open_page, language, typed, width, dark, path):
    window = open_page(width=width, dark=dark)
    page = window.page
    page.goto(f"/{language}{path}")
    type_slowly(page, typed)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")

    found = Axe().run(page)

    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = [option.bounding_box()["height"] for option in page.get_by_role("option").all()]
    assert min(heights) >= 44
    assert window.complaints == []


@pytest.mark.parametrize("path", ["/", "/tactics/", "/search/"])
def test_form_works_without_script(open_page, path):
    page = open_page(java_script_enabled=False).page
    page.goto(f"/en{path}")
    field = page.locator("form[data-suggest] [type=search]")

    field.press_sequentially("court monitoring")
    field.press("Enter")

    expect(page).to_have_url("/en/search/?q=court+monitoring")
    expect(page.locator(".row").first).to_contain_text("Court monitoring")
    expect(page.get_by_role("combobox")).to_have_count(0)


# --- with answers of our own, to say exactly what happens ---


def test_every_state_is_told_to_screen_readers(stubbed):
    page = stubbed.page
    status = page.locator("form [role=status]")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_attribute("aria-autocomplete", "list")

    type_slowly(page, "co")

    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(box(page)).to_have_attribute("aria-controls", page.get_by_role("listbox").get_attribute("id"))
    expect(page.get_by_role("listbox")).to_have_accessible_name("Suggestions")
    expect(page.get_by_role("option")).to_have_text(["Court monitoring Legal tool ", "Bail fund Tactic fianza"])
    expect(status).to_have_text("2 suggestions")
    page.unroute(ADDRESS)
    page.route(ADDRESS, answered(COURT))
    type_slowly(page, "u")
    expect(status).to_have_text("1 suggestion")
    page.unroute(ADDRESS)
    page.route(ADDRESS, answered())
    type_slowly(page, "x")
    expect(status).to_have_text("No suggestions")
    expect(box(page)).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(
    ("keys", "active"),
    [
        ("", None),
        ("ArrowDown", 0),
        ("ArrowDown ArrowDown", 1),
        ("ArrowDown ArrowDown ArrowDown", 0),
        ("ArrowUp", 1),
        ("ArrowUp ArrowUp", 0),
        ("ArrowUp ArrowUp ArrowUp", 1),
        ("ArrowDown Home", None),
        ("ArrowDown End", None),
        ("ArrowDown ArrowLeft", None),
    ],
)
def test_keys_walk_through_the_list_while_the_box_keeps_the_focus(stubbed, keys, active):
    page = stubbed.page
    type_slowly(page, "co")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)

    for key in keys.split():
        page.keyboard.press(key)

    expect(box(page)).to_be_focused()
    chosen = [option.get_attribute("aria-selected") for option in options.all()]
    assert chosen == ["true" if place == active else None for place in range(2)]
    wanted = None if active is None else options.nth(active).get_attribute("id")
    assert box(page).get_attribute("aria-activedescendant") == wanted


def test_escape_closes_and_keeps_the_text_and_an_arrow_opens_again(stubbed):
    page = stubbed.page
    type_slowly(page, "co")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("co")
    expect(box(page)).to_be_focused()
    assert box(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()


def test_enter_without_a_choice_searches(stubbed):
    page = stubbed.page
    type_slowly(page, "court")
    expect(page.get_by_role("listbox")).to_be_visible()

    page.keyboard.press("Enter")

    expect(page).to_have_url("/en/search/?q=court")


def test_typing_on_gives_up_the_choice(stubbed):
    page = stubbed.page
    type_slowly(page, "cour")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")

    page.keyboard.press("t")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/en/search/?q=court")


@pytest.mark.parametrize("leave", ["Tab", "press outside", "fewer letters"])
def test_list_goes_when_it_is_left(stubbed, leave):
    page = stubbed.page
    type_slowly(page, "co")
    expect(page.get_by_role("listbox")).to_be_visible()

    if leave == "Tab":
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Search")).to_be_focused()
    elif leave == "press outside":
        page.get_by_role("heading", level=1).click()
    else:
        page.keyboard.press("Backspace")

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_list_moves_nothing(stubbed):
    page = stubbed.page
    below = page.locator(".needs")
    before = below.bounding_box()

    type_slowly(page, "co")
    expect(page.get_by_role("listbox")).to_be_visible()

    assert below.bounding_box() == before


def test_an_older_answer_never_replaces_a_newer(open_page):
    page = open_page().page
    held = []
    page.route(ADDRESS, answered(COURT))
    page.route(re.compile("q=ba$"), lambda route: held.append(route))
    page.goto("/en/")
    with page.expect_request(ADDRESS):
        type_slowly(page, "ba")

    box(page).fill("court")
    expect(page.get_by_role("option")).to_have_text(["Court monitoring Legal tool "])
    answered(BAIL)(held[0])
    page.wait_for_timeout(300)

    expect(page.get_by_role("option")).to_have_text(["Court monitoring Legal tool "])


def test_list_does_not_wait_for_a_slow_answer(stubbed):
    page = stubbed.page
    type_slowly(page, "co")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.unroute(ADDRESS)
    page.route(ADDRESS, lambda route: None)

    page.keyboard.press("u")

    expect(page.get_by_role("listbox")).to_be_hidden(timeout=1000)


@pytest.mark.parametrize(
    "failure",
    [
        lambda route: route.fulfill(status=500, body="broken"),
        lambda route: route.fulfill(status=429, json={"detail": "slow down"}),
        lambda route: route.fulfill(json={"suggestions": None}),
        lambda route: route.fulfill(json={}),
        lambda route: route.abort(),
    ],
    ids=["500", "429", "misshapen", "empty", "offline"],
)
def test_failure_leaves_the_plain_form(stubbed, failure):
    page = stubbed.page
    type_slowly(page, "co")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.unroute(ADDRESS)
    page.route(ADDRESS, failure)

    type_slowly(page, "urt")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("form [role=status]")).to_be_empty()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/search/?q=court")
    # Chromium itself notes answers that failed; the script says nothing.
    assert [text for text in stubbed.complaints if not text.startswith("Failed to load resource")] == []


def test_names_are_text_never_markup(open_page):
    window = open_page()
    name = "<img src=x onerror=alert(1)>"
    window.page.route(ADDRESS, answered({**COURT, "name": name, "also": "<b>&amp;</b>"}))
    window.page.goto("/en/")

    type_slowly(window.page, "co")

    expect(window.page.get_by_role("option")).to_have_text([f"{name} Legal tool <b>&amp;</b>"])
    expect(window.page.locator("form img")).to_have_count(0)
    assert window.complaints == []


@pytest.mark.parametrize(("composed", "asked"), [("redada", ["redada"]), ("いみん", [])], ids=["android", "japanese"])
def test_half_composed_words_wait_but_android_does_not(stubbed, composed, asked):
    page = stubbed.page
    box(page).focus()
    keyboard = page.context.new_cdp_session(page)

    keyboard.send("Input.imeSetComposition", {"text": composed, "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(400)

    assert texts_asked_for(stubbed) == asked
    with page.expect_response(ADDRESS):
        keyboard.send("Input.insertText", {"text": "migra"})
    assert texts_asked_for(stubbed) == [*asked, "migra"]


def test_whoever_saves_data_is_not_asked_for_more(open_page):
    window = open_page()
    window.page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    window.page.goto("/en/")

    window.page.get_by_label("What are you looking for?").press_sequentially("court", delay=150)
    window.page.wait_for_timeout(300)

    assert texts_asked_for(window) == []
    expect(window.page.get_by_role("combobox")).to_have_count(0)


def test_script_stays_small():
    assert (ROOT / "static" / "js" / "suggest.js").stat().st_size <= 4000
