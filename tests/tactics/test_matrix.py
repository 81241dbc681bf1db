"""tactics.matrix and its page"""

import pytest

from tactics.matrix import MATRICES
from tests.factories import make_citation, make_connection, make_event, make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def shown(name):
    """Phase → columns, and rows with their cells, by slug."""
    return {
        table.phase: (
            [column.entry.slug for column in table.columns],
            {row.entry.slug: [url for _column, url in cells] for row, cells in table.rows},
        )
        for table in MATRICES[name].tables()
    }


def test_groups_and_tactics_by_phase_with_the_way_to_the_evidence():
    group, other = make_organisation(slug="aclu"), make_organisation(slug="chirla")
    march, vigil = make_tactic(slug="march", phase="respond"), make_tactic(slug="vigil", phase="sustain")
    make_connection(group, "uses", march, citation=make_citation(group))
    make_connection(group, "uses", vigil)
    make_connection(other, "uses", march)

    assert shown("organisations") == {
        "respond": (
            ["march"],
            {"aclu": ["/en/organisations/aclu/#evidence-2"], "chirla": ["/en/organisations/chirla/#evidence-1"]},
        ),
        "sustain": (["vigil"], {"aclu": ["/en/organisations/aclu/#evidence-1"]}),
    }


def test_tactics_used_in_events():
    march = make_tactic(slug="march", phase="respond")
    make_connection(march, "used-in", make_event(slug="june"))

    assert shown("events") == {"respond": (["march"], {"june": ["/en/tactics/march/#evidence-1"]})}


def test_advice_does_not_count_and_drafts_are_not_shown():
    group = make_organisation(cited=False)
    make_connection(group, "recommends", make_tactic(), citation=make_citation(group, standing="recommends"))
    make_connection(make_organisation(status="draft"), "uses", make_tactic())

    assert shown("organisations") == {}


def test_headers_narrow_the_lists_to_as_many_entries_as_they_have_dots(client):
    march = make_tactic(slug="march")
    groups = [make_organisation() for _ in range(3)]
    for group in groups[:2]:
        make_connection(group, "uses", march)

    [table] = client.get("/en/matrix/").context["tables"]

    assert client.get(table.columns[0].url).context["total"] == 2
    assert [client.get(row.url).context["total"] for row, _cells in table.rows] == [1, 1]


@pytest.mark.parametrize(
    ("query", "of"), [("", "organisations"), ("?of=events", "events"), ("?of=%00<x>", "organisations")]
)
def test_other_rows_are_chosen_in_the_address(client, query, of):
    response = client.get(f"/es/matrix/{query}")

    assert response.context["of"] == of
    assert "Quién hace qué" in response.content.decode()
