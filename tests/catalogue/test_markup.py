"""catalogue.markup"""

import pytest

from catalogue.markup import render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>\n"),
        ("[a](https://example.org/)", '<p><a href="https://example.org/" rel="noopener noreferrer">a</a></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        (
            "![a](https://example.org/x.png)",
            '<p>!<a href="https://example.org/x.png" rel="noopener noreferrer">a</a></p>\n',
        ),
        ("# a", "<p># a</p>\n"),
        ("", ""),
    ],
)
def test_text_becomes_safe_html(text, html):
    assert render(text) == html
