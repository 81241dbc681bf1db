"""catalogue.images.sizes and the picture on pages and in the API"""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from catalogue.images.licences import address_of
from catalogue.images.sizes import Picture, token_of
from tests.factories import make_organisation

TOKEN = "0123456789abcdef" * 2
WORDS = {
    "image_alt_en": "A mural of “la lucha”.",
    "image_alt_es": "Un mural de “la lucha”.",
    "image_credit": "Ana <Ruiz>",
    "image_licence": "CC BY 4.0",
}


def with_picture(width: int = 1600, height: int = 1067, **values):
    """An entry with a picture that has no files."""
    plain = {"image": f"entries/{TOKEN}-{width}.jpg", "image_width": width, "image_height": height, **WORDS}
    return make_organisation(**{**plain, **values})


@pytest.mark.parametrize(
    ("name", "token"),
    [
        (f"entries/{TOKEN}-1600.jpg", TOKEN),
        (f"entries/{TOKEN}-480.avif", TOKEN),
        (f"entries/{TOKEN}-1600.png", ""),
        (f"entries/{TOKEN.upper()}-1600.jpg", ""),
        (f"entries/../{TOKEN}-1600.jpg", ""),
        (f"entries/{TOKEN}-1600.jpg\n", ""),
        (f"{TOKEN}-1600.jpg", ""),
        ("entries/march.png", ""),
        ("", ""),
    ],
)
def test_only_our_own_names_have_a_token(name, token):
    assert token_of(name) == token


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "shape"),
    [((1600, 1067), "lying"), ((300, 300), "lying"), ((1200, 1600), "upright"), ((400, 900), "narrow")],
)
def test_picture_of_an_entry_has_a_shape(size, shape):
    assert Picture.of(with_picture(*size)).shape == shape


@pytest.mark.django_db
def test_entry_without_picture_or_with_one_from_elsewhere_has_none():
    assert Picture.of(make_organisation()) is None
    assert Picture.of(with_picture(image="entries/march.png")) is None


@pytest.mark.django_db
def test_picture_is_drawn_with_every_size_its_words_and_its_licence():
    entry = with_picture()

    with translation.override("es"):
        html = render_to_string("catalogue/_picture.html", {"entry": entry})

    tree = html5lib.parse(html, namespaceHTMLElements=False)
    image = tree.find(".//figure/picture/img")
    start = f"/media/entries/{TOKEN}-"
    assert image.attrib == {
        "src": f"{start}1600.jpg",
        "srcset": f"{start}480.jpg 480w, {start}960.jpg 960w, {start}1600.jpg 1600w",
        "sizes": "(min-width: 42rem) 38rem, 100vw",
        "width": "1600",
        "height": "1067",
        "loading": "lazy",
        "decoding": "async",
        "alt": "Un mural de “la lucha”.",
    }
    sources = [(source.get("type"), source.get("srcset")) for source in tree.iterfind(".//picture/source")]
    assert sources == [
        (f"image/{kind}", f"{start}480.{kind} 480w, {start}960.{kind} 960w, {start}1600.{kind} 1600w")
        for kind in ("avif", "webp")
    ]
    caption = tree.find(".//figcaption")
    assert " ".join("".join(caption.itertext()).split()) == "Imagen: Ana <Ruiz> · CC BY 4.0"
    assert caption.find("a").attrib == {
        "href": "https://creativecommons.org/licenses/by/4.0/",
        "rel": "license noreferrer",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_entry_page_shows_the_picture_in_the_language_of_the_page(client, language):
    entry = with_picture()

    html = client.get(f"/{language}/organisations/{entry.slug}/").content.decode()

    assert html.count("<figure class=") == 1
    assert f'alt="{WORDS[f"image_alt_{language}"]}"' in html


@pytest.mark.django_db
def test_entry_page_without_picture_has_no_figure(client):
    assert "<picture" not in client.get(f"/en/organisations/{make_organisation().slug}/").content.decode()


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc  by-sa 4.0 ", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("With permission of the artist", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_licences_that_we_know_have_an_address(licence, address):
    assert address_of(licence) == address
