"""What a reader does, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

SHAPES = [
    "/",
    "/organisations/",
    "/tactics/?phase=respond&actor=neighbours",
    "/events/june-2025-raids/",
    "/policies/los-angeles-sanctuary-laws/",
    "/organisations/peoples-city-council/correct/",
    "/organisations/peoples-city-council/changes/",
    "/search/?q=migra",
    "/search/?q=zzqqxx",
    "/sources/",
    "/sources/intercept-repost/",
    "/places/",
    "/places/los-angeles/",
    "/timeline/",
    "/phases/",
    "/guides/",
    "/guides/help-now/",
    "/glossary/",
    "/card/",
    "/sheet/?entry=tactics/rapid-response-networks",
    "/compare/?entry=tactics/rapid-response-networks&entry=tactics/mass-street-protest",
    "/about/safety/",
    "/matrix/",
    "/matrix/?of=events",
    "/about/privacy/",
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("width", "dark"), [(320, False), (390, True), (1280, False)])
def test_every_page_fits_and_loads_nothing_from_elsewhere(open_page, site, language, width, dark):
    window = open_page(width=width, dark=dark)

    for path in SHAPES:
        window.page.goto(f"/{language}{path}")
        wide = window.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} pixels wide"

    assert window.complaints == []
    assert {request.split("/")[2] for request in window.requests} == {site.url.removeprefix("http://")}
    assert window.context.cookies() == []


def test_finding_help_in_spanish_without_script(open_page):
    page = open_page(width=390, locale="es-US", java_script_enabled=False).page

    page.goto("/")
    page.get_by_label("¿Qué busca?").fill("orden de restriccion")
    page.get_by_role("button", name="Buscar").click()
    page.locator("#main").get_by_role("link", name="Orden de restricción temporal contra redadas").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Orden de restricción temporal contra redadas")
    expect(page.get_by_role("heading", name="Cómo se sabe")).to_be_visible()


def test_filters_are_chosen_counted_removed_and_kept_in_the_other_language(open_page):
    page = open_page().page
    page.goto("/en/tactics/")

    side = page.locator(".facets")
    side.get_by_role("link", name="Respond on the spot").click()
    side.get_by_role("link", name="Watch and warn").click()
    promised = int(side.locator("li", has_text="Neighbours").locator(".count").inner_text())
    side.get_by_role("link", name="Neighbours").click()

    expect(page.locator(".row")).to_have_count(promised)
    expect(page.locator(".chips li")).to_have_count(4)
    page.get_by_role("link", name="Español").click()
    expect(page.locator(".row")).to_have_count(promised)
    page.locator(".chips").get_by_role("link", name="quitar").first.click()
    expect(page.locator(".chips li")).to_have_count(3)
    page.get_by_role("link", name="Quitar todo").click()
    expect(page.locator(".chips")).to_have_count(0)


def test_filters_on_a_phone_open_without_script(open_page):
    page = open_page(width=390, java_script_enabled=False).page
    page.goto("/en/events/")
    expect(page.locator(".facets")).not_to_be_visible()

    page.get_by_text("Filters").click()

    expect(page.locator(".facets")).to_be_visible()


def test_evidence_is_one_step_from_the_statement(open_page):
    page = open_page().page
    page.goto("/en/organisations/peoples-city-council/")

    page.get_by_role("link", name="evidence 1").first.click()

    expect(page.locator("#evidence-1")).to_be_in_viewport()
    page.locator("#evidence-1").get_by_role("link").click()
    expect(page.get_by_role("heading", name="How far to trust it")).to_be_visible()


def test_keyboard_meets_the_content_and_the_way_out_first(open_page):
    page = open_page().page
    page.goto("/en/tactics/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Leave this site")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_page_that_is_not_there_offers_ways_on(open_page):
    page = open_page().page

    answer = page.goto("/es/organisations/nadie/")

    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Esta página no existe")
    page.locator("#main").get_by_role("link", name="Página de inicio").click()
    expect(page).to_have_url("/es/")


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_fit_a_phone_with_letters_twice_as_large(open_page, language):
    page = open_page(width=320).page

    for path in SHAPES:
        page.goto(f"/{language}{path}")
        page.evaluate("""() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("html { font-size: 200% }");
            document.adoptedStyleSheets = [sheet];
        }""")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{path} is {wide} pixels wide"
