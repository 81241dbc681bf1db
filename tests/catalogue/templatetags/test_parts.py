"""catalogue.templatetags.parts: connections (rows and options are tested with the lists that show them)."""

import re
from dataclasses import replace

import pytest

from catalogue.models import ConnectionKind, Source
from catalogue.neighbours import Group, Line, Neighbour
from catalogue.templatetags.parts import lines

SOURCE = Source(slug="essay", title="An <essay>", language="en")


def group(count: int, **values) -> Group:
    line = {"note": "", "number": None, "source": SOURCE, "standing": "reports", **values}
    made = [Line(entry=Neighbour("tactic", f"tactic-{n}", f"Tactic <{n}>"), **line) for n in range(count)]
    return Group("Uses", made, "", ConnectionKind.USES)


@pytest.mark.parametrize(("count", "opened", "more"), [(1, 1, 0), (8, 8, 0), (9, 6, 3), (30, 6, 24)])
def test_of_a_long_list_the_rest_opens_on_demand(count, opened, more):
    html = lines(group(count))

    before, _details, after = html.partition("<details>")
    assert (before.count("<li "), after.count("<li ")) == (opened, more)
    assert (f"<summary>{more} more" in html) == bool(more)


def test_evidence_of_the_page_is_named_by_its_number():
    assert '<a href="#evidence-3">evidence 3</a>' in lines(group(1, number=3))


def test_evidence_of_the_other_page_is_named_by_its_source():
    assert 'says <a href="/en/sources/essay/" lang="en">An &lt;essay&gt;</a>' in lines(group(1))


def test_names_and_notes_are_escaped():
    html = lines(group(1, note="<b>bold</b>"))

    assert "Tactic &lt;0&gt;" in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert not re.search(r"<b>|<0>", html)


@pytest.mark.parametrize(
    ("standing", "kind", "said"),
    [
        ("reports", ConnectionKind.USES, ""),
        ("recommends", ConnectionKind.USES, ' <b class="caveat">(advice)</b>'),
        ("recommends", ConnectionKind.RECOMMENDS, ""),  # the heading says it
        ("disputes", ConnectionKind.USES, ' <b class="caveat">(in doubt)</b>'),
    ],
)
def test_what_is_advised_or_doubted_says_so(standing, kind, said):
    html = lines(replace(group(1, standing=standing), kind=kind))

    assert f"Tactic &lt;0&gt;</a>{said} <span" in html
