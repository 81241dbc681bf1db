"""What a reader prints, in a real browser."""

import pytest

pytestmark = pytest.mark.e2e

SIZES = """elements => elements.map(element => {
  const box = element.getBoundingClientRect();
  const cut = Math.max(element.scrollHeight - element.clientHeight, element.scrollWidth - element.clientWidth);
  return [(box.width * 25.4) / 96, (box.height * 25.4) / 96, cut];
})"""
PICKS = "entry=tactics/rapid-response-networks&entry=organisations/chirla&entry=tactics/mutual-aid"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("dark", [False, True])
def test_pocket_card_has_the_size_of_a_bank_card_and_nothing_is_cut_off(open_page, language, dark):
    page = open_page(dark=dark).page
    page.goto(f"/{language}/card/")

    page.emulate_media(media="print")

    sides = page.locator(".card-side").evaluate_all(SIZES)
    assert [(round(width, 1), round(height, 1), cut) for width, height, cut in sides] == [(85.6, 54.0, 0)] * 8


@pytest.mark.parametrize(
    ("address", "pages"),
    [("/en/card/", 1), (f"/en/sheet/?{PICKS}", 1), (f"/es/compare/?{PICKS}", 2)],
    ids=["card", "sheet", "comparison"],
)
def test_paper_is_not_wasted(open_page, address, pages):
    page = open_page().page
    page.goto(address)

    paper = page.pdf(prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") == pages


def test_sheet_is_made_without_script(open_page):
    page = open_page(width=390, java_script_enabled=False).page
    page.goto("/en/sheet/?entry=tactics/mutual-aid")
    page.get_by_role("searchbox", name="Words to look for").fill("chirla")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name="Add Coalition for Humane Immigrant Rights (CHIRLA)").click()
    page.get_by_role("link", name="Move up Coalition for Humane Immigrant Rights (CHIRLA)").click()
    page.get_by_role("link", name="Remove Mutual aid").click()

    assert page.url.endswith("/en/sheet/?entry=organisations/chirla&q=chirla")
    first = page.locator(".picked h2").first.text_content()
    assert first == "Coalition for Humane Immigrant Rights (CHIRLA) (organisation)"
