"""A picture on its way from an editor's disk to a reader's screen, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.catalogue.images.hostile import svg, telling_jpeg
from tests.catalogue.images.pictures import encoded, photo

pytestmark = pytest.mark.e2e

PASSWORD = "correct-horse-battery"
ALT = {"en": "Colours in a row.", "es": "Colores en fila."}


@pytest.fixture(scope="module")
def editor(site):
    site.manage("create_editor", "paloma", "--password-stdin", stdin=PASSWORD)
    return "paloma"


@pytest.fixture
def signed_in(open_page, editor):
    window = open_page()
    window.page.goto("/admin/")
    window.page.get_by_label("Username").fill(editor)
    window.page.locator("input[name=password]").fill(PASSWORD)
    window.page.get_by_role("button", name="Sign in", exact=True).click()
    window.page.wait_for_url("**/admin/")
    return window


def open_entry(page, name):
    page.goto("/admin/tactics/legaltool/")
    page.get_by_role("link", name=name, exact=True).click()


def choose(page, content, name="mural.jpg", type="image/jpeg"):
    page.get_by_label("File of the picture").set_input_files({"name": name, "mimeType": type, "buffer": content})


def describe(page):
    page.get_by_label("What the picture shows [en]").fill(ALT["en"])
    page.get_by_label("What the picture shows [es]").fill(ALT["es"])
    page.get_by_label("Credit").fill("Ana Ruiz")
    page.get_by_label("Licence").fill("CC BY 4.0")


def save(page):
    page.get_by_role("button", name="Save and continue editing").first.click()


def shown(image) -> dict:
    """What the browser made of a picture."""
    image.scroll_into_view_if_needed()
    image.evaluate("image => image.decode()")
    return image.evaluate("image => ({file: image.currentSrc, width: image.naturalWidth, alt: image.alt})")


def test_picture_is_on_the_site_in_both_languages_and_gone_when_taken_off(signed_in, open_page):
    page = signed_in.page
    open_entry(page, "Bail fund")
    choose(page, encoded(photo(2000, 1500)))
    describe(page)
    save(page)
    expect(page.locator(".stored-picture img")).to_have_attribute("alt", ALT["en"])
    address = page.get_by_role("link", name="View on site").get_attribute("href")
    assert shown(page.locator(".stored-picture img"))["width"] > 0
    assert signed_in.complaints == []

    reader = open_page(width=390)
    for language in ("en", "es"):
        reader.page.goto(address.replace("/en/", f"/{language}/"))
        found = shown(reader.page.locator("figure.picture img"))
        assert found["file"].endswith("-480.avif")
        assert (found["alt"], found["width"] > 0) == (ALT[language], True)
        expect(reader.page.locator("figure.picture figcaption")).to_contain_text("Ana Ruiz · CC BY 4.0")
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert Axe().run(reader.page).response["violations"] == []
    assert reader.complaints == []
    picture = found["file"]
    assert reader.context.request.get(picture).headers["cache-control"].endswith("immutable")

    page.get_by_label("Take the picture off").check()
    save(page)
    expect(page.locator(".stored-picture")).to_have_count(0)
    reader.page.reload()
    expect(reader.page.locator("figure.picture")).to_have_count(0)
    assert reader.context.request.get(picture).status == 404


def test_wide_windows_get_a_larger_file_and_browsers_without_the_new_formats_a_jpeg(signed_in, open_page):
    page = signed_in.page
    open_entry(page, "Court monitoring")
    choose(page, encoded(photo(2000, 1500)))
    describe(page)
    save(page)
    address = page.get_by_role("link", name="View on site").get_attribute("href")

    reader = open_page(width=1280).page
    reader.goto(address)
    wide = shown(reader.locator("figure.picture img"))["file"]
    reader.evaluate("document.querySelectorAll('figure.picture source').forEach(source => source.remove())")
    plain = shown(reader.locator("figure.picture img"))["file"]

    assert wide.endswith("-960.avif")
    assert plain.endswith("-960.jpg")


def test_refused_picture_says_why_and_keeps_what_was_typed(signed_in):
    page = signed_in.page
    page.set_viewport_size({"width": 390, "height": 844})
    open_entry(page, "Bail fund")
    choose(page, svg(), "drawing.svg", "image/svg+xml")
    describe(page)
    page.get_by_label("Summary [en]").fill("Typed meanwhile.")
    save(page)

    expect(page.locator(".field-picture .errorlist")).to_have_text(
        "An SVG drawing can hold programs, so the site does not take it. Save it as PNG and choose that file."
    )
    expect(page.get_by_label("Credit")).to_have_value("Ana Ruiz")
    expect(page.get_by_label("Summary [en]")).to_have_value("Typed meanwhile.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert signed_in.complaints == []  # before axe, which tries inline styles
    assert Axe().run(page).response["violations"] == []


def test_photograph_loses_what_it_tells(signed_in, open_page):
    page = signed_in.page
    open_entry(page, "Bail fund")
    choose(page, telling_jpeg())
    describe(page)
    save(page)
    address = page.locator(".stored-picture").get_attribute("href")

    content = open_page().context.request.get(address).body()

    assert content.startswith(b"\xff\xd8\xff")
    assert not [mark for mark in (b"GPS", b"Exif", b"secret.txt", b"<script>", b"PK\3\4") if mark in content]
