"""Terms as content files."""

import tempfile
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.data.content import read
from catalogue.data.dump import dump
from catalogue.data.load import load
from catalogue.data.shapes import all_shapes
from catalogue.models import Term
from tests.catalogue.data import sample
from tests.catalogue.data.test_round_trip import STYLES, WITHOUT_SHRINKING, contents, texts, write

pytestmark = pytest.mark.django_db

NAME = "terms/tro"
FILE = """\
name:
  en: restraining order
  es: orden de restricción
forms_en:
  - TRO
  - restraining orders
forms_es:
  - órdenes de restricción
explanation:
  en: An order to stop.
  es: Una orden de parar.
entry: tactics/march
source: essay
section: What to do
paragraph: 2
"""
OURS = "name: {en: bail, es: fianza}\nexplanation: {en: Money., es: Dinero.}\n"


@pytest.fixture
def words(folder):
    """The small catalogue with two terms."""
    return sample.write(folder, {NAME: FILE, "terms/bail": OURS})


def test_fields_of_terms():
    assert [column.name for column in all_shapes()["terms"].columns] == [
        *("name", "forms_en", "forms_es", "explanation", "entry", "source", "section", "paragraph")
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  es: orden de restricción\n", "", "1: name.es: Write it in Spanish too."),
        ("  en: An order to stop.\n", "", "9: explanation.en: Write it in English too."),
        (
            "  - TRO\n",
            "  - [TRO]\n",
            "5: forms_en.1: Write one value here: no list, no fields, and do not leave it empty.",
        ),
        ("forms_es:\n  - ", "forms_es: ", "7: forms_es: Write a list here, one a line, each after “- ”."),
        ("tactics/march", "tactics/dance", "12: entry: There is no file tactics/dance.yaml."),
        ("tactics/march", "terms/bail", "12: entry: There is no file terms/bail.yaml."),
        ("source: essay", "source: novel", "13: source: There is no file sources/novel.yaml."),
        (
            "section: What to do",
            "section: What to say",
            "14: section: The source has no such section. Its sections are listed on its page.",
        ),
        ("paragraph: 2", "paragraph: 3", "15: paragraph: That section has 2 paragraphs."),
        ("paragraph: 2\n", "", "14: section: Name the source and the paragraph that explain it, or neither."),
        (
            "source: essay\n",
            "",
            "14: paragraph: Name the source and the paragraph that explain it, or neither.",
        ),
        (
            "source: essay",
            "status: draft\nsource: essay",
            "13: status: There is no such field. Fields here are: "
            "name, forms_en, forms_es, explanation, entry, source, section, paragraph.",
        ),
    ],
)
def test_spoiled_file(words, old, new, expected):
    sample.edit(words, NAME, old, new)

    assert [str(problem) for problem in read(words).problems] == [f"content/terms/tro.yaml:{expected}"]


def test_load_fills_every_field(words):
    load(read(words))

    term = Term.objects.get(slug="tro")
    assert (term.name_es, term.forms_en, term.forms_es) == (
        "orden de restricción",
        ["TRO", "restraining orders"],
        ["órdenes de restricción"],
    )
    assert (term.entry.slug, term.source.slug, term.section, term.paragraph) == ("march", "essay", "What to do", 2)
    ours = Term.objects.get(slug="bail")
    assert (ours.forms_en, ours.entry, ours.source, ours.section, ours.paragraph) == ([], None, None, "", None)


def test_dump_gives_the_very_file(words, tmp_path):
    load(read(words))

    dump(tmp_path / "out")

    assert (tmp_path / "out" / "terms" / "tro.yaml").read_text(encoding="utf-8") == FILE
    assert vars(load(read(tmp_path / "out")))["unchanged"] == 8


def test_nothing_is_loaded_when_a_term_is_wrong(words):
    sample.edit(words, "terms/bail", "Dinero.", " ")

    with pytest.raises(Exception, match=r"terms/bail\.yaml:2: explanation\.es"):
        load(read(words))

    assert Term.objects.count() == 0


def test_change_of_an_editor_stays(words):
    load(read(words))
    term = Term.objects.get(slug="bail")
    term.explanation_en = "Edited."
    term.save()
    sample.edit(words, "terms/bail", "Money.", "Cash.")

    done = load(read(words))

    assert done.left_alone == ["content/terms/bail.yaml: an editor changed this, and so did the file."]
    assert Term.objects.get(slug="bail").explanation_en == "Edited."


def test_term_whose_entry_an_editor_deleted_loads_without_it(words):
    load(read(words))
    Term.objects.get(slug="tro").entry.typed().delete()
    sample.edit(words, NAME, "An order to stop.", "An order.")

    done = load(read(words), theirs=False)

    assert "content/tactics/march.yaml: an editor deleted this. Remove the file." in done.left_alone


@st.composite
def records(draw):
    """One file with some of the fields it may have."""
    both = st.fixed_dictionaries({"en": texts(120), "es": texts(120)})
    lists = st.lists(texts(60), min_size=1, max_size=3)
    needed = {"name": both, "explanation": both}
    record = draw(st.fixed_dictionaries(needed, optional={"forms_en": lists, "forms_es": lists}))
    record |= draw(st.sampled_from([{}, {"entry": "tactics/march"}]))
    places = [{}, {"source": "essay", "paragraph": 4}, {"source": "essay", "section": "What to do", "paragraph": 0}]
    return record | draw(st.sampled_from(places))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=WITHOUT_SHRINKING)
@given(record=records(), style=STYLES)
def test_generated_terms_survive_load_and_dump(record, style):
    with tempfile.TemporaryDirectory() as place, transaction.atomic():
        before = sample.write(Path(place) / "in")
        content = read(write(before, {"terms/a": record}, style))
        assert [str(problem) for problem in content.problems] == []

        load(content)
        dump(Path(place) / "out")
        again = read(Path(place) / "out")

        assert vars(load(again)) == {"created": 0, "updated": 0, "unchanged": 7, "left_alone": []}
        assert again.pages["terms", "a"].record == content.pages["terms", "a"].record
        first = contents(Path(place) / "out")
        dump(Path(place) / "out")
        assert contents(Path(place) / "out") == first
        assert yaml.safe_load(first["terms/a.yaml"]) == again.pages["terms", "a"].record
        transaction.set_rollback(True)
