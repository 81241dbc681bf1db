import re
from collections import Counter

import pytest
from django.db.models import Count, F, Q

from benchmarks.generate import fill
from benchmarks.records import Catalogue, digest
from catalogue.models import Citation, Connection, ConnectionKind, Entry, Place, Source, Standing, Status
from catalogue.models.connection import DONE
from organisations.models import Organisation
from tactics.models import Event, LegalTool, SanctuaryPolicy, Tactic

SIZE = 200
TYPES = {"organisation": 30, "tactic": 70, "legal-tool": 20, "policy": 20, "event": 60}


@pytest.fixture(scope="module")
def rows():
    """The rows of a catalogue of 200 entries: table → values by field."""
    found = {}
    for rows in Catalogue(SIZE).rows():
        found.setdefault(rows.model, []).extend(dict(zip(rows.fields, values, strict=True)) for values in rows.values)
    return found


def test_digest_same_seed():
    first = digest(Catalogue(SIZE, seed=7))

    second = digest(Catalogue(SIZE, seed=7))

    assert first == second


def test_digest_other_seed():
    first = digest(Catalogue(SIZE, seed=7))

    second = digest(Catalogue(SIZE, seed=8))

    assert first != second


def test_rows_types(rows):
    types = Counter(row["type"] for row in rows[Entry])

    assert types == TYPES


def test_rows_names_have_three_to_eight_words(rows):
    lengths = {len(row[name].split()) for row in rows[Entry] for name in ("name_en", "name_es")}

    assert lengths == {3, 4, 5, 6, 7, 8}


def test_rows_citations(rows):
    counts = Counter(row["entry"] for row in rows[Citation])

    assert set(counts) == set(range(1, SIZE + 1))
    assert set(counts.values()) == {1, 2, 3, 4, 5}


def test_rows_sources_and_places(rows):
    assert len(rows[Source]) == 34
    assert len(rows[Place]) == 67


def test_rows_vocabulary_grows_with_the_square_root():
    sizes = {size: len(_words(Catalogue(size))) for size in (100, 400)}

    assert 1.4 < sizes[400] / sizes[100] < 2.2


def _words(catalogue):
    texts = (
        value
        for rows in catalogue.rows()
        for values in rows.values
        for field, value in zip(rows.fields, values, strict=True)
        if field.endswith("_en")
    )
    return {word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text)}


@pytest.mark.django_db
def test_fill():
    fill(SIZE)

    published = Entry.objects.filter(status=Status.PUBLISHED)
    assert dict(published.order_by().values_list("type").annotate(n=Count("pk"))) == TYPES
    assert {
        model.TYPE: model.objects.count() for model in (Organisation, Tactic, LegalTool, SanctuaryPolicy, Event)
    } == TYPES
    assert not published.filter(citations=None).exists()
    assert not published.filter(Q(name_en="") | Q(name_es="") | Q(summary_en="") | Q(summary_es="")).exists()


@pytest.mark.django_db
def test_fill_connections_rest_on_evidence_of_their_subject():
    fill(SIZE)

    connections = Connection.objects.all()
    assert set(connections.order_by().values_list("kind", flat=True)) == set(ConnectionKind.values)
    assert not connections.exclude(citation__entry=F("subject")).exists()
    assert not connections.filter(kind__in=DONE, citation__standing=Standing.RECOMMENDS).exists()
    assert not connections.exclude(subject_type=F("subject__type"), object_type=F("object__type")).exists()


@pytest.mark.django_db
def test_fill_leaves_numbers_for_the_next_row():
    fill(SIZE)

    entry = Tactic.objects.create(slug="next", phase=Tactic.Phase.PREPARE)

    assert entry.pk == SIZE + 1


@pytest.mark.django_db
def test_fill_refuses_a_database_with_entries():
    fill(SIZE)

    with pytest.raises(ValueError, match="has entries already"):
        fill(SIZE)
