"""Whatever can be written in content files comes back from the database as it was."""

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from catalogue import registry
from catalogue.data import columns, evidence, groups, relations
from catalogue.data.content import read
from catalogue.data.dump import dump
from catalogue.data.evidence import in_order
from catalogue.data.load import load
from catalogue.data.shapes import CONNECTION, all_shapes
from catalogue.data.texts import tidy
from catalogue.models import Connection, ConnectionKind, Standing
from catalogue.models.connection import DONE
from catalogue.partial_dates import MONTH_PARTS, YEAR_PARTS, PartialDate, PartialDateField

pytestmark = pytest.mark.django_db

SLUGS = ["a", "b-2", "no"]  # YAML takes the last one for something else when nothing stops it
PLAIN = {
    "organisations": {"sector": "union"},
    "tactics": {"phase": "respond"},
    "legal-tools": {"form": "right"},
    "policies": {"form": "statute"},
    "events": {},
}
SECTIONS = {None: 3, "1. “What”: now?": 2, "null": 1}
SPECIAL = [
    *("- ", ": ", " #", "'", '"', "|", ">", "%", "@", "&a ", "*a", "!t ", "{", "}", "[", "]", ",", "?", "~", "`", "\\"),
    *("---", "...", "null", "yes", "2025", "2025-06-08", "0x1F", "1_000", "<<", "=", ".nan"),
    *("\n", "\n\n", "\n  - ", "\r\n", "\x85", "\u2028", "  ", "\t", "\xa0", "\u202e", "\ufeff", "\x00", "\x07"),
    *("é", "ñ", "👩‍👧", "𝔄", "word ", "another ", "long-word-" * 9),
]


def texts(most=400):
    """Texts that say something, in all that people and editors' keyboards can do to them."""
    pieces = st.one_of(st.sampled_from(SPECIAL), st.text(max_size=12))
    return st.lists(pieces, min_size=1, max_size=12).map("".join).map(lambda text: text[:most]).filter(tidy)


def partial_dates():
    """Every form of a partial date."""
    months = st.integers(1, 12).map("2025-{:02}".format)
    return st.one_of(
        st.just("2025"),
        st.sampled_from(sorted(YEAR_PARTS)).map("2025-{}".format),
        months,
        st.builds("{}-{}".format, months, st.sampled_from(sorted(MONTH_PARTS))),
        st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)).map(str),
    )


def text_values(field):
    """What one text column can hold."""
    if field.choices:
        return st.sampled_from([value for value, _label in field.flatchoices])
    if isinstance(field, PartialDateField):
        return partial_dates()
    if isinstance(field, models.DateField):
        return st.dates().map(str)
    if isinstance(field, models.URLField):
        return st.sampled_from(["https://example.org/?a=1&b=%20#c", "http://例え.jp/ñ"])
    return texts(min(field.max_length or 400, 400))


def values(column):
    """What a field of a content file can hold; connections come later."""
    if isinstance(column, columns.Text):
        return text_values(column.field)
    if isinstance(column, columns.Decimal):
        return st.decimals(-90, 90, places=2).map(float)
    if isinstance(column, columns.Texts):
        return st.lists(texts(60), min_size=1, max_size=4)
    if isinstance(column, relations.Reference):
        return st.sampled_from(SLUGS)
    if isinstance(column, relations.References):
        return st.lists(st.sampled_from(column.slugs or SLUGS), min_size=1, max_size=4)
    if isinstance(column, groups.Outline):
        return st.just([{"heading": heading, "paragraphs": count} for heading, count in SECTIONS.items()])
    if isinstance(column, groups.Bilingual):
        return st.fixed_dictionaries({part.name: values(part) for part in column.columns})
    if isinstance(column, groups.Group):
        return st.fixed_dictionaries({}, optional={part.name: values(part) for part in column.columns})
    assert isinstance(column, evidence.Citations)
    return citations(column)


@st.composite
def citations(draw, column):
    """One to three, under keys of all sorts."""
    rows = {}
    for key in draw(st.lists(st.sampled_from(["c1", "c2", "c10", "yes", "1"]), min_size=1, max_size=3, unique=True)):
        row = {part.name: draw(values(part)) for part in column.columns if part.name in ("source", "standing", "claim")}
        section = draw(st.sampled_from(list(SECTIONS)))
        rows[key] = {**row, "section": section, "paragraph": draw(st.integers(0, SECTIONS[section]))}
    return rows


@st.composite
def records(draw, shape):
    """One file of a folder, with some of the fields it may have."""
    needed, optional = {}, {}
    for column in shape.columns:
        if column in shape.upward or isinstance(column, evidence.Connections) or column.name == "status":
            continue  # parents could go round in circles; the others are added below
        is_needed = column.required or column.name in ("citations", "outline")
        (needed if is_needed else optional)[column.name] = values(column)
    record = draw(st.fixed_dictionaries(needed, optional=optional))
    if {"latitude", "longitude"} & set(record):
        record |= {"latitude": draw(values_of_degrees()), "longitude": draw(values_of_degrees())}
    if {"starts", "ends"} <= set(record):
        record |= zip(
            ("starts", "ends"), sorted([record["starts"], record["ends"]], key=PartialDate.parse), strict=True
        )
    if shape.cited:
        record |= draw(st.sampled_from([{}, {"status": "published"}, {"status": "draft"}, {"status": "withdrawn"}]))
    return record


def values_of_degrees():
    """Degrees that fit either column."""
    return st.decimals(Decimal("-90"), Decimal("90"), places=2).map(float)


@st.composite
def catalogues(draw, folder):
    """Two places, two sources, two entries of one type, and plain ones of the others to connect them with."""
    shapes = all_shapes()
    files = {
        f"{name}/{slug}": draw(records(shapes[name])) for name in ("places", "sources", folder) for slug in SLUGS[:2]
    }
    files["places/no"], files["sources/no"] = (
        files["places/b-2"] | {"part_of": "a"},
        files["sources/a"] | {"part_of": "b-2"},
    )
    for other in registry.all_types():
        files.setdefault(f"{other.folder}/a", {"status": "draft"} | PLAIN[other.folder])
    for slug in SLUGS[:2]:
        record = files[f"{folder}/{slug}"]
        record["connections"] = draw(connections(f"{folder}/{slug}", record["citations"], set(files)))
    return files


@st.composite
def connections(draw, name, rows_of_evidence, files):
    """Some of those that may leave from an entry; advice is evidence of none that says that something was done."""
    subject = registry.by_folder(name.partition("/")[0]).key
    ends = [
        (kind, other.folder)
        for kind in ConnectionKind
        for other in registry.all_types()
        if kind.joins(subject, other.key)
    ]
    possible = [(kind.value, f"{folder}/{slug}") for kind, folder in ends for slug in SLUGS[:2]]
    reported = [key for key, row in rows_of_evidence.items() if row["standing"] != Standing.RECOMMENDS]
    evidence_for = {kind.value: reported if kind in DONE else list(rows_of_evidence) for kind in ConnectionKind}
    possible = [(kind, to) for kind, to in possible if to in files and to != name and evidence_for[kind]]
    rows = []
    for kind, to in draw(st.lists(st.sampled_from(possible), max_size=4, unique=True) if possible else st.just([])):
        note = draw(st.one_of(st.just({}), st.fixed_dictionaries({"note": values(CONNECTION[1])})))
        rows.append({"kind": kind, "to": to, "citation": draw(st.sampled_from(evidence_for[kind])), **note})
    return rows


def write(folder, files, style):
    """Write the files as somebody with their own taste in YAML would."""
    for name, record in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(record, **style), encoding="utf-8")
    return folder


def contents(folder):
    """Every file below a folder: name and bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WITHOUT_SHRINKING = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]  # it would take minutes
STYLES = st.fixed_dictionaries(
    {
        "allow_unicode": st.booleans(),
        "sort_keys": st.booleans(),
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, '"']),
        "width": st.sampled_from([20, 80, 1000]),
    }
)


@pytest.mark.parametrize("folder", PLAIN)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=WITHOUT_SHRINKING)
@given(data=st.data())
def test_generated_content_survives_load_and_dump(folder, data):
    catalogue, style = data.draw(catalogues(folder)), data.draw(STYLES)

    with tempfile.TemporaryDirectory() as place, transaction.atomic():
        content = read(write(Path(place) / "in", catalogue, style))
        assert [str(problem) for problem in content.problems] == []

        load(content)
        dump(Path(place) / "out")
        again = read(Path(place) / "out")
        done = load(again)

        assert vars(done) == {"created": 0, "updated": 0, "unchanged": len(catalogue), "left_alone": []}
        assert {key: page.record for key, page in again.pages.items()} == {
            key: in_order(page.record) for key, page in content.pages.items()
        }
        assert vars(dump(Path(place) / "out")) == {"written": 0, "unchanged": len(catalogue), "removed": 0}
        assert Connection.objects.count() == sum(len(record.get("connections", [])) for record in catalogue.values())
        transaction.set_rollback(True)


@settings(max_examples=200, deadline=None)
@given(text=texts())
def test_generated_texts_are_written_as_they_are(text):
    from catalogue.data import yaml_files

    record = {"name": {"en": tidy(text, one_line=True)}, "body": {"en": tidy(text)}, "aliases": [tidy(text)]}

    written = yaml_files.write(record)

    assert yaml.load(written, yaml.CSafeLoader) == yaml.safe_load(written) == record
