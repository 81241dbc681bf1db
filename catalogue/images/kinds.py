"""What a file is, judged by its first bytes, and whether its name says the same.

Pillow knows many kinds too, but asking it would open the file with decoders that the site has no use for.
"""

from __future__ import annotations

from pathlib import PurePath

from catalogue.images.refusals import DRAWING, MISLABELLED, NO_PICTURE, OTHER_KIND, Refused

# Kinds that are taken, by their names in Pillow: how they are called, and how names of such files end.
TAKEN = {
    "JPEG": ("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif")),
    "PNG": ("PNG", (".png",)),
    "WEBP": ("WebP", (".webp",)),
}
OTHERS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\0\0\1\0", "ICO"),
    (b"%PDF-", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"PK\3\4", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
)
BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC"}


def kind_of(content: bytes, name: str) -> str:
    """The kind by its name in Pillow; raises Refused for other kinds, and where the name says something else."""
    if not (kind := _taken(content)):
        raise _not_taken(content)
    called, endings = TAKEN[kind]
    if PurePath(name).suffix.lower() not in endings:
        raise Refused(MISLABELLED % {"kind": called, "ending": endings[0]})
    return kind


def _taken(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "WEBP" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def _not_taken(content: bytes) -> Refused:
    if b"<svg" in content[:4000].lower():
        return Refused(DRAWING)
    if content[4:8] == b"ftyp":
        return Refused(OTHER_KIND % {"kind": BRANDS.get(content[8:12], "MP4")})
    for beginning, kind in OTHERS:
        if content.startswith(beginning):
            return Refused(OTHER_KIND % {"kind": kind})
    return Refused(NO_PICTURE)
