"""The way out of the site, in a real browser. The page elsewhere is made up here: nothing leaves this machine."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import ELSEWHERE

pytestmark = pytest.mark.e2e

PATIENCE = 5_000  # ms between two presses of Shift
NOTHING_STORED = {"cookies": [], "origins": []}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Whether what has the focus lies below the strip of paper around the link.
FOCUS = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    const strip = parseFloat(getComputedStyle(document.body, "::before").blockSize);
    return {
        name: here.tagName + " " + here.textContent.trim().slice(0, 40),
        frame: here.matches("body, .skip, .leave") || here.closest(".top") !== null,
        clear: box.top >= strip,
    };
}"""


@pytest.fixture
def open_window(open_page):
    """A window where the page elsewhere answers."""

    def opened(**options):
        window = open_page(**options)
        window.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere", content_type="text/html"))
        return window

    return opened


@pytest.fixture
def staying(open_page):
    """A window that stays on its page, because the one elsewhere has nothing to show; and how often that was asked."""
    window, asked = open_page(), []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=204)

    window.context.route(f"{ELSEWHERE}**", answer)
    return window.page, asked


def link(page):
    return page.locator(".leave")


def news(page):
    """What a screen reader is told."""
    return page.locator(".way-out [role=status]")


def press_shift(page, times: int = 1) -> None:
    for _time in range(times):
        page.keyboard.press("Shift")


@pytest.mark.parametrize(("path", "name"), [("/en/tactics/", "Leave this site"), ("/es/", "Salir de este sitio")])
def test_link_without_script_leads_elsewhere(open_window, path, name):
    page = open_window(width=390, java_script_enabled=False).page
    page.goto(path)

    page.get_by_role("link", name=name, exact=True).click()

    expect(page).to_have_url(ELSEWHERE)
    page.go_back()  # as the page on reading safely says
    expect(page).to_have_url(path)


def test_page_that_was_left_is_not_in_the_history(open_window):
    page = open_window().page
    page.goto("/en/")
    page.goto("/en/tactics/")

    link(page).click()

    expect(page).to_have_url(ELSEWHERE)
    page.go_back()
    expect(page).to_have_url("/en/")
    page.go_forward()
    expect(page).to_have_url(ELSEWHERE)


def test_leaving_asks_for_nothing_else_tells_nothing_and_keeps_nothing(open_window):
    window = open_window()
    window.page.goto("/en/tactics/", wait_until="networkidle")
    before = len(window.requests)

    with window.page.expect_request(ELSEWHERE) as asked:
        link(window.page).click()
    expect(window.page).to_have_url(ELSEWHERE)

    assert window.requests[before:] == [ELSEWHERE]
    assert "referer" not in asked.value.all_headers()
    assert window.context.storage_state() == NOTHING_STORED
    assert window.complaints == []


@pytest.mark.parametrize(
    ("path", "leaving", "title"),
    [("/en/tactics/", "Leaving this site", "Loading …"), ("/es/tactics/", "Saliendo de este sitio", "Cargando …")],
    ids=["english", "spanish"],
)
def test_page_is_empty_at_once(staying, path, leaving, title):
    page, asked = staying
    page.goto(path)

    link(page).click()

    expect(page.get_by_role("alert")).to_have_text(leaving)
    assert page.evaluate("document.body.children.length") == 1
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.title() == title
    assert Axe().run(page, options=WCAG).response["violations"] == []
    assert asked == [ELSEWHERE]


def test_page_that_a_browser_brings_back_leaves_again(staying):
    page, asked = staying
    page.goto("/en/tactics/")
    with page.expect_response(ELSEWHERE):
        link(page).click()

    with page.expect_response(ELSEWHERE):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert asked == [ELSEWHERE, ELSEWHERE]
    expect(page.get_by_role("alert")).to_have_text("Leaving this site")


@pytest.mark.parametrize("how", [{"modifiers": ["Control"]}, {"modifiers": ["Shift"]}, {"button": "middle"}], ids=str)
def test_other_tab_or_window_opens_as_usual(open_window, how):
    window = open_window()
    window.page.goto("/en/tactics/")

    with window.context.expect_page():
        link(window.page).click(**how)

    expect(window.page).to_have_url("/en/tactics/")
    expect(window.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "two", "one"),
    [
        (
            "/en/tactics/",
            "Press Shift 2 more times to leave this site.",
            "Press Shift 1 more time to leave this site.",
        ),
        (
            "/es/tactics/",
            "Oprima Shift 2 veces más para salir de este sitio.",
            "Oprima Shift 1 vez más para salir de este sitio.",
        ),
    ],
    ids=["english", "spanish"],
)
def test_three_presses_of_shift_leave_and_are_counted_aloud(open_window, path, two, one):
    page = open_window().page
    page.goto(path)
    lights = "getComputedStyle(document.querySelector('.leave'), '::after').content"
    assert page.evaluate(lights) == "none"

    press_shift(page)
    expect(news(page)).to_have_text(two)
    assert page.evaluate(lights).startswith('"■□□"')
    press_shift(page)
    expect(news(page)).to_have_text(one)
    assert page.evaluate(lights).startswith('"■■□"')
    press_shift(page)

    expect(page).to_have_url(ELSEWHERE)


@pytest.mark.parametrize(
    ("path", "late"),
    [
        ("/en/tactics/", "Time is up. You are still on this site."),
        ("/es/tactics/", "Se acabó el tiempo. Usted sigue en este sitio."),
    ],
    ids=["english", "spanish"],
)
def test_presses_too_far_apart_begin_again(open_window, path, late):
    page = open_window().page
    page.clock.install()
    page.goto(path)
    press_shift(page, 2)

    page.clock.run_for(PATIENCE)
    expect(news(page)).to_have_text(late)
    page.clock.run_for(PATIENCE)
    expect(news(page)).to_have_text("")
    press_shift(page, 2)

    expect(page).to_have_url(path)
    expect(link(page)).to_have_attribute("data-presses", "2")


def type_capitals(page):
    page.get_by_role("combobox").press_sequentially("ICE", delay=5)
    for letter in "ICE":
        page.keyboard.press(f"Shift+{letter}")


def type_letters_between(page):
    for letter in "abc":
        page.keyboard.press("Shift")
        page.keyboard.press(letter)


def walk_backwards(page):
    for _time in range(4):
        page.keyboard.press("Shift+Tab")


def hold(page):
    for _time in range(4):
        page.keyboard.down("Shift")  # repeats, as keys do
    page.keyboard.up("Shift")
    page.keyboard.press("Escape")


def scroll_sideways(page):
    for _time in range(3):
        page.keyboard.down("Shift")
        page.mouse.wheel(0, 50)
        page.wait_for_timeout(100)
        page.keyboard.up("Shift")


def select_text(page):
    for _time in range(3):
        page.locator("h1").click(modifiers=["Shift"])


def switch_languages_of_the_keyboard(page):
    for other in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{other}+Shift")


@pytest.mark.parametrize(
    "act",
    [
        type_capitals,
        type_letters_between,
        walk_backwards,
        hold,
        scroll_sideways,
        select_text,
        switch_languages_of_the_keyboard,
    ],
)
def test_shift_with_something_else_does_not_count(open_window, act):
    page = open_window().page
    page.goto("/en/tactics/")

    act(page)

    expect(link(page)).to_have_attribute("data-presses", "0")
    expect(news(page)).to_have_text("")
    expect(page).to_have_url("/en/tactics/")


@pytest.mark.parametrize(
    ("path", "skip", "leave"),
    [
        ("/en/tactics/", "Skip to the content", "Leave this site"),
        ("/es/tactics/", "Ir al contenido", "Salir de este sitio"),
    ],
    ids=["english", "spanish"],
)
def test_second_stop_of_the_keyboard_leaves(open_window, path, skip, leave):
    page = open_window(width=320).page
    page.goto(path)

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(skip)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(leave)
    expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(ELSEWHERE)


@pytest.mark.parametrize("size", [{"width": 320, "height": 256}, {"width": 390, "height": 844}], ids=str)
@pytest.mark.parametrize("way", ["Tab", "Shift+Tab"])
def test_link_stays_in_reach_and_covers_nothing_that_has_the_focus(open_window, size, way):
    page = open_window().page
    page.set_viewport_size(size)
    page.goto("/en/organisations/peoples-city-council/")

    seen = []
    for _time in range(60):
        page.keyboard.press(way)
        seen.append(page.evaluate(FOCUS))

    assert len({focus["name"] for focus in seen}) > 20
    assert [focus["name"] for focus in seen if not (focus["clear"] or focus["frame"])] == []
    expect(link(page)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 390, 640, 980, 1280])
@pytest.mark.parametrize("path", ["/en/", "/es/", "/en/tactics/", "/es/tactics/"])
def test_link_covers_nothing_of_the_line_at_the_top(open_window, path, width):
    page = open_window(width=width).page
    page.goto(path)

    covered = page.evaluate("""() => {
        const link = document.querySelector(".leave").getBoundingClientRect();
        return [...document.querySelectorAll(".top :is(a, input, button, summary)")].filter((other) => {
            const box = other.getBoundingClientRect();
            return other.checkVisibility() && box.right > link.left && box.left < link.right && box.top < link.bottom;
        }).map((other) => other.outerHTML);
    }""")

    assert covered == []


def test_page_with_the_announcement_is_accessible(open_window):
    page = open_window(width=390).page
    page.goto("/en/about/safety/")
    press_shift(page)
    expect(news(page)).not_to_be_empty()

    found = Axe().run(page)

    assert found.response["violations"] == []
