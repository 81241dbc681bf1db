"""The way back from paper."""

import re

import segno
from django.template import RequestContext, Template
from django.test import RequestFactory


def drawn(source: str, path: str = "/en/sheet/?entry=tactics/vigils", **context) -> str:
    request = RequestFactory().get(path)
    return Template("{% load qr %}" + source).render(RequestContext(request, context))


def squares(svg: str) -> set[tuple[int, int]]:
    """The dark squares of a drawing: its strokes run from left to right along the middle of each line."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    found, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            found |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return found


def expected(address: str) -> set[tuple[int, int]]:
    rows = segno.make_qr(address, error="l").matrix_iter(border=4)
    return {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_page_shows_its_own_address():
    svg = drawn("{% qr %}")

    assert squares(svg) == expected("http://testserver/en/sheet/?entry=tactics/vigils")
    assert 'aria-label="QR code: http://testserver/en/sheet/?entry=tactics/vigils"' in svg


def test_page_shows_an_address_that_it_is_given():
    svg = drawn("{% qr address %}", address="https://example.org/?a=1&b=2")

    assert squares(svg) == expected("https://example.org/?a=1&b=2")
    assert 'aria-label="QR code: https://example.org/?a=1&amp;b=2"' in svg


def test_drawing_fits_the_content_policy():
    svg = drawn("{% qr %}")

    assert svg.startswith('<svg class="qr" role="img" ')
    assert "style" not in svg


def test_nothing_is_drawn_of_an_address_that_is_too_long():
    assert drawn("{% qr address %}", address="https://example.org/" + "x" * 3000) == ""
