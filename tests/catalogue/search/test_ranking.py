"""catalogue.search.ranking"""

import pytest

from catalogue.search.held import current
from catalogue.search.ranking import find
from tests.factories import make_citation, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db

SYNONYMS = """\
- en: [bail, bond]
  es: [fianza]
- en: [car wash]
  es: [lavado de autos]
  also: [carwash]
"""


@pytest.fixture(autouse=True)
def synonyms(settings, tmp_path):
    """Two groups of words, whatever the catalogue's own file says."""
    settings.CONTENT_DIR = tmp_path
    (tmp_path / "synonyms.yaml").write_text(SYNONYMS, encoding="utf-8")


def found(text, language="en"):
    return find(current(), text, language).matches[:]


def test_exact_alias_comes_before_name_before_summary_before_text():
    anywhere = make_tactic(body_en="About the CSO.", body_es="Sobre el CSO.")
    summary = make_tactic(summary_en="Done by the CSO.")
    name = make_organisation(name_en="CSO of the east")
    alias = make_organisation(aliases=["CSO"])

    assert found("cso") == [alias.pk, name.pk, summary.pk, anywhere.pk]


@pytest.mark.parametrize("text", ["sb54", "SB 54", "S.B. 54", "sb-54"])
def test_exact_name_needs_no_punctuation(text):
    entry = make_tactic(aliases=["SB 54"])
    make_tactic(name_en="SB 54 workshops and 54 more")

    assert found(text)[0] == entry.pk


@pytest.mark.parametrize("text", ["organizacion", "ORGANIZACIÓN", "organizaciones", "organizaci", "organizasion"])
def test_accents_case_endings_and_spelling_are_forgiven(text):
    entry = make_organisation(name_es="Organización de respuesta")

    assert found(text) == [entry.pk]


@pytest.mark.parametrize("text", ["fianza", "bond", "fiansa"])
def test_other_words_for_the_same_are_found_in_either_language(text):
    entry = make_tactic(name_en="Bail funds", name_es="Fondos")

    assert found(text, "es") == [entry.pk]


def test_term_of_several_words_means_one_thing():
    entry = make_tactic(name_en="Carwash raids", name_es="Redadas")
    make_tactic(name_en="Car repair")

    assert found("lavado de autos") == [entry.pk]


def test_literal_word_comes_before_its_synonym():
    synonym = make_tactic(name_en="Bail")
    literal = make_tactic(name_en="Bond papers")

    assert found("bond papers") == [literal.pk, synonym.pk]


def test_short_word_is_not_found_inside_another():
    make_organisation(name_en="Police review", name_es="Revisión de la policía")

    assert found("ice") == []


def test_question_is_answered_by_what_answers_most_of_it():
    entry = make_tactic(name_en="Staying silent with police")
    make_tactic(name_en="Murals")

    assert found("do I have to stay silent when the police shout?") == [entry.pk]


def test_entries_that_answer_equally_are_ordered_by_evidence():
    thin = make_tactic(name_en="Vigils at noon")
    thick = make_tactic(name_en="Vigils in rain")
    make_citation(thick)

    assert found("vigils") == [thick.pk, thin.pk]


def test_drafts_are_not_found():
    make_tactic(name_en="Secret", status="draft")

    assert found("secret") == []


def test_one_type_is_ranked_by_itself():
    make_organisation(name_en="Murals")
    tactic = make_tactic(body_en="Murals.", body_es="Murales.")

    assert find(current(), "murals", "en", "tactic").matches[:] == [tactic.pk]


def test_what_was_read_is_told():
    make_tactic(name_en="Murals")

    assert find(current(), "murrals", "en").read_as == {"murrals": "murals"}


@pytest.mark.parametrize("text", ["", "   ", '"', "*", "¿?", "\0", "%s", "a" * 10_000, "' OR 1=1 --", "NEAR("])
def test_hostile_text_finds_nothing_and_harms_nothing(text):
    make_organisation()

    assert found(text) == []


def test_words_are_fetched_in_one_query_and_kept(django_assert_num_queries):
    for _ in range(3):
        make_organisation()
    index = current()

    with django_assert_num_queries(1):
        first = find(index, "organisation", "en")
    with django_assert_num_queries(0):
        assert find(index, "organisation", "en") is first


def test_words_may_be_forgotten_between_searches(monkeypatch):
    entry = make_tactic(name_en="Murals of raids")
    index = current()
    monkeypatch.setattr("catalogue.search.index.FETCHED", 1)

    assert [find(index, text, "en").matches[:] for text in ("murals", "murals raids", "raids")] == [[entry.pk]] * 3


def test_place_and_claims_are_searched_after_all_else():
    place = make_place(name_en="Lincoln Heights", name_es="Lincoln Heights")
    there = make_tactic(places=[place])
    claimed = make_tactic(cited=False)
    make_citation(claimed, claim_en="They met in Lincoln.", claim_es="Se reunieron en Lincoln.")
    named = make_tactic(name_en="Lincoln vigil")

    assert found("lincoln") == [named.pk, there.pk, claimed.pk]
