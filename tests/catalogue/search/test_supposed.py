"""catalogue.search.supposed"""

import pytest

from catalogue.models import Entry
from catalogue.search import fields
from catalogue.search.held import current
from catalogue.search.models import Change, Document, Mark
from catalogue.search.supposed import supposing
from tactics.models import Actor
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


def postings(index) -> dict:
    left_out = {fields.SPELT, fields.TITLE}
    return {name: dict(values) for name, values in index.postings.items() if values and name not in left_out}


@pytest.fixture
def draft():
    place, source = make_place(), make_source()
    group = make_organisation(places=[place])
    tactic = make_tactic(status="draft", places=[place], actors=Actor.objects.all()[:2], verified_on="2026-05-03")
    make_citation(tactic, source=source, paragraph=2)
    make_citation(group, source=source, paragraph=2)
    make_connection(group, "uses", tactic)
    return tactic


def test_supposed_index_is_the_one_that_publishing_makes(draft):
    supposed = supposing(current(), draft.pk)

    draft.status = "published"
    draft.save()
    real = current()

    assert supposed.everything == real.everything
    assert dict(supposed.entries) == dict(real.entries)
    assert dict(supposed.addresses) == dict(real.addresses)
    assert postings(supposed) == postings(real)


def test_supposed_index_of_a_published_entry_is_the_index(draft):
    group = Entry.objects.get(type="organisation")
    real = current()

    supposed = supposing(real, group.pk)

    assert dict(supposed.entries) == dict(real.entries)
    assert dict(supposed.addresses) == dict(real.addresses)
    assert postings(supposed) == postings(real)


def test_supposing_changes_nothing_for_anybody_else(draft):
    real = current()
    before = postings(real)
    stored = [model.objects.count() for model in (Document, Change, Mark)]

    supposing(real, draft.pk)

    assert current() is real
    assert postings(real) == before
    assert draft.pk not in real.everything
    assert [model.objects.count() for model in (Document, Change, Mark)] == stored


def test_supposing_takes_a_fixed_number_of_queries(draft, django_assert_num_queries, django_assert_max_num_queries):
    index = current()
    with django_assert_max_num_queries(25) as few:
        supposing(index, draft.pk)

    for _ in range(3):
        make_citation(draft)
        make_connection(draft, "used-in", make_event())
    index = current()

    with django_assert_num_queries(len(few)):
        supposing(index, draft.pk)
