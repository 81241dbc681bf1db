"""catalogue.models.entry"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from catalogue.models import Entry, SlugRedirect, Status
from catalogue.models.entry import publishing_problems
from organisations.models import Organisation
from tests.factories import make_citation, make_organisation, make_place, make_source, make_tactic

pytestmark = pytest.mark.django_db


def test_bare_entry_is_not_saved():
    with pytest.raises(TypeError, match="through its type"):
        Entry(slug="bare").save()


def test_save_sets_type_and_raises_version():
    entry = make_organisation()

    entry.save()

    assert (entry.type, entry.version) == ("organisation", 2)


def test_slug_is_taken_within_a_type_only():
    make_organisation(slug="same")

    make_tactic(slug="same")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(slug="same")


def test_published_entry_lacking_a_language_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(summary_es="")


def test_draft_may_lack_a_language_and_shows_the_other():
    draft = make_organisation(name_es="", status=Status.DRAFT)

    with translation.override("es"):
        assert draft.name == draft.name_en


def test_changed_slug_leaves_a_redirect():
    make_organisation(slug="old")
    entry = Organisation.objects.get(slug="old")

    entry.slug = "new"
    entry.save()

    assert list(SlugRedirect.objects.values_list("type", "old_slug", "entry")) == [("organisation", "old", entry.pk)]


def test_slug_changed_back_leaves_no_circle():
    entry = make_organisation(slug="first")
    for slug in ("second", "first"):
        entry = Organisation.objects.get(pk=entry.pk)
        entry.slug = slug
        entry.save()

    assert list(SlugRedirect.objects.values_list("old_slug", flat=True)) == ["second"]


def test_address_that_two_entries_had_leads_to_the_later_one():
    first = make_organisation(slug="a")
    first.slug = "b"
    first.save()
    second = make_organisation(slug="a")

    second.slug = "c"
    second.save()

    assert list(SlugRedirect.objects.values_list("old_slug", "entry")) == [("a", second.pk)]


def test_history_records_columns_and_places_of_this_type_alone():
    entry, place = make_organisation(), make_place()
    other = make_tactic()

    entry.places.add(place)

    latest = entry.history.first()
    assert entry.history.count() == 2
    assert other.history.count() == 1
    assert [row.place_id for row in latest.places.all()] == [place.pk]
    assert latest.name_en == entry.name_en


def test_evidence_counts_are_not_multiplied_by_each_other():
    entry, source = make_organisation(cited=False), make_source()
    make_citation(entry, source=source)
    make_citation(entry, source=source)
    make_citation(entry)

    counted = Entry.objects.with_evidence_counts().get()

    assert (counted.citation_count, counted.source_count) == (3, 2)


def test_published_hides_what_is_not_yet_or_no_longer_public():
    public = make_organisation()
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        make_organisation(status=status)

    assert list(Organisation.objects.published()) == [public]


def test_aliases_that_are_no_list_of_names_are_refused():
    entry = make_organisation()
    entry.aliases = ["fine", ""]

    with translation.override("en"), pytest.raises(ValidationError) as caught:
        entry.full_clean()

    assert caught.value.message_dict == {"aliases": ["Write one name a line."]}


@pytest.mark.parametrize(("status", "count", "number"), [("published", 0, 1), ("published", 1, 0), ("draft", 0, 0)])
def test_publishing_needs_evidence(status, count, number):
    assert len(publishing_problems(status=status, citation_count=count)) == number


def test_typed_gives_the_columns_of_the_type():
    entry = make_organisation(sector="legal")

    assert Entry.objects.get().typed().sector == entry.sector


@pytest.mark.parametrize(("begun", "then"), [("old", "other"), ("other", "old")])
def test_draft_takes_no_old_address_that_readers_use(begun, then):
    shown = make_organisation(slug="new")
    SlugRedirect.objects.create(type="organisation", old_slug="old", entry=shown)
    draft = make_organisation(slug=begun, status=Status.DRAFT)

    draft.slug = then
    draft.save()

    assert SlugRedirect.objects.get(old_slug="old").entry_id == shown.pk
