"""catalogue.images.workshop: colours, transparency, orientation and sizes."""

import pytest
from PIL import Image, ImageCms

from catalogue.images.workshop import opened, pixels, widths
from tests.catalogue.images.pictures import decoded, encoded, photo

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # as it runs: nobody is there to read them


def made(image: Image.Image, kind: str = "PNG", **options) -> Image.Image:
    """What becomes of a picture that is sent as a file of a kind."""
    return pixels(opened(encoded(image, kind, **options), kind))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (100, (100,)),
        (480, (480,)),
        (599, (599,)),
        (600, (480, 600)),
        (1199, (480, 1199)),
        (1200, (480, 960, 1200)),
        (1600, (480, 960, 1600)),
    ],
)
def test_widths_are_never_larger_than_the_picture_nor_almost_the_same(width, expected):
    assert widths(width) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [((3200, 1600), (1600, 800)), ((1600, 3200), (1200, 2400)), ((1000, 5000), (480, 2400)), ((700, 500), (700, 500))],
)
def test_picture_is_made_to_fit(size, expected):
    assert made(photo(*size), "JPEG").size == expected


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_stands_upright(orientation):
    upright = Image.new("RGB", (240, 160), "white")
    upright.paste("red", (0, 0, 120, 80))  # one corner is red
    back = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = upright if back is None else upright.transpose(back)

    image = made(lying, "PNG", exif=exif.tobytes())

    assert image.size == (240, 160)
    assert image.getpixel((20, 20)) == (255, 0, 0)
    assert [image.getpixel(place) for place in ((220, 20), (20, 140), (220, 140))] == [(255, 255, 255)] * 3


def test_nonsense_about_orientation_says_nothing_against_the_picture():
    assert made(photo(200, 150), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff").size == (200, 150)


def test_lying_photograph_fits_once_it_stands():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert made(photo(4000, 3000), "JPEG", exif=exif.tobytes()).size == (1600, 2133)


def test_what_was_rubbed_out_does_not_come_back():
    image = photo(200, 200).convert("RGBA")
    image.paste((200, 30, 40, 0), (50, 50, 150, 150))  # the colours of a face, fully transparent

    assert made(image).getpixel((100, 100)) == (255, 255, 255)


@pytest.mark.parametrize(("ink", "ground"), [("black", (255, 255, 255)), ("white", (0, 0, 0))])
def test_lettering_on_nothing_stays_legible(ink, ground):
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste(ink, (50, 50, 150, 150))

    assert made(image).getpixel((10, 10)) == ground


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_a_png_comes_out_in_its_colours(mode):
    image = made(Image.new("RGB", (120, 120), "white").convert(mode))

    assert (image.mode, image.getpixel((60, 60))) == ("RGB", (255, 255, 255))


def test_palette_with_transparency_is_laid_on_paper():
    image = Image.new("P", (120, 120), 0)
    image.putpalette([10, 20, 30, 200, 0, 0])
    image.paste(1, (0, 0, 60, 120))

    out = made(image, "PNG", transparency=0)

    assert out.getpixel((20, 60)) == (200, 0, 0)
    assert out.getpixel((100, 60)) == (255, 255, 255)


def test_sixteen_bits_are_scaled_rather_than_cut_off():
    image = Image.new("I;16", (120, 120), 32768)

    assert made(image).getpixel((60, 60)) == (128, 128, 128)


def test_four_inks_become_three_colours():
    image = made(Image.new("CMYK", (120, 120), (0, 255, 255, 0)), "JPEG", quality=95)

    red, green, blue = image.getpixel((60, 60))
    assert red > 240
    assert green < 20
    assert blue < 20


def test_colours_of_another_profile_become_those_of_screens():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # fits no picture of three colours
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (120, 120), (200, 100, 50))

    assert made(image, "PNG", icc_profile=swapped).getpixel((60, 60)) == (200, 100, 50)
    assert made(image, "PNG", icc_profile=own).getpixel((60, 60)) == (200, 100, 50)
    assert made(image, "PNG", icc_profile=b"no profile").getpixel((60, 60)) == (200, 100, 50)


def test_grey_photograph_with_a_profile_for_colours_is_taken():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert made(photo(200, 150).convert("L"), "JPEG", icc_profile=profile).mode == "RGB"


def test_nothing_of_the_file_is_carried_along():
    image = made(photo(), "JPEG", comment=b"a comment", dpi=(300, 300))

    assert (image.info, dict(image.getexif())) == ({}, {})
    assert decoded(encoded(image, "JPEG")).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
