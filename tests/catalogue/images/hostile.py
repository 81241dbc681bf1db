"""Files that must not be taken, each with the sentence that its sender reads."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from tests.catalogue.images.pictures import PNG, chunk, encoded, photo, png, segment, several, with_segments, with_size

EMPTY = "The file is empty. Choose another one."
TOO_HEAVY = "The file has more than 15 MB. Make the picture smaller, then choose it again."
NO_PICTURE = "This is not a picture that the site knows. Choose a JPEG, PNG or WebP file."
DRAWING = "An SVG drawing can hold programs, so the site does not take it. Save it as PNG and choose that file."
SEVERAL = "The picture moves, or holds several pictures. Save the one that you want by itself and choose that file."
TOO_MANY_PIXELS = "The picture has more than 40 million pixels. Make it smaller, then choose it again."
TOO_SMALL = "The picture is less than 100 pixels wide or high. Choose a larger one, so that readers see more."
TOO_LONG = (
    "One side of the picture is more than 5 times as long as the other. Cut it to what matters, then choose it again."
)
UNREADABLE = (
    "The site cannot read this picture: it is damaged, not complete or of a rare kind. Open it, save it again as JPEG "
    "and choose the new file."
)
TOO_COSTLY = (
    "Opening this picture takes too much time or memory. Open it yourself, save it again as JPEG and choose the new "
    "file."
)


def other(kind: str) -> str:
    """The sentence for a kind that is not taken."""
    return (
        f"Inside, this file is {kind}. The site takes JPEG, PNG and WebP: save the picture as one of them and "
        "choose that file."
    )


def mislabelled(kind: str, ending: str) -> str:
    """The sentence for a name that says something else."""
    return (
        f"Inside, this file is a {kind} picture, but its name does not end in {ending}. Save it again under the right "
        "name, then choose it."
    )


def svg() -> bytes:
    """A drawing with a program in it."""
    return b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def zipped() -> bytes:
    """An archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("secret.txt", "what was hidden behind the picture")
    return file.getvalue()


def boxed(brand: bytes) -> bytes:
    """The beginning of a file of the MP4 family: HEIC, AVIF and films."""
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0mif1" + brand + bytes(2000)


def moving(kind: str) -> bytes:
    """Two pictures that follow each other."""
    return encoded(photo(200, 150), kind, save_all=True, append_images=[photo(200, 150).rotate(180)], duration=100)


def cut(content: bytes) -> bytes:
    """The first half."""
    return content[: len(content) // 2]


def scans() -> bytes:
    """A JPEG that is painted over and over: each of a thousand scans costs as much as the picture."""
    content = encoded(photo(400, 300), progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:-2] + content[last:-2] * 1000 + content[-2:]


def notes() -> bytes:
    """A JPEG with a million empty notes."""
    return with_segments(encoded(), segment(0xE3, b"") * 1_000_000)


def pixel_bomb() -> bytes:
    """100 million pixels in a hundred kilobytes."""
    row = zlib.compressobj(9)
    body = b"".join(row.compress(bytes(10_001)) for _row in range(10_000)) + row.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0))
    return PNG + header + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def profile_bomb() -> bytes:
    """A colour profile that becomes 200 MB when it is unpacked."""
    return png(before=chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(200_000_000), 9)))


def text_bomb() -> bytes:
    """A comment that becomes 200 MB when it is unpacked."""
    return png(before=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)))


def many_texts() -> bytes:
    """A hundred comments, none of them too large by itself."""
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b" " * 1_000_000, 9))
    return png(after=text * 100)


def wrong_checksum() -> bytes:
    """A PNG of whose pixels one bit was turned over."""
    content = bytearray(encoded(photo(), "PNG"))
    content[len(content) // 2] ^= 1
    return bytes(content)


def huge_webp() -> bytes:
    """A WebP that says it is 16383 pixels wide and high."""
    content = bytearray(encoded(photo(200, 200), "WEBP"))
    place = content.index(b"\x9d\x01\x2a") + 3
    content[place : place + 4] = struct.pack("<HH", 0x3FFF, 0x3FFF)
    return bytes(content)


def damaged_webp() -> bytes:
    """A WebP whose pixels are noise."""
    content = encoded(photo(), "WEBP", lossless=True)
    return content[:30] + bytes(len(content) - 30)


def twelve_bits() -> bytes:
    """A JPEG as some medical devices write them."""
    content = encoded()
    place = content.index(b"\xff\xc0") + 4
    return content[:place] + b"\x0c" + content[place + 1 :]


def beginning_of_gif() -> bytes:
    """An animation under another name."""
    return moving("GIF")


# What it is → the name of the file, its bytes, and what the sender reads.
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("photo.jpg", bytes, EMPTY),
    "16 MB": ("photo.jpg", lambda: encoded() + bytes(16_000_000), TOO_HEAVY),
    "svg": ("drawing.svg", svg, DRAWING),
    "svg called png": ("drawing.png", svg, DRAWING),
    "gif": ("picture.gif", lambda: encoded(kind="GIF"), other("GIF")),
    "animated gif called jpg": ("picture.jpg", beginning_of_gif, other("GIF")),
    "bmp": ("picture.bmp", lambda: encoded(kind="BMP"), other("BMP")),
    "tiff": ("picture.tiff", lambda: encoded(kind="TIFF"), other("TIFF")),
    "tiff called jpg": ("picture.jpg", lambda: encoded(kind="TIFF"), other("TIFF")),
    "ico": ("favicon.ico", lambda: encoded(photo(256, 256), "ICO"), other("ICO")),
    "heic": ("IMG_0001.HEIC", lambda: boxed(b"heic"), other("HEIC")),
    "avif": ("photo.avif", lambda: encoded(photo(200, 150), "AVIF"), other("AVIF")),
    "film called jpg": ("photo.jpg", lambda: boxed(b"isom"), other("MP4")),
    "jpeg 2000": ("photo.jp2", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(500), other("JPEG 2000")),
    "photoshop": ("photo.psd", lambda: b"8BPS\0\1" + bytes(500), other("Photoshop")),
    "pdf called jpg": ("flyer.jpg", lambda: b"%PDF-1.7\n" + bytes(500), other("PDF")),
    "archive called png": ("photo.png", zipped, other("ZIP")),
    "page called jpg": ("photo.jpg", lambda: b"<!doctype html><script>alert(1)</script>", NO_PICTURE),
    "program called png": ("photo.png", lambda: b"\x7fELF\2\1\1" + bytes(500), NO_PICTURE),
    "only the first bytes of a jpeg": ("photo.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(500), UNREADABLE),
    "only the first bytes of a png": ("photo.png", lambda: PNG, UNREADABLE),
    "png called jpg": ("photo.jpg", lambda: encoded(kind="PNG"), mislabelled("PNG", ".png")),
    "jpeg called png": ("photo.png", encoded, mislabelled("JPEG", ".jpg")),
    "webp called jpg": ("photo.jpg", lambda: encoded(kind="WEBP"), mislabelled("WebP", ".webp")),
    "jpeg called exe": ("photo.jpg.exe", encoded, mislabelled("JPEG", ".jpg")),
    "jpeg without an ending": ("photo", encoded, mislabelled("JPEG", ".jpg")),
    "half a jpeg": ("photo.jpg", lambda: cut(encoded()), UNREADABLE),
    "half a png": ("photo.png", lambda: cut(encoded(kind="PNG")), UNREADABLE),
    "half a webp": ("photo.webp", lambda: cut(encoded(kind="WEBP")), UNREADABLE),
    "png with a wrong checksum": ("photo.png", wrong_checksum, UNREADABLE),
    "png without pixels": ("photo.png", lambda: png(pixels=False), UNREADABLE),
    "png without width": ("photo.png", lambda: png(0, 200), UNREADABLE),
    "webp of noise": ("photo.webp", damaged_webp, UNREADABLE),
    "jpeg of 12 bits": ("photo.jpg", twelve_bits, UNREADABLE),
    "pixel bomb": ("photo.png", pixel_bomb, TOO_MANY_PIXELS),
    "png that claims 4 billion pixels": ("photo.png", lambda: png(65_500, 65_500, pixels=False), TOO_MANY_PIXELS),
    "jpeg that claims 4 billion pixels": (
        "photo.jpg",
        lambda: with_size(encoded(), 65_500, 65_500),
        TOO_MANY_PIXELS,
    ),
    "webp that claims 268 million pixels": ("photo.webp", huge_webp, TOO_MANY_PIXELS),
    "one pixel": ("pixel.png", lambda: png(1, 1), TOO_SMALL),
    "a line of 60,000 pixels": ("line.png", lambda: png(60_000, 1), TOO_SMALL),
    "a strip": ("strip.png", lambda: png(30_000, 150), TOO_LONG),
    "animated png": ("photo.png", lambda: moving("PNG"), SEVERAL),
    "animated webp": ("photo.webp", lambda: moving("WEBP"), SEVERAL),
    "two pictures for two eyes": ("photo.jpg", lambda: several(0x020002), SEVERAL),
    "profile bomb": ("photo.png", profile_bomb, UNREADABLE),
    "text bomb": ("photo.png", text_bomb, UNREADABLE),
    "a hundred texts": ("photo.png", many_texts, UNREADABLE),
    "a million notes": ("photo.jpg", notes, TOO_COSTLY),
    "a thousand scans": ("photo.jpg", scans, TOO_COSTLY),
}

MARKS = {
    "place": b"GPS-34.0522",
    "comment": b"comment of the camera",
    "xmp": b"who edited it",
    "archive": b"secret.txt",
    "page": b"<script>alert(1)</script>",
}


def telling_jpeg() -> bytes:
    """A good photograph that says where and by whom it was taken, with an archive behind it."""
    exif = Image.Exif()
    exif[0x010F] = "A telephone, serial number 12345"
    exif[0x8825] = {1: "N", 2: (34.0, 3.0, 7.9), 29: MARKS["place"].decode()}
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + MARKS["xmp"] + b"</x:xmpmeta>"
    content = encoded(photo(), exif=exif.tobytes(), comment=MARKS["comment"])
    return with_segments(content, segment(0xE1, xmp), segment(0xEF, MARKS["page"])) + zipped()


def telling_png() -> bytes:
    """The same as a PNG."""
    content = encoded(photo(), "PNG")
    pieces = chunk(b"tEXt", b"Comment\0" + MARKS["comment"]) + chunk(b"tEXt", b"Place\0" + MARKS["place"])
    more = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + MARKS["xmp"]) + chunk(b"prVt", MARKS["page"])
    return content[:33] + pieces + more + content[33:] + zipped()


def telling_webp() -> bytes:
    """The same as a WebP."""
    exif = Image.Exif()
    exif[0x010E] = (MARKS["place"] + MARKS["comment"]).decode()
    return encoded(photo(), "WEBP", exif=exif.tobytes(), xmp=MARKS["xmp"]) + zipped() + MARKS["page"]
