"""Bringing a spreadsheet of organisations."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.models import Status
from catalogue.roles import Role
from organisations.models import Organisation
from tests.catalogue.admin.pages import list_url
from tests.factories import make_editor, make_organisation, make_place

PAGE = reverse("admin:organisations_organisation_spreadsheet")


def bring(client, text, *, name="groups.csv", lists="add"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content), "lists": lists})


def confirm(client, preview, **typed):
    """What the form of the preview sends, with some of it typed over."""
    page = preview.content.decode()
    data = {
        "shown": re.search(r'name="shown" value="([^"]*)"', page)[1],
        "row": re.findall(r'name="row" value="(\d+)"', page),
        "reason": unescape(re.search(r'name="reason"[^>]* value="([^"]*)"', page)[1]),
    }
    return client.post(PAGE, {**data, **typed})


def outcomes(response):
    return (
        [(outcome.number, outcome.entry) for outcome in response.context["done"]],
        [(outcome.number, outcome.name, outcome.problems) for outcome in response.context["left"]],
    )


def test_list_offers_the_import_to_those_who_may_review(client):
    offered = {}
    for role in Role:
        client.force_login(make_editor(f"user-{role.name}", role=role))
        offered[role] = PAGE in client.get(list_url(Organisation)).content.decode(), client.get(PAGE).status_code

    assert offered == {
        Role.CONTRIBUTOR: (False, 403),
        Role.EDITOR: (True, 200),
        Role.PUBLISHER: (True, 200),
        Role.ADMINISTRATOR: (True, 200),
    }


def test_page_explains_every_column_with_an_example_that_works(client):
    for name in ("Boyle Heights", "Los Angeles"):
        make_place(name_en=name)

    columns = client.get(PAGE).context["columns"]
    given = [column for column in columns if column.example]
    table = ",".join(column.headings[0] for column in given) + "\n" + ",".join(f'"{each.example}"' for each in given)

    (outlook,) = bring(client, table).context["outlooks"]
    assert (outlook.kind, outlook.problems) == ("new", [])


@pytest.mark.parametrize(
    ("language", "first", "name"),
    [
        ("en", "\ufeffslug,Name (English),Name (Spanish),Also known as,", "organisations"),
        ("es", "\ufeffslug,Nombre (inglés),Nombre (español),Otros nombres,", "organizaciones"),
    ],
)
def test_template_is_an_empty_table(client, language, first, name):
    response = client.get(reverse("admin:organisations_organisation_spreadsheet_template", args=[language]))

    assert response.content.decode().startswith(first)
    assert response.content.count(b"\n") == 1
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'


def test_file_that_cannot_be_read_is_refused_beside_the_field(client):
    response = bring(client, b"PK\x03\x04", name="groups.xlsx")

    (problem,) = response.context["form"].errors["file"]
    assert problem.startswith("This is a workbook, not a CSV file.")


def test_no_file_is_refused(client):
    assert client.post(PAGE, {"lists": "add"}).context["form"].errors == {"file": ["This field is required."]}


def test_preview_shows_each_row_and_stores_nothing(client):
    entry = make_organisation(slug="chirla", name_en="CHIRLA", summary_en="Old.", sector="legal")
    make_organisation(name_en="Same", sector="legal")

    response = bring(client, "name,sector,summary_en\nCHIRLA,,New.\nNew one,legal,\nSame,legal,\nBad,bakery,\n")

    assert response.context["kinds"] == {"change": 1, "new": 1, "same": 1, "problem": 1}
    assert [(each.number, each.kind) for each in response.context["outlooks"]] == [
        (2, "change"),
        (3, "new"),
        (5, "problem"),
    ]
    entry.refresh_from_db()
    assert (entry.summary_en, Organisation.objects.count()) == ("Old.", 2)


def test_what_is_in_cells_is_shown_as_text(client):
    page = bring(client, "name,sector\n<script>alert(1)</script>,legal\n").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_confirming_changes_entries_and_begins_drafts(client, editor):
    place = make_place(slug="compton")
    entry = make_organisation(slug="chirla", summary_en="Old.", places=[place])

    preview = bring(client, "slug,name,sector,summary_en,places\nchirla,,,New.,\n,New one,legal,Short.,compton\n")
    response = confirm(client, preview)

    draft = Organisation.objects.get(slug="new-one")
    assert outcomes(response) == ([(2, entry), (3, draft)], [])
    entry.refresh_from_db()
    assert (entry.summary_en, entry.status, entry.places.get(), entry.version) == ("New.", "published", place, 2)
    assert (draft.name_en, draft.sector, draft.status, draft.places.get()) == ("New one", "legal", "draft", place)
    assert (draft.citations.count(), draft.version) == (0, 1)
    for stored in (entry, draft):
        row = stored.history.first()
        assert (row.history_user, row.history_change_reason) == (editor, "From a spreadsheet")


def test_row_that_is_not_ticked_is_left_out(client):
    preview = bring(client, "name,sector\nOne,legal\nTwo,legal\n")

    confirm(client, preview, row=["3"], reason="  From the   meeting. ")

    draft = Organisation.objects.get()
    assert (draft.name_en, draft.history.first().history_change_reason) == ("Two", "From the meeting.")


def test_status_is_never_set(client):
    entry = make_organisation(slug="chirla", status=Status.DRAFT)

    preview = bring(client, "slug,status,summary_en\nchirla,published,New.\n")
    confirm(client, preview)

    entry.refresh_from_db()
    assert (entry.status, entry.summary_en) == ("draft", "New.")
    assert preview.context["sheet"].left_out == ["status"]


def test_entry_saved_meanwhile_is_left_and_named(client):
    stale, fresh = make_organisation(slug="stale"), make_organisation(slug="fresh")
    preview = bring(client, "slug,summary_en\nstale,New.\nfresh,New.\n")
    stale.save()

    response = confirm(client, preview)

    assert outcomes(response) == (
        [(3, fresh)],
        [(2, "stale", ("Somebody saved this entry after you looked at it, so it stays as it is.",))],
    )


def test_confirming_twice_makes_no_second_draft(client):
    preview = bring(client, "name,sector\nNew one,legal\n")
    confirm(client, preview)

    response = confirm(client, preview)

    assert outcomes(response) == (
        [],
        [
            (
                2,
                "New one",
                ("Meanwhile there is an entry with this name. Bring the spreadsheet again to compare.",),
            )
        ],
    )
    assert Organisation.objects.count() == 1


def test_address_taken_meanwhile_leaves_the_row(client):
    preview = bring(client, "name,sector\nNew one,legal\n")
    make_organisation(slug="new-one", name_en="Something else")

    response = confirm(client, preview)

    assert outcomes(response) == (
        [],
        [(2, "New one", ("Another entry of this type has this address already.",))],
    )


def test_place_deleted_meanwhile_leaves_the_row(client):
    place, entry = make_place(slug="compton"), make_organisation(slug="chirla")
    preview = bring(client, "slug,places\nchirla,compton\n")
    place.delete()

    response = confirm(client, preview)

    assert outcomes(response) == ([], [(2, "chirla", ("Places: Some of these are no longer there.",))])
    assert entry.places.count() == 0


@pytest.mark.parametrize("meddled", ["", "nonsense", "e30:1tXXXX:abc"])
def test_what_was_not_shown_is_not_done(client, meddled):
    response = client.post(PAGE, {"shown": meddled, "row": ["2"]})

    assert response.context["problem"] == "What you saw is too old to be saved now. Bring the spreadsheet again."
    assert not Organisation.objects.exists()


def test_what_somebody_else_was_shown_is_not_done(client):
    preview = bring(client, "name,sector\nNew one,legal\n")
    client.force_login(make_editor("berta"))

    assert confirm(client, preview).context["problem"]
    assert not Organisation.objects.exists()


def test_contributor_cannot_bring_or_confirm(client):
    preview = bring(client, "name,sector\nNew one,legal\n")
    client.force_login(make_editor("carla", role=Role.CONTRIBUTOR))

    assert bring(client, "name,sector\nNew one,legal\n").status_code == 403
    assert confirm(client, preview).status_code == 403


def test_large_spreadsheet_fits_into_the_form_that_confirms_it(client):
    text = "name,sector,summary_es\n" + "".join(f"Name {number},legal,{'ñandú ' * 110}\n" for number in range(1000))

    preview = bring(client, text)
    response = confirm(client, preview, row=["2"])

    assert preview.context["kinds"]["new"] == 1000
    assert len(response.context["done"]) == 1
