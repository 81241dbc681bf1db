"""Turns the file of a picture into plain pixels, and these into the files that readers get.

It runs by itself, in a process that the site starts for one picture (catalogue.images.intake). Whatever a hostile file
does to a decoder happens there: with little memory and time, without the site's secrets, and with no leave to write a
file. So it imports nothing of the site and is run as a file: ``python -I workshop.py JPEG < picture > answer``.
"""

from __future__ import annotations

import base64
import io
import json
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps, ImageStat

MOST_PIXELS = 40_000_000
LEAST_SIDE = 100  # pixels
LONGEST = 5  # times as long as the other side
MOST_SCANS = 100  # of a JPEG; cameras and programs write ten or so, and each costs as much as the whole picture
MOST_SEGMENTS = 5000  # and of what may be beginnings of notes in it; Pillow keeps every one, however small
SEGMENT = re.compile(rb"\xff[\xe0-\xef\xfe]")
LARGEST_PROFILE = 4_000_000  # bytes

# Readers' browsers choose among these widths. They may grow; a width taken away leaves older pictures without it.
WIDTHS = (480, 960, 1600)
HIGHEST = 2400  # pixels, for pictures that stand upright
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 62, "speed": 6, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}

MEMORY = 1_200_000_000  # bytes of address space, most of which is never touched
SECONDS = 30  # of the processor

LYING = {5, 6, 7, 8}  # orientations in which width and height change places
LIGHT = 190  # of 255: what is lighter than this on average would not be seen on white


class Refused(Exception):
    """The picture is not taken. Its text is a key of catalogue.images.refusals.REASONS."""


def work(content: bytes, kind: str) -> dict[str, Any]:
    """The answer for a file of a kind that Pillow knows: why not, or size and files of what was made of it."""
    try:
        picture = pixels(opened(content, kind))
    except Refused as refused:
        return {"refused": str(refused)}
    except Image.DecompressionBombError:
        return {"refused": "too-many-pixels"}
    except MemoryError:
        return {"refused": "too-costly"}
    except Exception:  # a damaged file makes a decoder stumble in ways that nobody can list
        return {"refused": "unreadable"}
    files = {name: base64.b64encode(file).decode() for name, file in renditions(picture)}
    return {"width": picture.width, "height": picture.height, "files": files}


def opened(content: bytes, kind: str) -> Image.Image:
    """The picture with nothing unpacked yet; raises Refused when it must not be."""
    if kind == "JPEG" and (content.count(b"\xff\xda") > MOST_SCANS or _has_too_many_segments(content)):
        raise Refused("too-costly")
    image = Image.open(io.BytesIO(content), formats=[kind])
    short, long = sorted(image.size)
    if short * long > MOST_PIXELS:
        raise Refused("too-many-pixels")
    if short < LEAST_SIDE:
        raise Refused("too-small")
    if long > LONGEST * short:
        raise Refused("too-long")
    if _is_several(image):
        raise Refused("several")
    image.verify()  # the checksums of a PNG, which decoding does not look at; the file cannot be used any more
    return Image.open(io.BytesIO(content), formats=[kind])


def _has_too_many_segments(content: bytes) -> bool:
    return next(islice(SEGMENT.finditer(content), MOST_SEGMENTS, None), None) is not None


def _is_several(image: Any) -> bool:
    """Whether it is an animation or a set of pictures.

    Telephones put a second one behind a photograph that says where it is brighter. That is not meant to be seen and
    goes; the photograph is welcome.
    """
    if image.format == "MPO":
        return any(part["Attribute"]["MPType"].startswith("Multi-Frame") for part in image.mpinfo[0xB002])
    return getattr(image, "n_frames", 1) > 1


def pixels(image: Image.Image) -> Image.Image:
    """Its colours and nothing else: upright, opaque, in sRGB, no larger than we show it.

    What lies under transparent parts goes too: a face that somebody rubbed out must not come back.
    """
    profile = image.info.get("icc_profile")
    if image.format not in ("JPEG", "MPO"):  # those are unpacked smaller than they are, once it is known how small
        image.load()
    orientation = _orientation(image)
    image = _plain(image)
    image.thumbnail(_size(image, lying=orientation in LYING), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = _in_srgb(_opaque(image), profile)
    bare = Image.new("RGB", image.size)  # a copy would carry comments and more along
    bare.paste(image)
    bare.getexif()[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(bare)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # nonsense in there says nothing against the picture
        return 1


def _size(image: Image.Image, *, lying: bool) -> tuple[int, int]:
    """What it is made down to. Exact, so that a large JPEG is already unpacked at half or a quarter of its size."""
    most = (HIGHEST, WIDTHS[-1]) if lying else (WIDTHS[-1], HIGHEST)
    scale = min(1.0, most[0] / image.width, most[1] / image.height)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _plain(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller well. A JPEG comes as it is: it is made smaller while it is unpacked."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256) + 0).convert("L")  # 16 bits; converting alone would clip
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """Transparent parts become paper: white, or black where light lettering would vanish on white."""
    if image.mode != "RGBA":
        return image
    alpha = image.getchannel("A")
    seen = ImageStat.Stat(image.convert("L"), mask=alpha)
    ground = "black" if seen.count[0] and seen.mean[0] > LIGHT else "white"
    flat = Image.new("RGB", image.size, ground)
    flat.paste(image, mask=alpha)
    return flat


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """As screens show colours; by its own profile where that fits the picture."""
    if profile and len(profile) <= LARGEST_PROFILE:
        try:
            converted = ImageCms.profileToProfile(
                image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except ImageCms.PyCMSError:
            pass
        else:
            return converted or image
    return image.convert("RGB")


def widths(width: int) -> tuple[int, ...]:
    """The widths that a picture is kept in: never larger than it is, and none that hardly differs from its own."""
    return (*(step for step in WIDTHS if step * 1.25 <= width), width)


def renditions(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    """Every file of a picture, by the end of its name: "960.webp"."""
    for width in widths(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        small = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for ending, (name, options) in FORMATS.items():
            file = io.BytesIO()
            small.save(file, name, **options)
            yield f"{width}.{ending}", file.getvalue()


def _confine() -> None:
    """Give up what is not needed. When the machine runs out of memory, this process goes first, not the site."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    warnings.simplefilter("ignore")
    # From twice as many on Pillow refuses by the header alone, before a decoder takes memory for them.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2


if __name__ == "__main__":
    _confine()
    json.dump(work(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout)
