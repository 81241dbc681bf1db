"""One page as it goes out."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from typing import Any

import brotli

LARGEST = 2_000_000  # bytes of a page that is kept
SMALLEST = 200  # bytes that are worth compressing
LONG = 7_500  # bytes, compressed: with its styles such a page is more than the first ten packets hold (RFC 6928)


def _brotli(body: bytes) -> bytes:
    """Compressed in a millisecond or two; a long page in some twenty, once, for a tenth less."""
    quickly = brotli.compress(body, quality=5)
    return brotli.compress(body, quality=10) if len(quickly) > LONG else quickly


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": _brotli,
    "gzip": lambda body: gzip.compress(body, compresslevel=5, mtime=0),
    "": lambda body: body,
}
NOT_KEPT = re.compile(r"private|no-store|no-cache")
ACCEPTED = re.compile(r"(br|gzip)\s*(?:;\s*q=([0-9.]+))?\s*(?:,|$)")

Headers = list[tuple[str, str]]


class Page:
    """What Django answered, and the same compressed as browsers ask for it."""

    def __init__(self, status: str, headers: Headers, body: bytes):
        self.status = status
        self.body = body
        self.may_be_kept = status.startswith("200") and len(body) <= LARGEST and not _for_one_reader(headers)
        ours = {"content-length", "vary", "etag"} | ({"cache-control"} if self.may_be_kept else set())
        self.headers = [(name, value) for name, value in headers if name.lower() not in ours]
        self.headers.append(("Vary", "Accept-Encoding"))
        if self.may_be_kept:
            # Anybody may keep it, and asks each time whether it is still true.
            self.headers.append(("Cache-Control", "public, no-cache"))
        self.digest = hashlib.sha256(body).hexdigest()[:20]
        self._encoded: dict[str, tuple[str, Headers, bytes]] = {}

    @property
    def size(self) -> int:
        """Its bytes, at most: twice what it says, for what is compressed of it."""
        return 2 * len(self.body)

    def encoded(self, encoding: str) -> tuple[str, Headers, bytes]:
        """Its entity tag, headers and body in one encoding, each of which is made once."""
        if encoding not in self._encoded:
            body = ENCODINGS[encoding](self.body)
            tag = f'"{self.digest}{encoding and "-"}{encoding}"'
            headers = [*self.headers, ("Content-Length", str(len(body)))]
            if encoding:
                headers.append(("Content-Encoding", encoding))
            if self.may_be_kept:
                headers.append(("ETag", tag))
            self._encoded[encoding] = tag, headers, body
        return self._encoded[encoding]

    def answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """As the request wants it; only "not modified" when the browser has it already."""
        encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", "")) if len(self.body) >= SMALLEST else ""
        tag, headers, body = self.encoded(encoding)
        if self.may_be_kept and tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            lean = {"content-length", "content-encoding", "content-type"}
            start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() not in lean])
            return []
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def accepted(wish: str) -> str:
    """The best encoding of an Accept-Encoding header that we have: "br", "gzip" or "" for none."""
    allowed = {name for name, weight in ACCEPTED.findall(wish) if not weight or weight.strip("0.")}
    return next((name for name in ENCODINGS if name in allowed), "")


def _for_one_reader(headers: Headers) -> bool:
    found = {name.lower(): value.lower() for name, value in headers}
    return (
        "set-cookie" in found
        or "cookie" in found.get("vary", "")
        or NOT_KEPT.search(found.get("cache-control", "")) is not None
    )
