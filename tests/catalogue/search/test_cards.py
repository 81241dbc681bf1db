"""catalogue.search.cards and the rows that are made of them"""

import pytest
from django.utils import translation

from catalogue.models import Entry, Place
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.templatetags import parts
from tests.factories import make_event, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db


def test_documents_come_in_the_order_asked_for_and_are_kept(django_assert_num_queries):
    first, second = make_tactic(), make_tactic()
    index = current()

    with django_assert_num_queries(1):
        found = cards(index, [second.pk, first.pk, 99999])
    with django_assert_num_queries(0):
        again = cards(index, [first.pk])

    assert [document.pk for document in found] == [second.pk, first.pk]
    assert again[0] is found[1]


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr("catalogue.search.cards.KEPT", 1)
    entries = [make_tactic().pk for _ in range(3)]
    index = current()

    for entry in entries:
        assert [document.pk for document in cards(index, [entry])] == [entry]
    assert len(index.kept["cards", False]) == 1


def test_row_says_what_the_entry_is_in_the_readers_language():
    place = make_place(name_en="The <city>", name_es="La ciudad")
    entry = make_event(
        slug="june", name_en="June & July", name_es="Junio", form="protest", starts="2025-06", places=[place]
    )
    [document] = cards(current(), [entry.pk])

    with translation.override("en"):
        english = parts.row(document, show_type=True)
    with translation.override("es"):
        spanish = parts.row(document)

    assert '<h2 class="row-name"><a href="/en/events/june/">June &amp; July</a></h2>' in english
    assert (
        "<span>Event</span><span>Protest</span>"
        '<span><time datetime="2025-06">June 2025</time></span><span>The &lt;city&gt;</span>'
        "<span>1 source · reported</span>"
    ) in english
    assert '<span><time datetime="2025-06">junio de 2025</time></span><span>La ciudad</span>' in spanish


def test_row_is_new_after_a_change():
    entry = make_organisation(name_en="Before", places=[make_place(slug="city", name_en="Old town")])

    def shown():
        return parts.row(cards(current(), [entry.pk])[0])

    before = shown()
    Entry.objects.filter(pk=entry.pk).update(name_en="After")
    Place.objects.filter(slug="city").update(name_en="New town")
    after = shown()

    assert ("Before" in before, "Old town" in before) == (True, True)
    assert ("After" in after, "New town" in after, "Before" in after) == (True, True, False)
