"""Changing many entries: several at once, and from a spreadsheet."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
ORGANISATIONS = "/admin/organisations/organisation/"
SHEET = """Nombre;alias;Sector;Lugares;Resumen (español);Color
CHIRLA;Casa de derechos;;Boyle Heights;;azul
Vecinas de la Calle Uno;V1;grupo comunitario;Boyle Heights | Los Ángeles;Vecinas que acompañan.;verde
Panadería;;panadería;;;
"""


@pytest.fixture(scope="module")
def editor(site):
    site.manage("create_editor", "berta", "--password-stdin", "--role", "editor", stdin=PASSWORD)
    return "berta"


@pytest.fixture
def signed_in(open_page, editor):
    def enter(**options):
        window = open_page(**options)
        window.page.goto("/admin/")
        window.page.locator("input[name=login]").fill(editor)
        window.page.locator("input[name=password]").fill(PASSWORD)
        window.page.locator("form[action*=login] button[type=submit]").first.click()
        window.page.wait_for_url("**/admin/")
        return window

    return enter


def violations(page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def choose(page, names) -> None:
    page.goto(ORGANISATIONS)
    for name in names:
        page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True)).get_by_role(
            "checkbox"
        ).check()
    page.locator("select[name=action]").select_option("change_several")
    page.locator("button[name=index]").click()


def test_several_entries_get_a_place_after_a_preview(signed_in):
    window = signed_in()
    page = window.page
    names = ["ACLU of Southern California", "Advocates for Youth"]
    choose(page, names)
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 2 entries")
    form = violations(page)

    page.locator("summary", has_text="Places: add").click()
    page.get_by_role("checkbox", name="Compton").check()
    page.get_by_label("Why").fill("Both work there, says the essay.")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").first).to_contain_text("Compton")
    preview = violations(page)
    page.get_by_role("button", name="Save 2 entries").click()

    expect(page.get_by_text("2 entries were changed.")).to_be_visible()
    page.get_by_role("link", name=names[0], exact=True).click()
    expect(page.locator("#id_places option")).to_have_text(["Compton", "Los Angeles"])
    assert (form, preview) == ([], [])


def test_an_entry_saved_in_between_is_left_and_named(signed_in):
    page = signed_in().page
    choose(page, ["Prism", "The Intercept"])
    page.locator("summary", has_text="Places: add").click()
    page.get_by_role("checkbox", name="Seattle").check()
    page.get_by_role("button", name="See what would change").click()
    other = page.context.new_page()
    other.goto(ORGANISATIONS)
    other.get_by_role("link", name="Prism", exact=True).click()
    other.get_by_label("Summary [en]").fill("Saved meanwhile.")
    other.get_by_role("button", name="Save", exact=True).first.click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()

    page.get_by_role("button", name="Save 2 entries").click()

    expect(page.get_by_role("status")).to_have_text("1 entry was changed.")
    expect(page.get_by_role("listitem").filter(has_text="Prism")).to_contain_text("Somebody saved this entry")


def test_a_spreadsheet_is_shown_before_it_is_saved_in_spanish_on_a_phone(signed_in, tmp_path):
    window = signed_in(width=390, dark=True, locale="es-US")
    page = window.page
    file = tmp_path / "grupos.csv"
    file.write_bytes(SHEET.encode("cp1252"))
    page.goto(ORGANISATIONS)

    page.get_by_role("link", name="Importar una hoja de cálculo").click()
    page.get_by_label("Archivo CSV").set_input_files(file)
    explained = violations(page)
    page.get_by_role("button", name="Ver lo que haría").click()
    expect(page.locator(".several-sum")).to_contain_text("Cambiaría 1 ficha. Sería nuevo 1 borrador.")
    expect(page.get_by_text("Sector: “panadería” no es")).to_be_visible()
    expect(page.get_by_text("Color.")).to_be_visible()
    shown = violations(page)
    page.get_by_role("button", name="Guardar las filas marcadas").click()

    expect(page.get_by_role("status")).to_have_text("Se guardaron 2 filas.")
    page.get_by_role("link", name="Vecinas de la Calle Uno").click()
    expect(page.locator("#id_name_es")).to_have_value("Vecinas de la Calle Uno")
    expect(page.locator("#id_status")).to_have_value("draft")
    assert (explained, shown) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") == 390
