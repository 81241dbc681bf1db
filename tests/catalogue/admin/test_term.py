import pytest

from catalogue.models import Term
from tests.catalogue.admin.pages import add_url, change_url, chosen, errors, list_url, sent_from
from tests.factories import make_source, make_tactic, make_term


def test_term_is_made_with_one_form_a_line(client, db):
    names = {"slug": "tro", "name_en": "restraining order", "name_es": "orden", "forms_en": "TRO\n\n TROs \nTRO"}
    explained = {"explanation_en": "An order.", "explanation_es": "Una orden."}

    client.post(add_url(Term), sent_from(client.get(add_url(Term)), **names, **explained))

    term = Term.objects.get()
    assert (term.forms_en, term.forms_es, term.source) == (["TRO", "TROs"], [], None)
    assert [str(past.history_user) for past in term.history.all()] == ["ana"]


def test_saving_changes_nothing_that_nobody_touched(client):
    term = make_term(forms_en=["TRO"], forms_es=["órdenes"], entry=make_tactic(), source=make_source(), paragraph=1)
    before = Term.objects.values().get()

    client.post(change_url(term), sent_from(client.get(change_url(term))))

    assert Term.objects.values().get() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"explanation_es": ""}, "Explain the term in English and in Spanish."),
        ({"paragraph": ""}, "Name the source and the paragraph that explain it, or neither."),
        ({"paragraph": "6"}, "That section has 5 paragraphs."),
    ],
)
def test_half_an_explanation_is_refused(client, typed, said):
    term = make_term(source=make_source(), paragraph=1)

    response = client.post(change_url(term), sent_from(client.get(change_url(term)), **typed))

    assert errors(response) == [said]


def test_list_tells_whose_explanation_it_is(client):
    ours, theirs = make_term(), make_term(source=make_source(), paragraph=1)

    found = [chosen(client.get(f"{list_url(Term)}?source__isempty={empty}")) for empty in (1, 0)]

    assert found == [{ours}, {theirs}]


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(client, django_assert_num_queries, count):
    shown = {make_term(entry=make_tactic(), source=make_source(), paragraph=1) for _ in range(count)}
    client.get(list_url(Term))

    with django_assert_num_queries(7):
        response = client.get(list_url(Term))

    assert chosen(response) == shown
