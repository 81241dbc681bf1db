"""catalogue.search.query and catalogue.search.synonyms"""

from collections import Counter

import pytest

from catalogue.search.index import Index
from catalogue.search.layered import Layered
from catalogue.search.query import understood
from catalogue.search.synonyms import thesaurus
from catalogue.search.vocabulary import Vocabulary

SYNONYMS = """\
- en: [ICE]
  es: [la migra]
- en: [know your rights]
  es: [conozca sus derechos]
  also: [KYR]
- en: [mutual aid]
  es: [apoyo mutuo]
"""
WORDS = Counter(["mural", "mural", "mutual", "aid", "rights", "puerta", "entrar", "organizacion", "organizar"])


def vocabulary() -> Vocabulary:
    return Vocabulary.of(Index(spelt=Layered(dict(WORDS)), alphabet=sorted(WORDS)), thesaurus())


@pytest.fixture(autouse=True)
def synonyms(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    (tmp_path / "synonyms.yaml").write_text(SYNONYMS, encoding="utf-8")


def asked(text):
    """What a text asks for, and what was read for words that nobody uses."""
    query = understood(text, vocabulary(), thesaurus())
    return [concept.text for concept in query.concepts], query.read_as


@pytest.mark.parametrize(
    ("text", "concepts", "read_as"),
    [
        ("¿Puede entrar la migra por la puerta?", ["entrar", "migra", "puerta"], {}),
        ("know your rights", ["know rights"], {}),
        ("que hago", ["que", "hago"], {}),  # nothing but words of a question: then they are looked for
        ("mutal aid", ["mutual aid"], {"mutal": "mutual"}),  # the near word that makes a term
        ("mutal", ["mural"], {"mutal": "mural"}),  # without neighbours the more frequent
        ("organiza", ["organiza"], {}),  # begun, not misspelt
        ("puerta zzqqxx", ["puerta", "zzqqxx"], {"zzqqxx": ""}),  # nothing is near
        ("mutal zzqqxx murral", ["mural", "zzqqxx", "murral"], {"mutal": "mural", "zzqqxx": ""}),  # two are looked up
        ("mutal mutal", ["mural", "mural"], {"mutal": "mural"}),
        ("", [], {}),
    ],
)
def test_text_is_understood(text, concepts, read_as):
    assert asked(text) == (concepts, read_as)


def test_terms_of_a_group_stand_for_each_other():
    (concept,) = understood("kyr", vocabulary(), thesaurus()).concepts

    assert {"en:know", "en:right"} <= {form for term in concept.others for word in term for form in word}


def test_synonyms_are_read_again_when_the_file_changes(settings):
    assert thesaurus().group_at(["bail"], 0) == (0, ())

    path = settings.CONTENT_DIR / "synonyms.yaml"
    path.write_text("- {en: [bail], es: [fianza]}\n", encoding="utf-8")

    assert thesaurus().group_at(["bail"], 0)[0] == 1


def test_folder_may_have_no_synonyms(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path / "nowhere"

    assert thesaurus().groups == ()
