import pytest

from catalogue.editing.reasons import because
from tests.factories import make_citation, make_organisation

pytestmark = pytest.mark.django_db


def reasons(thing) -> list[str | None]:
    return [row.history_change_reason for row in thing.history.order_by("history_id")]


def test_reason_is_noted_with_all_that_is_stored_meanwhile():
    entry = make_organisation()
    citation = entry.citations.get()

    with because("A newer report."):
        entry.save()
        citation.delete()

    assert reasons(entry)[-1] == "A newer report."
    assert type(citation).history.latest().history_change_reason == "A newer report."


def test_reason_ends_with_its_block_also_when_something_breaks():
    entry = make_organisation()

    with pytest.raises(ZeroDivisionError), because("Not this."):
        raise ZeroDivisionError
    citation = make_citation(entry)

    assert reasons(citation) == [None]


def test_reason_of_an_object_of_its_own_comes_first():
    entry = make_organisation()
    entry._change_reason = "Its own."

    with because("For all."):
        entry.save()

    assert reasons(entry)[-1] == "Its own."
