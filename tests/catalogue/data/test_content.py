"""Content files, good and spoiled: what is said about them."""
# ruff: noqa: E501 (in a table, a case is a line)

import pytest

from catalogue.data.content import read
from catalogue.data.pages import ContentError
from tests.catalogue.data import sample

# Constraints are asked of an SQLite in memory, which pytest-django counts as a database.
pytestmark = pytest.mark.django_db

UNION = "organisations/union"
MARCH = "tactics/march"
JUNE = "events/june"
CITY = "places/los-angeles"
STATE = "places/california"
ESSAY = "sources/essay"
BOTH = "Write it in both languages, “en: …” and “es: …”, each on a line of its own."
SECTORS = "community, immigrant-rights, legal, youth, worker-centre, union, faith, political, coalition, arts, media, public-body"
ACTORS = "neighbours, workers, students, lawyers, faith-communities, artists, businesses, officials, other-cities"
FIELDS = "name, aliases, status, verified, sector, reach, based_in, founded, website, places, summary, body, citations, connections"
DATES = "Write 2025, 2025-06, 2025-06-08, 2025-06-early or 2025-summer."


def said(folder):
    """All problems as lines."""
    return [str(problem) for problem in read(folder).problems]


def test_good_files_have_no_problems(folder, django_assert_num_queries):
    with django_assert_num_queries(0):
        content = read(folder)

    assert content.problems == []
    assert content.counts() == {
        "places": 2, "sources": 1, "organisations": 1, "tactics": 1, "legal-tools": 0, "policies": 0, "events": 1, "guides": 0,
        "terms": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        # the file
        (UNION, "name:", "name: [", "organisations/union.yaml:3: file: This is not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'."),
        (UNION, sample.FILES[UNION], "- a list\n", "organisations/union.yaml:1: file: Write fields here, one a line, as “name: value”."),
        # fields
        (UNION, "sector:", "colour: red\nsector:", f"organisations/union.yaml:6: colour: There is no such field. Fields here are: {FIELDS}."),
        (UNION, "sector: union\n", "sector: union\nsector: legal\n", "organisations/union.yaml:7: sector: This field is written twice."),
        (UNION, "sector: union\n", "sector: union\n? [a]\n: b\n", "organisations/union.yaml:7: file: The name of a field is one word."),
        (UNION, "sector: union\n", "", "organisations/union.yaml:1: sector: This is missing."),
        (UNION, "sector: union\n", "sector:\n", "organisations/union.yaml:6: sector: This is missing."),
        (UNION, "sector: union\n", "sector: unions\n", f"organisations/union.yaml:6: sector: “unions” is not one of: {SECTORS}."),
        (UNION, "sector: union\n", "sector: [union]\n", "organisations/union.yaml:6: sector: Write one value here: no list, no fields, and do not leave it empty."),
        (UNION, "sector: union\n", "sector: union\nwebsite: not an address\n", "organisations/union.yaml:7: website: Enter a valid URL."),
        (UNION, "sector: union\n", "status: ready\nsector: union\n", "organisations/union.yaml:6: status: “ready” is not one of: draft, in-review, published, withdrawn."),
        # both languages
        (UNION, "  es: El sindicato\n", "", "organisations/union.yaml:1: name.es: Write it in Spanish too."),
        (UNION, "  es: El sindicato\n", "  es: ' '\n", "organisations/union.yaml:3: name.es: Write it in Spanish too."),
        (UNION, "  es: El sindicato\n", "  es:\n", "organisations/union.yaml:3: name.es: Write it in Spanish too."),
        (UNION, "  es: El sindicato\n", "  es: [El sindicato]\n", "organisations/union.yaml:3: name.es: Write one value here: no list, no fields, and do not leave it empty."),
        (UNION, "  es: El sindicato\n", "  es: El sindicato\n  fr: Le syndicat\n", "organisations/union.yaml:4: name.fr: There is no such field. Fields here are: en, es."),
        (UNION, "  en: The union\n  es: El sindicato\n", "  The union\n", f"organisations/union.yaml:1: name: {BOTH}"),
        (UNION, "name:\n  en: The union\n  es: El sindicato\n", "", "organisations/union.yaml:1: name: This is missing."),
        (UNION, "  en: The union\n", f"  en: {'x' * 201}\n", "organisations/union.yaml:2: name.en: Ensure this value has at most 200 characters (it has 201)."),
        (UNION, "      es: El ensayo dice", "      # El ensayo dice", "organisations/union.yaml:20: citations.c1.claim.es: Write it in Spanish too."),
        (UNION, "      es: En junio.\n", "", "organisations/union.yaml:35: connections.1.note.es: Write it in Spanish too."),
        (ESSAY, "  es: Un ensayo firmado.\n", "", "sources/essay.yaml:7: why.es: Write it in Spanish too."),
        (CITY, "  es: Los Ángeles\n", "", "places/los-angeles.yaml:1: name.es: Write it in Spanish too."),
        # lists
        (UNION, "  - Local 1\n", "  Local 1\n", "organisations/union.yaml:4: aliases: Write a list here, one a line, each after “- ”."),
        (UNION, "  - Local 1\n", "  - Local 1\n  - [Local 2]\n", "organisations/union.yaml:6: aliases.2: Write one value here: no list, no fields, and do not leave it empty."),
        (MARCH, "  - neighbours\n", "  - robots\n", f"tactics/march.yaml:6: actors.1: “robots” is not one of: {ACTORS}."),
        # dates
        (UNION, "'1970'", "'1970-13'", f"organisations/union.yaml:8: founded: “1970-13” is not a date we understand. {DATES}"),
        (UNION, "'1970'", "the seventies", f"organisations/union.yaml:8: founded: “the seventies” is not a date we understand. {DATES}"),
        (JUNE, "'2025-06-20'", "2025-05", "events/june.yaml:6: ends: The event ends before it begins."),
        (UNION, "sector: union\n", "verified: {on: '2026-02-30', how: documents}\nsector: union\n", "organisations/union.yaml:6: verified.on: “2026-02-30” value has the correct format (YYYY-MM-DD) but it is an invalid date."),
        (UNION, "sector: union\n", "verified: {on: '2026-02-03', how: guessed}\nsector: union\n", "organisations/union.yaml:6: verified.how: “guessed” is not one of: documents, public-record, asked."),
        # numbers
        (CITY, "34.05", "'34.05'", "places/los-angeles.yaml:6: latitude: Write a number, such as 34.05, without quotes."),
        (CITY, "34.05", ".nan", "places/los-angeles.yaml:6: latitude: Write a number, such as 34.05, without quotes."),
        (CITY, "34.05", "34.0512", "places/los-angeles.yaml:6: latitude: Ensure that there are no more than 4 digits in total."),
        (CITY, "34.05", "94.05", "places/los-angeles.yaml:7: longitude: Give both coordinates, or neither."),
        (CITY, "latitude: 34.05\n", "", "places/los-angeles.yaml:6: longitude: Give both coordinates, or neither."),
        (UNION, "paragraph: 3", "paragraph: third", "organisations/union.yaml:18: citations.c1.paragraph: Write a whole number, such as 3, without quotes."),
        (UNION, "paragraph: 3", "paragraph: -3", "organisations/union.yaml:18: citations.c1.paragraph: Write a whole number, such as 3, without quotes."),
        (UNION, "paragraph: 3", "paragraph: 03", "organisations/union.yaml:18: citations.c1.paragraph: Write a whole number, such as 3, without quotes."),
        (UNION, "paragraph: 3", "paragraph: '3'", "organisations/union.yaml:18: citations.c1.paragraph: Write a whole number, such as 3, without quotes."),
        (UNION, "paragraph: 3", "paragraph: 99999", "organisations/union.yaml:18: citations.c1.paragraph: Write a whole number, such as 3, without quotes."),
        # slugs that lead nowhere
        (UNION, "based_in: los-angeles", "based_in: atlantis", "organisations/union.yaml:7: based_in: There is no file places/atlantis.yaml."),
        (UNION, "  - los-angeles", "  - los-angeles\n  - atlantis", "organisations/union.yaml:11: places.2: There is no file places/atlantis.yaml."),
        (CITY, "part_of: california", "part_of: atlantis", "places/los-angeles.yaml:5: part_of: There is no file places/atlantis.yaml."),
        (UNION, "source: essay", "source: novel", "organisations/union.yaml:16: citations.c1.source: There is no file sources/novel.yaml."),
        (UNION, "to: tactics/march", "to: tactics/dance", "organisations/union.yaml:33: connections.1.to: There is no file tactics/dance.yaml."),
        (UNION, "to: tactics/march", "to: march", "organisations/union.yaml:33: connections.1.to: Write a folder and a name, such as tactics/mutual-aid."),
        (UNION, "to: tactics/march", "to: places/los-angeles", "organisations/union.yaml:33: connections.1.to: There is no file places/los-angeles.yaml."),
        # evidence
        (UNION, "section: What to do", "section: What to say", "organisations/union.yaml:25: citations.c2.section: The source has no such section. Its sections are listed on its page."),
        (UNION, "paragraph: 2", "paragraph: 3", "organisations/union.yaml:26: citations.c2.paragraph: That section has 2 paragraphs."),
        (UNION, "standing: reports", "standing: proves", "organisations/union.yaml:19: citations.c1.standing: “proves” is not one of: reports, asserts, recommends, disputes."),
        (UNION, "citation: c1", "citation: c9", "organisations/union.yaml:34: connections.1.citation: This file has no citation “c9”."),
        (UNION, "citation: c1", "citation: c1.claim", "organisations/union.yaml:34: connections.1.citation: This file has no citation “c1.claim”."),
        (UNION, "    citation: c1\n", "", "organisations/union.yaml:32: connections.1.citation: This is missing."),
        (UNION, "kind: uses", "kind: enacted", "organisations/union.yaml:32: connections.1: “enacted” does not lead from this type to that one: organisation → tactic."),
        (UNION, "kind: uses", "kind: loves", "organisations/union.yaml:32: connections.1.kind: “loves” is not one of: uses, recommends, secured, defends-with, belongs-to, supports, took-part-in, affected-by, enacted, campaigned-for, opposes, used-in, relies-on, concerns, implements, came-from, response-to, part-of, same-as."),
        (UNION, "kind: took-part-in\n    to: events/june", "kind: uses\n    to: tactics/march", "organisations/union.yaml:38: connections.2: These two are connected in this way already."),
        (UNION, "kind: took-part-in\n    to: events/june", "kind: same-as\n    to: organisations/union", "organisations/union.yaml:38: connections.2: An entry cannot be connected to itself."),
        (MARCH, sample.FILES[MARCH][sample.FILES[MARCH].index("citations") :], "", "tactics/march.yaml:1: citations: A published entry needs at least one citation. Add the evidence, or keep it as a draft."),
        (MARCH, sample.FILES[MARCH][sample.FILES[MARCH].index("citations") :], "citations: []\n", "tactics/march.yaml:14: citations: Write fields here, one a line, as “name: value”."),
        # outlines
        (ESSAY, "    paragraphs: 2\n", "", "sources/essay.yaml:16: outline.2.paragraphs: This is missing."),
        (ESSAY, "    paragraphs: 2\n", "    paragraphs: 2\n    text: copied\n", "sources/essay.yaml:18: outline.2.text: There is no such field. Fields here are: heading, paragraphs."),
        # circles
        (STATE, "kind: state", "kind: state\npart_of: california", "places/california.yaml:5: part_of: Nothing can be a part of itself."),
    ],
)  # fmt: skip
def test_spoiled_file(folder, name, old, new, expected):
    sample.edit(folder, name, old, new)

    problems = said(folder)

    assert problems == [f"content/{expected}"]


def test_all_problems_are_listed_in_order_of_files_and_lines(folder):
    sample.edit(folder, MARCH, "phase: respond", "phase: later")
    sample.edit(folder, UNION, "paragraph: 3", "paragraph: 6")
    sample.edit(folder, UNION, "sector: union", "sector: guild")
    sample.edit(folder, UNION, "  es: Un sindicato.\n", "")

    problems = said(folder)

    assert problems == [
        f"content/organisations/union.yaml:6: sector: “guild” is not one of: {SECTORS}.",
        "content/organisations/union.yaml:11: summary.es: Write it in Spanish too.",
        "content/organisations/union.yaml:17: citations.c1.paragraph: That section has 5 paragraphs.",
        "content/tactics/march.yaml:4: phase: “later” is not one of: "
        "prepare, watch-and-warn, respond, in-court, at-work, change-policy, sustain.",
    ]


def test_circle_of_several_is_told_from_each(folder):
    sample.edit(folder, STATE, "kind: state", "kind: state\npart_of: los-angeles")

    assert said(folder) == [
        "content/places/california.yaml:5: part_of: Nothing can be a part of itself.",
        "content/places/los-angeles.yaml:5: part_of: Nothing can be a part of itself.",
    ]


def test_draft_may_wait_for_a_language_and_for_evidence(folder):
    sample.write(folder, {"tactics/idea": "name: {en: An idea}\nstatus: draft\nphase: prepare\n"})

    assert said(folder) == []


def test_claim_of_a_draft_needs_both_languages(folder):
    claim = "{source: essay, paragraph: 1, standing: asserts, claim: {es: Dice.}}"
    sample.write(folder, {"tactics/idea": f"status: in-review\nphase: prepare\ncitations: {{c1: {claim}}}\n"})

    assert said(folder) == ["content/tactics/idea.yaml:3: citations.c1.claim.en: Write it in English too."]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tactics/two words.yaml", "content/tactics/two words.yaml:1: file: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
        ("tactics/marché.yaml", "content/tactics/marché.yaml:1: file: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
        (f"tactics/{'x' * 101}.yaml", f"content/tactics/{'x' * 101}.yaml:1: file: Ensure this value has at most 100 characters (it has 101)."),
        ("tactics/March.yaml", "content/tactics/march.yaml:1: file: Another file has this name already: March.yaml."),
        ("tactics/march.yml", "content/tactics/march.yml:1: file: Another file has this name already: march.yaml."),
        ("tactics/dance.yml", "content/tactics/dance.yml:1: file: Let its name end in .yaml."),
        ("tactics/march.yaml.orig", "content/tactics/march.yaml.orig:1: file: Only files that end in .yaml belong here."),
        ("tactics/deep/march.yaml", "content/tactics/deep:1: file: Only files that end in .yaml belong here."),
        ("strategies/march.yaml", "content/strategies:1: file: There is no such type. Folders are: places, sources, organisations, tactics, legal-tools, policies, events, guides, terms."),
    ],
)  # fmt: skip
def test_bad_names(folder, name, expected):
    sample.write(folder, {name: sample.FILES[MARCH]})

    assert said(folder) == [expected]


def test_hidden_files_and_files_beside_the_folders_are_no_content(folder):
    sample.write(folder, {"README.md": "Read me.", "tactics/.march.yaml.swp": "", ".git/x.yaml": "["})

    assert said(folder) == []


def test_folder_that_is_not_there(tmp_path):
    with pytest.raises(ContentError, match="nowhere:1: file: There is no such folder"):
        read(tmp_path / "nowhere")


def test_unreadable_source_does_not_hide_or_invent_problems(folder):
    sample.edit(folder, ESSAY, "  - heading: null", "  - - heading: null")
    sample.edit(folder, UNION, "sector: union", "sector: guild")

    files = [problem.partition(":")[0] for problem in said(folder)]

    assert set(files) == {"content/sources/essay.yaml", "content/organisations/union.yaml"}
    assert files.count("content/organisations/union.yaml") == 1


def test_any_style_of_yaml_reads_the_same(folder):
    tidy = read(folder).pages["organisations", "union"].record
    sample.write(
        folder,
        {
            UNION: """
{citations: {first: {claim: {es: "El ensayo dice que el sindicato marchó.", en: The essay says the union marched.},
   standing: 'reports', paragraph: 3, section: ~, source: essay}, second: {source: essay, section: What to do,
   paragraph: 2, standing: recommends, claim: {en: The essay advises others to do so., es: El ensayo aconseja que otros lo hagan.}}},
 name: {es: "El sindicato  ", en: "The
   union"}, status: published, aliases: ["Local 1"], sector: union, based_in: los-angeles, founded: 1970,
 places: [los-angeles, los-angeles], summary: {en: A union., es: Un sindicato.}, body: null, connections: [
   {to: events/june, kind: took-part-in, citation: first},
   {citation: first, kind: uses, to: tactics/march, note: {en: In June., es: En junio.}}]}
"""
        },
    )

    content = read(folder)

    page = content.pages["organisations", "union"]
    assert content.problems == []
    assert page.shape.digest("union", page.record) == page.shape.digest("union", tidy)
