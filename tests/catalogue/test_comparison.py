"""The same questions of several entries."""

import pytest

from catalogue.comparison import Row, compared
from catalogue.models import Source
from catalogue.search.cards import cards
from catalogue.search.held import current
from tests.factories import (
    make_citation,
    make_connection,
    make_event,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
)

pytestmark = pytest.mark.django_db


def rows(*entries) -> dict[str, list[str]]:
    """Question → what each entry answers, or all of them together."""
    index = current()
    groups = compared(index, list(entries), cards(index, [entry.pk for entry in entries]))
    return {
        row.label: [", ".join(text for text, _url, _apart in cell.values) for cell in row.cells]
        for group in groups
        for row in group.rows
    }


def test_facts_of_entries_stand_side_by_side():
    here, there = make_place(name_en="Here"), make_place(name_en="There")
    first = make_organisation(sector="union", reach="city", founded="1986", places=[here])
    second = make_organisation(sector="union", reach="national", places=[here, there])

    found = rows(first, second)

    assert found["Sector"] == ["Union"]  # the same for both
    assert found["Reach"] == ["City", "National"]
    assert found["Founded"] == ["1986", ""]
    assert found["Where"] == ["Here", "Here, There"]
    assert "Website" not in found  # nobody's is known


def test_evidence_stands_side_by_side():
    first, second = make_tactic(cited=False), make_tactic(cited=False)
    essay = make_source(reliability="high")
    machine = make_source(kind=Source.Kind.MACHINE_WRITTEN, reliability="low")
    make_citation(first, source=essay)
    make_citation(first, source=machine, standing="disputes")
    make_citation(second, source=machine, standing="recommends")

    found = rows(first, second)

    assert found["Rests on"] == ["Several sources", "Weak sources only"]
    assert found["Sources"] == ["2", "1"]
    assert found["Claims"] == ["2", "1"]
    assert found["What the sources do"] == ["Reports, Disputes", "Recommends"]
    assert found["Their reliability"] == ["High, Low", "Low"]


def test_sections_are_shown_as_they_are_on_the_page():
    first, second = make_tactic(risks_en="**Arrest**"), make_tactic()

    assert rows(first, second)["Risks"] == ["<p><strong>Arrest</strong></p>\n", ""]


def test_connections_are_counted_by_kind_and_only_with_what_is_public():
    first, second = make_tactic(), make_tactic()
    event, hidden = make_event(), make_event(status="draft")
    make_connection(first, "used-in", event)
    make_connection(first, "used-in", hidden)
    make_connection(second, "part-of", first)

    found = rows(first, second)

    assert found["Used in"] == ["1", "0"]
    assert found["Part of"] == ["0", "1"]
    assert found["Parts of it"] == ["1", "0"]


def test_value_that_not_all_have_stands_out_beside_one_that_all_have():
    row = Row(["A", "B"], "Where", [[("Here", ""), ("There", "")], [("Here", "")]])

    first, second = row.cells

    assert first.values == [("Here", "", False), ("There", "", True)]
    assert second.values == [("Here", "", False)]


def test_nothing_stands_out_where_nothing_is_shared():
    row = Row(["A", "B"], "Where", [[("Here", "")], [("There", "")]])

    assert [cell.values for cell in row.cells] == [[("Here", "", False)], [("There", "", False)]]


def test_single_entry_is_not_called_alike():
    row = Row(["A"], "Where", [[("Here", "")]])

    assert not row.same
    assert [cell.name for cell in row.cells] == ["A"]
