"""catalogue.evidence and catalogue.search.strength: what an entry rests on."""

import pytest
from django.http import QueryDict
from django.utils import translation

from catalogue.evidence import Evidence, Strength, numbered, warnings
from catalogue.models import Citation
from organisations.filters import OrganisationFilterSet
from organisations.models import Organisation
from tests.factories import make_citation, make_organisation, make_source

pytestmark = pytest.mark.django_db

RESTS_ON = {
    ("low",): "weak",
    ("low", "low"): "weak",
    ("medium",): "one",
    ("high",): "one",
    ("low", "medium"): "several",
    ("high", "medium"): "several",
}


def rests_on(*reliabilities: str, **source) -> Organisation:
    """An entry with one citation of one source for each reliability."""
    entry = make_organisation(cited=False)
    for reliability in reliabilities:
        make_citation(entry, source=make_source(reliability=reliability, **source))
    return entry


def said(entry) -> list[str]:
    with translation.override("en"):
        return warnings(list(entry.citations.select_related("source")))


@pytest.mark.parametrize("reliabilities", RESTS_ON)
def test_strength_counts_sources_and_how_reliable_they_are(reliabilities):
    entry = rests_on(*reliabilities)

    assert Evidence.of(entry.citations.select_related("source")).strength == RESTS_ON[reliabilities]


def test_several_citations_of_one_source_are_one_source():
    entry = rests_on("medium")
    make_citation(entry, source=entry.citations.get().source)

    assert Evidence.of(entry.citations.select_related("source")).strength == Strength.ONE


@pytest.mark.parametrize("value", Strength.values)
def test_filter_finds_what_rests_on_so_much_and_counts_it(value):
    entries = {rests_on(*reliabilities): strength for reliabilities, strength in RESTS_ON.items()}
    filterset = OrganisationFilterSet(QueryDict(f"evidence={value}"), Organisation.objects.published())

    assert set(filterset.qs) == {entry for entry, strength in entries.items() if strength == value}
    assert {option.value: option.count for option in filterset.options("evidence")} == {
        "several": 2,
        "one": 2,
        "weak": 2,
    }


def test_weak_ones_are_filtered_out_by_choosing_the_others():
    rests_on("low")
    sound = {rests_on("medium"), rests_on("high", "low")}

    filterset = OrganisationFilterSet(QueryDict("evidence=one&evidence=several"), Organisation.objects.published())

    assert set(filterset.qs) == sound


def test_filter_reads_all_citations_whatever_else_is_chosen():
    entry = rests_on("low", "medium")
    weak = entry.citations.order_by("position").first().source.slug

    filterset = OrganisationFilterSet(QueryDict(f"source={weak}&evidence=several"), Organisation.objects.published())

    assert list(filterset.qs) == [entry]


@pytest.mark.parametrize(
    ("reliabilities", "kind", "expected"),
    [
        (
            ["low"],
            "promotional",
            "All we know here comes from one source that we trust little (unsigned promotional post). "
            "No other source confirms it.",
        ),
        (
            ["low", "low"],
            "promotional",
            "All we know here comes from sources that we trust little. The page of each source says why.",
        ),
        (
            ["medium"],
            "essay",
            "All we know here comes from one source (opinion essay). Another voice may tell it differently.",
        ),
        (
            ["low"],
            "machine-written",
            "All we know here comes from a text written by a machine. Nobody has checked it against what it sums up.",
        ),
    ],
)
def test_page_says_what_an_entry_rests_on(reliabilities, kind, expected):
    entry = rests_on(*reliabilities, kind=kind)

    assert said(entry) == [expected]


def test_page_says_nothing_of_sources_that_are_sound():
    assert said(rests_on("medium", "low")) == []


def test_row_of_a_list_says_that_its_sources_are_weak():
    entry = rests_on("low", "low", kind="promotional")

    with translation.override("en"):
        words = Evidence.of(entry.citations.select_related("source")).words

    assert words == "2 sources · reported · weak sources"


def test_citations_of_the_same_source_know_the_first_of_them():
    sources = [1, 2, 1, 1, 2, 3]
    citations = [Citation(source_id=source) for source in sources]

    assert numbered(citations) == list(zip(citations, [None, None, 1, 1, 2, None], strict=True))
