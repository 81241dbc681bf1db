"""catalogue.search.suggest and its address"""

import pytest

from catalogue.search.held import current
from catalogue.search.suggest import suggested
from tests.factories import make_citation, make_organisation, make_tactic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def synonyms(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    (tmp_path / "synonyms.yaml").write_text("- {en: [raid], es: [redada]}\n", encoding="utf-8")


def names(text, language="en"):
    return [each.document.name_en for each in suggested(current(), text, language)]


def test_names_that_begin_so_come_before_names_with_such_words():
    make_tactic(name_en="Legal court watch")
    watched = make_tactic(name_en="Court support")
    make_tactic(name_en="Court monitoring")
    make_citation(watched)

    assert names("cour") == ["Court support", "Court monitoring", "Legal court watch"]


@pytest.mark.parametrize("text", ["monitoring cou", "COURT moni", "court  monit", "monitorín"])
def test_words_may_come_in_any_order_and_begin_like_those_of_the_name(text):
    make_tactic(name_en="Court monitoring")
    make_tactic(name_en="Court support")

    assert names(text) == ["Court monitoring"]


@pytest.mark.parametrize(
    ("text", "language", "also"),
    [
        ("vigil", "en", "Vigilancia"),
        ("watch", "es", "Watching"),
        ("ojos", "en", "Los ojos"),
        ("watch", "en", ""),
    ],
)
def test_the_name_that_answers_is_told_when_it_is_another(client, text, language, also):
    make_tactic(name_en="Watching", name_es="Vigilancia", aliases=["Los ojos"], slug="watching")

    [found] = client.get(f"/{language}/search/suggest/", {"q": text}).json()["suggestions"]

    assert found == {
        "name": {"en": "Watching", "es": "Vigilancia"}[language],
        "type": {"en": "Tactic", "es": "Táctica"}[language],
        "key": "tactic",
        "url": f"/{language}/tactics/watching/",
        "also": also,
    }


def test_where_no_name_answers_a_search_does():
    make_tactic(name_en="Documenting raids", name_es="Documentar")

    assert names("redadas") == ["Documenting raids"]


@pytest.mark.parametrize("text", ["", "a", " a ", "?!", "\0", "zzqqxx"])
def test_too_little_or_nothing_gets_nothing(text):
    make_organisation(name_en="A group")

    assert names(text) == []


def test_eight_are_enough():
    for number in range(10):
        make_tactic(name_en=f"Vigil {number}")

    assert len(names("vigil")) == 8


def test_drafts_are_not_suggested():
    make_tactic(name_en="Secret", status="draft")

    assert names("secret") == []


def test_answer_is_kept_by_nobody_and_sets_no_cookie(client):
    response = client.get("/en/search/suggest/?q=something")

    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert not response.cookies


def test_two_queries_at_most(client, django_assert_num_queries):
    make_tactic(name_en="Court monitoring")
    current()

    with django_assert_num_queries(2):
        client.get("/en/search/suggest/?q=court")
