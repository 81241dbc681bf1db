"""A reader says what is wrong, and sees what was changed, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

ENTRY = "organisations/peoples-city-council"


def axe_problems(page) -> list:
    """What axe-core has to say about a page."""
    from axe_playwright_python.sync_playwright import Axe

    return [problem["id"] for problem in Axe().run(page).response["violations"]]


def test_correction_in_spanish_on_a_phone_without_script(open_page, site):
    window = open_page(width=390, locale="es-US", java_script_enabled=False)
    page = window.page
    page.goto(f"/es/{ENTRY}/")

    page.get_by_role("link", name="¿Hay algo mal o falta algo?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Hay algo mal o falta algo?")
    expect(page.get_by_label("Deje esto vacío")).not_to_be_in_viewport()
    page.get_by_label("¿Qué parte de la página?").select_option("Resumen")
    page.get_by_label("¿Qué está mal o qué falta?").fill("Empezó en mayo, no en junio.\nLo vi.")
    page.get_by_label("¿Dónde está publicado?").fill("La Opinión")
    page.get_by_role("button", name="Enviar a quienes editan").click()

    expect(page).to_have_url(f"{site.url}/es/{ENTRY}/correct/thanks/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gracias. Ya llegó.")
    page.reload()
    kept = site.manage(
        "shell",
        "-v0",
        "-c",
        "from catalogue.models import Proposal\n"
        "for p in Proposal.objects.all(): print(p.about, p.author, repr(p.note), p.published_at, sep='|')",
    )
    assert kept.splitlines() == ["summary|None|'Empezó en mayo, no en junio.\\nLo vi.'|La Opinión"]
    assert window.context.cookies() == []
    page.locator("#main").get_by_role("link", name="Volver a").click()
    expect(page.get_by_role("heading", name="Cómo se sabe")).to_be_visible()


def test_too_long_a_text_comes_back_whole(open_page):
    page = open_page(width=390, java_script_enabled=False).page
    page.goto(f"/en/{ENTRY}/correct/")

    page.get_by_label("What is wrong, or what is missing?").fill("long words " * 200)
    page.get_by_role("button", name="Send to the editors").click()

    expect(page.get_by_role("alert")).to_contain_text("It was not sent yet.")
    expect(page.get_by_label("What is wrong, or what is missing?")).to_have_value("long words " * 200)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("What is wrong, or what is missing?")).to_be_in_viewport()


def test_keyboard_passes_by_the_field_that_nobody_sees(open_page):
    page = open_page().page
    page.goto(f"/en/{ENTRY}/correct/")

    page.get_by_label("Where is that published?").focus()
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("Send to the editors")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_pages_fit_and_axe_finds_nothing(open_page, language, width, dark):
    window = open_page(width=width, dark=dark)
    page = window.page

    for path in ("correct/", "correct/thanks/", "changes/"):
        page.goto(f"/{language}/{ENTRY}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe_problems(page) == []
    page.goto(f"/{language}/{ENTRY}/correct/")
    page.evaluate("document.querySelector('form.slip').noValidate = true")
    page.locator("form.slip button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe_problems(page) == []
    assert [each for each in window.complaints if "400" not in each] == []


def test_entry_on_paper_does_not_ask_what_is_wrong(open_page):
    page = open_page().page
    page.goto(f"/en/{ENTRY}/")

    page.emulate_media(media="print")

    expect(page.get_by_role("link", name="Is something wrong or missing?", include_hidden=True)).to_be_hidden()
    expect(page.get_by_role("link", name="What was changed", include_hidden=True)).to_be_hidden()
