"""catalogue.page_cache.page"""

import random

import brotli
import pytest

from catalogue.page_cache.page import LONG, Page

WORDS = [f"palabra{number}" for number in range(2_000)]


def page_of(words: int) -> Page:
    text = " ".join(random.Random(words).choices(WORDS, k=words))  # noqa: S311 (a text that is the same each time)
    return Page("200 OK", [("Content-Type", "text/html")], text.encode())


@pytest.mark.parametrize(("words", "long", "quality"), [(500, False, 5), (20_000, True, 10)])
def test_long_pages_are_compressed_further(words, long, quality):
    page = page_of(words)

    _tag, headers, body = page.encoded("br")

    assert (len(brotli.compress(page.body, quality=5)) > LONG) == long
    assert body == brotli.compress(page.body, quality=quality)
    assert brotli.decompress(body) == page.body
    assert ("Content-Length", str(len(body))) in headers


def test_compressing_further_makes_a_long_page_smaller():
    page = page_of(20_000)

    assert len(page.encoded("br")[2]) < 0.95 * len(brotli.compress(page.body, quality=5))
