"""Spreadsheets that editors bring: files, headings, cells, and what each row would do."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalogue.data.spreadsheet.comparison import compare, free_slug
from catalogue.data.spreadsheet.files import text_of
from catalogue.data.spreadsheet.headings import columns_of_sheets, read
from catalogue.data.spreadsheet.hints import explained, template
from catalogue.models import SlugRedirect
from organisations.models import Organisation
from tactics.models import Actor, Tactic
from tests.factories import make_organisation, make_place, make_tactic

pytestmark = pytest.mark.django_db

WORKBOOK = (
    "This is a workbook, not a CSV file. Open it in your spreadsheet program, choose “Save as” or “Download”, pick "
    "“CSV UTF-8 (comma separated)”, and bring that file."
)
NO_TEXT = "This is not a text file. In your spreadsheet program, save the table as “CSV UTF-8 (comma separated)”."


def rows(text, model=Organisation):
    return [(row.number, row.cells) for row in read(text, model).rows]


def outlooks(text, *, replace=False, model=Organisation):
    return compare(read(text, model), model, replace=replace)


def only(text, **options):
    (outlook,) = outlooks(text, **options)
    return outlook


def problems(outlook):
    return [(problem.heading, problem.text) for problem in outlook.problems]


def refusal(content, model=Organisation):
    with pytest.raises(ValidationError) as caught:
        read(text_of(content), model)
    return caught.value.messages


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("name_es\nVecinos de Ñandú\n".encode(), id="utf-8"),
        pytest.param("name_es\nVecinos de Ñandú\n".encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param("name_es\r\nVecinos de Ñandú\r\n".encode("cp1252"), id="windows"),
        pytest.param("name_es\rVecinos de Ñandú\r".encode("cp1252"), id="old mac lines"),
        pytest.param("name_es\r\nVecinos de Ñandú\r\n".encode("utf-16"), id="excel's unicode text"),
        pytest.param("sep=;\r\nname_es;x\r\nVecinos de Ñandú;\r\n".encode(), id="excel's separator line"),
        pytest.param("\n\nname_es\nVecinos de Ñandú\n\n\n".encode(), id="empty rows"),
        pytest.param('name_es,,\n"Vecinos\u00a0de Ñandú ",,\n'.encode(), id="spaces that do not break"),
        pytest.param('name_es\n"=""Vecinos de Ñandú"""\n'.encode(), id="text as a formula"),
    ],
)
def test_file_is_read_whatever_program_wrote_it(content):
    assert [cells for _number, cells in rows(text_of(content))] == [{"name_es": "Vecinos de Ñandú"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest of a workbook", WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest of an old workbook", WORKBOOK),
        (b"%PDF-1.7\x00\x01", NO_TEXT),
        (b"name_en\nA\x81\xff\n", NO_TEXT),
        (b"name_en\n" + b"x" * 1_000_000, "This file is larger than 1 MB. Split it into several."),
        (
            b"name_en\n" + b"A\n" * 1001,
            "This file has more than 1,000 rows. Split it into several.",
        ),
        (b"name_en" + b"," * 101 + b"x\nA\n", "Row 1 has more than 100 columns."),
        (
            b'name_en\nA\n"B\nC\n',
            "After row 2 the file is broken: a quotation mark is missing or one too many.",
        ),
        (b"", "We know none of the headings in the first row. It reads: –"),
        (b"colour,size\n1,2\n", "We know none of the headings in the first row. It reads: colour | size"),
        (b"name_en\n\n", "There are headings, but no rows below them."),
        (
            b"sector\nlegal\n",
            "There is no column with names. Without it we cannot tell which entry a row is about.",
        ),
        (b"name_en,Name\nA,B\n", "Two columns mean the same: “name_en” and “Name”. Keep one of them."),
    ],
    ids=lambda value: value[:16] if isinstance(value, str) else None,
)
def test_file_that_cannot_be_read_is_refused_in_words(content, said):
    assert refusal(content) == [said]


def test_largest_file_is_read():
    assert len(rows("name_en\n" + "A\n" * 1000)) == 1000


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_is_the_one_whose_headings_are_known(separator):
    text = f"name_en{separator}summary_en\nA{separator}" + '"One, two; three\tfour, five, six"\n'

    assert rows(text) == [(2, {"name_en": "A", "summary_en": "One, two; three\tfour, five, six"})]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("name_en", "name_en"),
        ("NAME (ENGLISH)", "name_en"),
        ("Name (Spanish)", "name_es"),
        ("nombre (inglés)", "name_en"),
        ("Nombre [es]", "name_es"),
        ("Name", "name_en"),
        ("Nombre", "name_es"),
        ("Otros nombres", "aliases"),
        ("alias", "aliases"),
        ("also known as", "aliases"),
        ("Resumen (espanol)", "summary_es"),
        ("Sede", "based_in"),
        ("Sitio web", "website"),
        ("Lugares", "places"),
    ],
)
def test_heading_is_understood_in_both_languages(heading, column):
    assert read(f"slug,{heading}\nx,y\n", Organisation).headings == {"slug": "slug", column: heading}


def test_street_addresses_are_not_taken_for_web_addresses():
    sheet = read("name_en,Address,Dirección\nA,100 Main Street,200 Main Street\n", Organisation)

    assert sheet.unknown == ["Address", "Dirección"]
    assert sheet.rows[0].cells == {"name_en": "A"}


def test_columns_that_are_not_read_are_named():
    sheet = read("name_en,Colour,citations,status,\nA,red,x,published,stray\n", Organisation)

    assert (sheet.unknown, sheet.left_out, sheet.nameless) == (["Colour"], ["citations", "status"], [5])


@pytest.mark.parametrize("language", ["en", "es"])
def test_template_is_understood(language):
    with translation.override(language):
        text = template(Organisation)

    sheet = read(text + "x\n", Organisation)
    assert tuple(sheet.headings) == columns_of_sheets(Organisation)
    assert (sheet.unknown, sheet.left_out) == ([], [])


def test_columns_explain_themselves_in_the_language_of_the_reader():
    with translation.override("es"):
        (sector,) = [
            column
            for column in explained(Organisation, {"sector": "sindicato"})
            if column.headings[0] == "Sector"
        ]  # fmt: skip

    assert sector.headings == ("Sector", "sector")
    assert sector.hint.startswith("Uno de: ")
    assert sector.example == "sindicato"


def test_new_row_reads_every_kind_of_cell():
    boyle, watts = make_place(name_en="Boyle Heights"), make_place(slug="watts", name_es="Guats")
    text = (
        "name_en,name_es,aliases,summary_en,sector,reach,based_in,founded,website,places\n"
        'Night Watch,Guardia,"NW; #Night\nWatchers | NW",They watch.,Sindicato,Barrio,WATTS,2025-early,'
        "example.org,boyle heights; Guats\n"
    )

    outlook = only(text)

    assert (outlook.kind, problems(outlook)) == ("new", [])
    assert outlook.values == {
        "name_en": "Night Watch",
        "name_es": "Guardia",
        "aliases": ["NW", "#Night", "Watchers"],
        "summary_en": "They watch.",
        "sector": "union",
        "reach": "neighbourhood",
        "based_in": watts.pk,
        "founded": "2025-early",
        "website": "https://example.org",
        "places": sorted([boyle.pk, watts.pk]),
        "slug": "night-watch",
    }


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Founded", "spring of 2025", "“spring of 2025” is not a date we understand. Write 2025, 2025-06, 2025-06-08,"),
        ("Website", "not an address", "Enter a valid URL."),
        ("Sector", "bakery", "“bakery” is not one of: community group, "),
        ("Places", "Atlantis", "“Atlantis” is not on our list of places."),
        (
            "Places",
            "Springfield",
            "“Springfield” may mean several things: springfield-a, springfield-b. Write one of these",
        ),
        ("Summary", '"=HYPERLINK(""x"")"', "This is a formula. Put what it gives in its place."),
        ("Summary", "#¡REF!", "A formula failed here: #¡REF!."),
        ("type", "tactic", "This row is of another type: “tactic”."),
        ("slug", "no spaces please", "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    ],
)
def test_wrong_cell_is_named_with_its_row_and_column(heading, cell, said):
    make_place(slug="springfield-a", name_en="Springfield")
    make_place(slug="springfield-b", name_en="Springfield")

    outlook = only(f"Name,{heading}\nNight Watch,{cell}\n")

    assert (outlook.kind, outlook.number) == ("problem", 2)
    assert [problem.heading for problem in outlook.problems] == [heading]
    assert outlook.problems[0].text.startswith(said)


def test_hashtag_is_no_failed_formula():
    assert only("Name,sector,aliases\nNight Watch,legal,#NOICE\n").values["aliases"] == ["#NOICE"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("chirla,Anything", id="address"),
        pytest.param("CHIRLA,", id="address in capitals"),
        pytest.param("old-address,", id="address it used to have"),
        pytest.param(",coalición por los DERECHOS", id="name in Spanish"),
        pytest.param(",Coalicion por los derechos", id="without accents"),
        pytest.param(",Coalition for Rights.", id="name in English"),
        pytest.param(",c.h.i.r.l.a.", id="alias"),
    ],
)
def test_row_finds_its_entry(row):
    entry = make_organisation(
        slug="chirla", name_en="Coalition for Rights", name_es="Coalición por los Derechos", aliases=["CHIRLA"]
    )
    SlugRedirect.objects.create(type="organisation", old_slug="old-address", entry=entry)
    make_organisation()

    outlook = only(f"slug,name_en,website\n{row},https://example.org\n")

    assert (outlook.entry, outlook.candidates) == (entry, [])


def test_row_finds_its_entry_by_its_own_alias():
    entry = make_organisation(name_en="CHIRLA")

    assert only("name,aliases\nCoalition for Humane Immigrant Rights,CHIRLA\n").entry == entry


def test_entries_of_other_types_are_not_found():
    make_tactic(name_en="Night Watch", slug="night-watch")

    outlook = only("name,sector\nNight Watch,legal\n")

    assert (outlook.kind, outlook.values["slug"]) == ("new", "night-watch")


@pytest.mark.parametrize("row", [",Night Watch", "first,Other Watch", "nowhere,Other Watch"])
def test_row_that_may_mean_several_waits_for_a_person(row):
    first = make_organisation(slug="first", name_en="Night Watch", name_es="A")
    second = make_organisation(slug="second", name_en="Night watch", name_es="B")
    other = make_organisation(slug="other", name_en="Other Watch", name_es="C")

    outlook = only(f"slug,name_en\n{row}\n")

    assert problems(outlook) == [("", "We cannot tell which entry this row is about.")]
    expected = {",Night Watch": {first, second}, "first,Other Watch": {first, other}, "nowhere,Other Watch": {other}}
    assert set(outlook.candidates) == expected[row]


def test_name_that_is_there_changes_only_where_the_address_is_given():
    make_organisation(slug="chirla", name_en="Coalition", name_es="Coalición", aliases=["CHIRLA"])
    make_organisation(slug="draft", name_en="Draft", name_es="", status="draft")

    found = outlooks("slug,name_en,name_es\n,CHIRLA,La CHIRLA\n,Draft,Borrador\nchirla,New name,\n")

    assert [outlook.values for outlook in found[:2]] == [{}, {"name_es": "Borrador"}]
    assert only("slug,name_en\nchirla,New name\n").values == {"name_en": "New name"}


def test_empty_cells_leave_what_is_there():
    entry = make_organisation(slug="chirla", summary_en="Old.", founded="2019")

    outlook = only("slug,name_en,summary_en,founded,places\nchirla,,New.,,\n")

    assert (outlook.entry, outlook.kind, outlook.values) == (entry, "change", {"summary_en": "New."})
    assert [(each.label, each.parts[0].before, each.parts[0].after) for each in outlook.differences] == [
        ("Summary (English)", "Old.", "New.")
    ]


@pytest.mark.parametrize(
    ("replace", "aliases", "slugs"), [(False, ["CHIRLA", "New"], {"compton", "watts"}), (True, ["New"], {"watts"})]
)
def test_lists_are_added_to_or_replaced(replace, aliases, slugs):
    places = {slug: make_place(slug=slug) for slug in ("compton", "watts")}
    make_organisation(slug="chirla", aliases=["CHIRLA"], places=[places["compton"]])

    outlook = only("slug,aliases,places\nchirla,New,watts\n", replace=replace)

    assert outlook.values == {"aliases": aliases, "places": sorted(places[slug].pk for slug in slugs)}


def test_alias_that_differs_in_capitals_only_is_not_added():
    make_organisation(slug="chirla", aliases=["CHIRLA"])

    assert only("slug,aliases\nchirla,chirla; C.H.I.R.L.A.\n").kind == "same"


def test_second_row_about_the_same_waits():
    make_organisation(slug="chirla", name_en="CHIRLA")

    found = outlooks("name,sector\nCHIRLA,legal\nNew one,legal\nchirla,union\nNEW ONE,union\n")

    assert [outlook.kind for outlook in found] == ["change", "new", "problem", "problem"]
    assert [problems(outlook) for outlook in found[2:]] == [
        [("", "Row 2 is about the same entry.")],
        [("", "Row 3 is about the same entry.")],
    ]


def test_new_entry_needs_what_every_entry_of_its_type_has():
    outlook = only("name,founded\nNight Watch,2025\n")

    assert problems(outlook) == [("", "Sector: This field cannot be blank.")]


def test_row_without_a_name_is_left_out():
    assert problems(only("name,sector\n,legal\n")) == [("", "This row has no name.")]


def test_new_entries_get_addresses_of_their_own():
    make_organisation(slug="night-watch", name_en="Something else")

    found = outlooks("name,sector\nNight Watch,legal\nNight-Watch!!,legal\nДозор,legal\n")

    assert [outlook.values.get("slug") for outlook in found if outlook.kind == "new"] == ["night-watch-2", "entry"]


def test_free_slug_stays_short():
    assert free_slug("word " * 40, set()) == ("word-" * 19).strip("-")


def test_sheet_works_for_other_types_too():
    actor = Actor.objects.get(slug="neighbours")
    tactic = make_tactic(slug="walks", phase="prepare")

    outlook = only("slug,phase,actors\nwalks,sustain,neighbours\n", model=Tactic)

    assert (outlook.entry, outlook.values) == (tactic, {"phase": "sustain", "actors": [actor.pk]})


def test_file_of_the_public_list_says_what_is_there_already(client):
    place = make_place(slug="compton")
    make_organisation(
        slug="chirla",
        name_en="+Fuerza, a name",
        name_es="Coalición “por” los derechos",
        summary_en="Two\nlines,\u00a0kept.",
        aliases=["CHIRLA", "@chirla"],
        places=[place],
        based_in=place,
        founded="2019-06",
        website="https://example.org/",
        sector="legal",
        reach="city",
    )
    exported = client.get("/en/organisations/?format=csv").content

    sheet = read(text_of(exported), Organisation)
    (outlook,) = compare(sheet, Organisation, replace=True)

    assert sheet.left_out == ["sources", "citations", "url"]
    assert (problems(outlook), outlook.differences, outlook.kind) == ([], [], "same")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows_that_change_nothing(count, django_assert_num_queries):
    for number in range(count):
        make_organisation(slug=f"s{number}", name_en=f"Name {number}", sector="legal")
    sheet = read("slug,sector\n" + "".join(f"s{number},legal\n" for number in range(count)), Organisation)

    with django_assert_num_queries(4):
        compare(sheet, Organisation)
