"""The lettering of headings (setup/font.py) has every letter that the catalogue's names need, and no more weight."""

import unicodedata
from itertools import chain

import pytest

from catalogue.models import Entry, Guide, Place, Source, Term
from catalogue.sharing.card import FONT
from catalogue.sharing.letters import printable

FIRST_PACKETS = 14_600  # bytes: ten packets, sent before anything is acknowledged (RFC 6928)
HEADERS = 400  # bytes that an answer's headers take of them


@pytest.mark.django_db
def test_every_name_can_be_set_in_it(whole_catalogue):
    names = set(
        chain.from_iterable(
            [
                *Entry.objects.values_list("name_en", "name_es"),
                *Place.objects.values_list("name_en", "name_es"),
                *Guide.objects.values_list("title_en", "title_es"),
                *Source.objects.values_list("title"),
                *Term.objects.values_list("name_en", "name_es"),
            ]
        )
    )

    assert "Boyle Heights" in names
    assert {name for name in names if printable(name) != unicodedata.normalize("NFC", name)} == set()


def test_it_comes_with_the_first_packets():
    assert FONT.stat().st_size <= FIRST_PACKETS - HEADERS
