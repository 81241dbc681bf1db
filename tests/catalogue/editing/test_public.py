"""catalogue.editing.public"""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from catalogue.editing.public import public_changes
from catalogue.editing.site_reasons import UNDID
from catalogue.models import Entry
from catalogue.search.held import current
from organisations.models import Organisation
from tests.factories import make_citation, make_connection, make_editor, make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db


def change(entry, *, reason: str = "", user=None, at: datetime | None = None, **values):
    """Save an entry with other values."""
    stored = type(entry).objects.get(pk=entry.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    stored._change_reason, stored._history_user = reason, user
    if at:
        stored._history_date = at
    stored.save()
    return stored


def told(entry, language: str = "en") -> list[list[str]]:
    with translation.override(language):
        return [change.parts for change in public_changes(Entry.objects.get(pk=entry.pk), current())]


def test_changes_begin_with_the_first_publication():
    group = make_organisation(status="draft", summary_en="A first try.")
    change(group, summary_en="A secret draft.", reason="Not for readers.")
    change(group, status="published", reason="Two of us read it.")
    change(group, name_en="Another name", reason="They renamed themselves.")

    changes = public_changes(Entry.objects.get(pk=group.pk), current())

    assert [(each.version, each.parts, each.reason) for each in changes] == [
        (4, ["Name (English)"], "They renamed themselves."),
        (3, ["First published"], "Two of us read it."),
    ]


def test_what_was_never_published_has_no_changes():
    assert told(make_organisation(status="draft")) == []


def test_texts_are_named_with_their_language_unless_both_changed():
    group = make_organisation()
    change(group, summary_en="A.", summary_es="B.", body_es="C.")

    assert told(group)[0] == ["Summary", "Text (Spanish)"]
    assert told(group, "es")[0] == ["Resumen", "Texto (español)"]


def test_columns_are_named_as_readers_know_them():
    group = make_organisation()
    change(
        group,
        slug="elsewhere",
        sector="legal",
        aliases=["A", "B"],
        verified_on=date(2026, 1, 2),
        verified_how="documents",
        verified_by=make_editor(),
    )
    stored = Organisation.objects.get()
    stored.places.add(make_place())

    assert told(group)[0] == ["Address of this page", "Also known as", "Sector", "Places", "Last check"]


def test_who_verified_it_is_nothing_to_tell():
    group = make_organisation()
    change(group, verified_by=make_editor())

    assert told(group) == [["First published"]]


def test_leaving_and_coming_back_are_told_and_what_is_internal_is_not():
    group = make_organisation()
    for status in ("withdrawn", "draft", "in-review", "published"):
        change(group, status=status)

    assert told(group) == [["Published again"], ["Taken off the site"], ["First published"]]


def test_evidence_is_told_by_its_number():
    group = make_organisation()
    change(group)
    second = make_citation(group)
    change(group)
    second.claim_en = "It says otherwise."
    second.save()
    change(group)
    first = group.citations.get(position=1)
    first.delete()
    second.position = 1
    second.save()

    assert told(group) == [
        ["Evidence 1 removed", "Order of the evidence"],
        ["Evidence 2 changed"],
        ["Evidence 2 added"],
        ["First published"],
    ]
    assert told(group, "es")[1:3] == [["Evidencia 2 cambiada"], ["Evidencia 2 agregada"]]


def test_connections_are_told_by_the_name_at_the_other_end():
    group, march, vigil = make_organisation(), make_tactic(name_en="March"), make_tactic(name_en="Vigil")
    change(group)
    connection = make_connection(group, "uses", march)
    change(group)
    connection.note_en = connection.note_es = "On Sundays."
    connection.save()
    change(group)
    connection.object = vigil
    connection.save()
    change(group)
    connection.delete()

    assert told(group) == [
        ["Connection to “Vigil” removed"],
        ["Connection to “March” removed", "Connection to “Vigil” added"],
        ["Connection to “March” changed"],
        ["Connection to “March” added"],
        ["First published"],
    ]


def test_other_end_that_readers_cannot_see_is_not_named():
    group, tactic = make_organisation(), make_tactic(name_en="Secret", name_es="Secreta")
    change(group)
    make_connection(group, "uses", tactic)
    change(tactic, status="withdrawn")

    assert told(group)[0] == ["Connection to an entry that is not shown added"]
    assert told(group, "es")[0] == ["Relación con una ficha que no se muestra agregada"]


def test_days_are_those_of_los_angeles_and_no_hours_are_told():
    group = make_organisation()
    change(group, name_en="Another", at=datetime(2099, 7, 2, 3, tzinfo=UTC))

    latest = public_changes(Entry.objects.get(pk=group.pk), current())[0]

    assert latest.on == date(2099, 7, 1)
    assert not isinstance(latest.on, datetime)


@pytest.mark.parametrize(
    ("stored", "english", "spanish"),
    [
        ("As María wrote. ", "As María wrote.", "As María wrote."),
        ("", "", ""),
        (
            "Loaded from content files",
            "Brought in from the catalogue's own files.",
            "Viene de los archivos del catálogo.",
        ),
        ("Proposal 12: The year was wrong. · We checked.", *["The year was wrong. · We checked."] * 2),
        ("Proposal 12", "", ""),
        (
            "Merged with “A slander”",
            "Two entries about the same were made one.",
            "Dos fichas de lo mismo ahora son una.",
        ),
        (
            "Undid the merge with “A slander”",
            "Two entries that had been made one are two again.",
            "Dos fichas que se habían unido son dos otra vez.",
        ),
    ],
)
def test_reasons_are_told_in_the_readers_language_without_other_entries(stored, english, spanish):
    group = make_organisation()
    change(group, name_en="Another", reason=stored)

    told_in = {}
    for language in ("en", "es"):
        with translation.override(language):
            told_in[language] = public_changes(Entry.objects.get(), current())[0].reason

    assert told_in == {"en": english, "es": spanish}


def test_undone_change_is_named_by_its_day():
    group = make_organisation()
    change(group, name_en="Another", reason="Undid the change of 2026-06-08")

    assert public_changes(Entry.objects.get(), current())[0].reason == "Undid the change of 8 June 2026"


def test_nothing_of_what_it_said_and_nobody_who_said_it_is_in_it():
    group = make_organisation(summary_en="The slander.")
    change(group, summary_en="The correction.", user=make_editor("rosa"))
    second = make_citation(group, claim_en="A false claim.")
    change(group, user=make_editor("luis"))
    second.delete()

    changes = repr(public_changes(Entry.objects.get(), current()))

    for word in ("slander", "The correction", "false", "rosa", "luis"):
        assert word not in changes


@pytest.mark.parametrize("start", ["", "Proposal 12: "])
@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "٢٠٢٦-٠٦-٠٨"])
def test_reason_that_names_a_day_that_never_was_breaks_nothing(start, day):
    group = make_organisation()

    change(group, name_en="Another", reason=f"{start}{UNDID}{day}")

    assert day in public_changes(Entry.objects.get(), current())[0].reason
