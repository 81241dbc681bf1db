"""What an address asks for."""

import pytest
from django.http import QueryDict

from catalogue import picks
from catalogue.models import SlugRedirect, Status
from catalogue.search.held import current
from tests.factories import make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def read(query: str) -> picks.Picks:
    return picks.read(QueryDict(query), current())


def test_picks_keep_the_order_and_drop_what_comes_twice():
    make_tactic(slug="vigils")
    make_organisation(slug="chirla")

    found = read("entry=tactics/vigils&entry=organisations/chirla&entry=tactics/vigils/")

    assert found.keys == ["tactics/vigils", "organisations/chirla"]
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("given", "unknown"),
    [
        ("entry=tactics/nothing", ("tactics/nothing",)),
        ("entry=vigils", ("vigils",)),
        ("entry=people/vigils", ("people/vigils",)),
        ("entry=%00<script>", ("<script>",)),
        ("entry=/&entry=//tactics/vigils", ("/", "//tactics/vigils")),
        ("entry=", ()),
        ("entry=%20&entry=%00", ()),
        (f"entry={'x' * 10_000}", ("x" * picks.LONGEST,)),
        ("&".join(f"entry=tactics/{n}" for n in range(500)), tuple(f"tactics/{n}" for n in range(picks.LOOKED_AT))),
    ],
    ids=["no slug", "no type", "no such type", "markup", "slashes", "empty", "blank", "long", "many"],
)
def test_what_is_no_entry_is_named(given, unknown):
    make_tactic(slug="vigils")

    found = read(given)

    assert (found.keys, found.unknown) == ([], unknown)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_entry_that_is_not_public_is_no_pick(status):
    make_tactic(slug="vigils", status=status)

    found = read("entry=tactics/vigils")

    assert (found.keys, found.unknown) == ([], ("tactics/vigils",))


def test_former_address_of_an_entry_still_picks_it():
    tactic = make_tactic(slug="vigils")
    SlugRedirect.objects.create(type="tactic", old_slug="candles", entry=tactic)

    found = read("entry=tactics/candles&entry=tactics/vigils")

    assert found.keys == ["tactics/vigils"]


def test_known_picks_ask_no_query(django_assert_num_queries):
    make_tactic(slug="vigils")
    index = current()

    with django_assert_num_queries(0):
        picks.read(QueryDict("entry=tactics/vigils"), index)


def test_addresses_of_changed_picks():
    make_tactic(slug="a")
    make_tactic(slug="b")

    found = read("entry=tactics/a&entry=tactics/b&q=ñ%26o")

    assert found.address() == "?entry=tactics/a&entry=tactics/b&q=%C3%B1%26o"
    assert found.address(words="") == "?entry=tactics/a&entry=tactics/b"
    assert found.without("tactics/a") == "?entry=tactics/b&q=%C3%B1%26o"
    assert found.adding("tactics/c") == "?entry=tactics/a&entry=tactics/b&entry=tactics/c&q=%C3%B1%26o"
    assert found.moved("tactics/a", 1) == "?entry=tactics/b&entry=tactics/a&q=%C3%B1%26o"
    assert found.moved("tactics/a", -1) == ""
    assert found.moved("tactics/b", 1) == ""


@pytest.mark.parametrize(
    ("unknown", "sentence"),
    [
        (("a",), "We left out “a”: we have no such entry."),
        (("a", "b"), "We left out “a”, “b”: we have no such entry."),
        (tuple("abcd"), "We left out “a”, “b”, “c” …: we have no such entry."),
    ],
)
def test_sentence_on_what_is_no_entry(unknown, sentence):
    assert picks.Picks(unknown=unknown).problems() == [sentence]


def test_search_offers_what_is_not_picked_yet():
    make_tactic(slug="a", name_en="Candle vigil")
    make_tactic(slug="b", name_en="Candle march")
    make_organisation(slug="c", name_en="Candle makers")

    found = read("entry=tactics/a&q=candle")

    index = current()
    assert {pick.key for pick in picks.candidates(index, found)} == {"tactics/b", "organisations/c"}
    assert [pick.key for pick in picks.candidates(index, found, "tactic")] == ["tactics/b"]
    assert picks.candidates(index, read("entry=tactics/a")) == []
