"""Pictures made for tests: nothing of them is kept in the repository."""

import io
import random
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"


def photo(width: int = 640, height: int = 480) -> Image.Image:
    """Something with edges and colours that looks the same every time."""
    grain = random.Random(7)  # noqa: S311 - not a secret
    small = Image.frombytes("RGB", (16, 12), grain.randbytes(16 * 12 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC)


def encoded(image: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    """The file of a picture."""
    file = io.BytesIO()
    (image or photo()).save(file, kind, **options)
    return file.getvalue()


def decoded(content: bytes) -> Image.Image:
    """The picture of a file, unpacked."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def upload(content: bytes | None = None, name: str = "photo.jpg", type: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a form sends it; a good photograph unless told otherwise."""
    return SimpleUploadedFile(name, encoded() if content is None else content, type)


def chunk(name: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 200, height: int = 200, *, before: bytes = b"", after: bytes = b"", pixels: bool = True) -> bytes:
    """A grey PNG with pieces before and after its pixels; without these, as large as it pretends to be."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * height, 9)) if pixels else b""
    return PNG + header + before + body + after + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    """A piece of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_segments(jpeg: bytes, *pieces: bytes) -> bytes:
    """A JPEG with pieces after its beginning."""
    return jpeg[:2] + b"".join(pieces) + jpeg[2:]


def with_size(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header lies about its size."""
    place = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", height, width) + jpeg[place + 4 :]


def several(kind: int, *, sizes: tuple[tuple[int, int], ...] = ((320, 240), (320, 240))) -> bytes:
    """A JPEG with other pictures behind it, the second of a kind: 0x020002 for the other eye, 0 for who knows what."""
    first, *others = (photo(*size) for size in sizes)
    content = encoded(first, "MPO", save_all=True, append_images=others)
    place = content.index(b"MPF\0") + 4 + 50 + 16  # in the index of the pictures, which has 16 bytes for each
    return content[:place] + struct.pack("<L", kind) + content[place + 4 :]
