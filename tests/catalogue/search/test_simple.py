"""catalogue.search.simple"""

import pytest

from catalogue.models import Entry
from catalogue.search.simple import ranked
from tests.factories import make_organisation, make_tactic

pytestmark = pytest.mark.django_db


def test_exact_alias_comes_before_name_before_summary_before_text():
    anywhere = make_tactic(body_en="About the CSO.", body_es="Sobre el CSO.")
    summary = make_tactic(summary_en="Done by the CSO.")
    name = make_organisation(name_en="CSO of the east")
    alias = make_organisation(aliases=["CSO"])

    assert ranked(Entry.objects.all(), "cso") == [alias.pk, name.pk, summary.pk, anywhere.pk]


@pytest.mark.parametrize("text", ["organizacion", "ORGANIZACIÓN", "organizaci", "respuesta organización"])
def test_accents_case_and_endings_are_forgiven(text):
    entry = make_organisation(name_es="Organización de respuesta")

    assert ranked(Entry.objects.all(), text) == [entry.pk]


def test_short_word_is_not_found_inside_another():
    make_organisation(name_en="Police review", name_es="Revisión de la policía")

    assert ranked(Entry.objects.all(), "ice") == []


def test_every_word_must_occur():
    make_organisation(name_en="Rapid response")

    assert ranked(Entry.objects.all(), "rapid lawyers") == []


@pytest.mark.parametrize("text", ["", "   ", '"', "*", "¿?", "\0"])
def test_text_without_words_finds_nothing(text):
    make_organisation()

    assert ranked(Entry.objects.all(), text) == []
