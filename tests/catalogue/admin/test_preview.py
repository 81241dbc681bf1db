"""catalogue.admin.preview: what editors see is what readers will see, and nobody else gets to see it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from catalogue.admin.preview import preview
from catalogue.editing.apply import apply
from catalogue.models import Entry
from catalogue.roles import Role
from catalogue.search.held import current
from catalogue.search.models import Change, Mark, State
from organisations.models import Organisation
from tactics.models import Actor
from tests.catalogue.admin.pages import change_url
from tests.factories import (
    MAKERS,
    make_citation,
    make_connection,
    make_editor,
    make_event,
    make_legal_tool,
    make_organisation,
    make_place,
    make_source,
    make_tactic,
    make_term,
)

pytestmark = pytest.mark.django_db

ADDED = [
    re.compile(
        r'\n<meta name="robots" content="noindex, nofollow">\n<link rel="stylesheet" href="[^"]*preview.css">\n'
    ),
    re.compile(r'<section class="preview-strip".*?</section>\n', re.DOTALL),
]


def preview_url(entry, language: str = "en") -> str:
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_preview", args=[entry.pk, language])


def without_strip(html: str) -> str:
    for pattern in ADDED:
        html, found = pattern.subn("", html)
        assert found == 1
    return html


def strip_of(html: str) -> str:
    return " ".join(re.search(r'<section class="preview-strip".*?</section>', html, re.DOTALL)[0].split())


def furnished(**values):
    """A tactic with everything that its page takes from other tables, and from the index."""
    barrio = make_place(slug="barrio", part_of=make_place(slug="city"))
    essay = make_source(outline=[{"heading": "Part two", "paragraphs": 4}])
    tactic = make_tactic(
        places=[barrio],
        actors=Actor.objects.all()[:3],
        cited=False,
        how_en="They **watch** for raids, [with](https://example.org) whistles.",
        how_es="Vigilan **las redadas** con silbatos.",
        body_en="One.\n\nTwo about bail.",
        body_es="Uno.\n\nDos sobre la fianza.",
        aliases=["WTCH", "Vigía"],
        verified_on="2026-05-03",
        verified_how="documents",
        **values,
    )
    citation = make_citation(tactic, source=essay, section="Part two", paragraph=3)
    make_citation(tactic, source=make_source(reliability="low", kind="machine-written"), standing="disputes")
    beside = make_organisation()
    make_citation(beside, source=essay, section="Part two", paragraph=3)
    for _ in range(3):
        make_connection(make_organisation(), "uses", tactic)
    make_connection(tactic, "used-in", make_event(starts="2025-06"), citation=citation)
    make_connection(tactic, "relies-on", make_legal_tool(status="draft"), citation=citation)
    make_term("bail", name_es="fianza")
    return tactic


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("make", [furnished, *MAKERS.values()])
def test_preview_of_a_published_entry_is_its_page_and_a_strip(client, make, language):
    entry = make()
    with translation.override(language):
        public = client.get(entry.get_absolute_url())

    shown = client.get(preview_url(entry, language))

    assert without_strip(shown.content.decode()) == public.content.decode()
    assert shown["Content-Language"] == public["Content-Language"] == language
    assert shown["Content-Security-Policy"] == public["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_preview_of_an_unpublished_entry_is_the_page_that_it_gets(client, status, language):
    entry = furnished(status=status)

    shown = client.get(preview_url(entry, language)).content.decode()
    Entry.objects.filter(pk=entry.pk).update(status="published")
    with translation.override(language):
        published = client.get(entry.get_absolute_url()).content.decode()

    assert without_strip(shown) == published


@pytest.mark.parametrize(
    ("status", "language", "words"),
    [
        ("draft", "en", "This is a draft. Readers do not see it yet."),
        ("in-review", "en", "This waits for review. Readers do not see it yet."),
        ("published", "en", "Readers see this page now."),
        ("withdrawn", "en", "This was withdrawn. Readers do not see it any more."),
        ("draft", "es", "Esto es un borrador. El público todavía no lo ve."),
    ],
)
def test_strip_says_what_this_is_and_leads_on(client, status, language, words):
    entry = make_organisation(status=status)
    other = {"en": "es", "es": "en"}[language]

    strip = strip_of(client.get(preview_url(entry, language)).content.decode())

    assert words in strip
    assert f'href="{change_url(entry)}"' in strip
    assert f'href="{preview_url(entry, other)}" lang="{other}"' in strip


def test_draft_with_gaps_is_shown_as_far_as_it_goes(client):
    entry = make_organisation(status="draft", cited=False, name_es="", summary_en="", summary_es="")

    assert entry.name_en in client.get(preview_url(entry, "es")).content.decode()


def test_nobody_may_keep_it_and_no_search_engine_lists_it(client):
    response = client.get(preview_url(make_organisation(status="draft")))

    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


def test_looking_leaves_nothing_behind(client):
    entry = furnished(status="draft")
    held = current()
    before = [State.objects.get().version, Change.objects.count(), Mark.objects.count(), dict(held.entries)]

    client.get(preview_url(entry))

    assert current() is held
    assert [State.objects.get().version, Change.objects.count(), Mark.objects.count(), dict(held.entries)] == before
    assert client.get(entry.get_absolute_url()).status_code == 404
    entry.refresh_from_db()
    assert (entry.status, entry.version) == ("draft", 1)


def test_those_who_may_not_look_in_the_admin_may_not_look_here(client, django_user_model):
    entry = make_organisation(status="draft")
    client.logout()

    stranger = client.get(preview_url(entry))
    client.force_login(django_user_model.objects.create_user("bea", password="x", is_staff=True))
    staff = client.get(preview_url(entry))
    client.force_login(make_editor("carla", role=Role.CONTRIBUTOR))
    contributor = client.get(preview_url(entry))

    assert (stranger.status_code, staff.status_code, contributor.status_code) == (302, 403, 200)


@pytest.mark.parametrize("end", ["99999/preview/en/", "{pk}/preview/fr/", "9999999999999999999999/preview/en/"])
def test_what_is_not_there_is_not_found(client, end):
    entry = make_organisation()

    response = client.get(change_url(entry).replace(f"{entry.pk}/change/", end.format(pk=entry.pk)))

    assert response.status_code == 404


def test_it_is_only_looked_at(client):
    assert client.post(preview_url(make_organisation())).status_code == 405


def test_form_leads_to_both_previews(client):
    entry = make_organisation(status="draft")

    html = client.get(change_url(entry)).content.decode()

    assert f'<a href="{preview_url(entry, "en")}">Preview in English</a>' in html
    assert f'<a href="{preview_url(entry, "es")}">Preview in Spanish</a>' in html


def test_queries_do_not_grow_with_what_is_shown(client, django_assert_max_num_queries):
    taken = []
    for count in (1, 3):
        entry = make_tactic(status="draft", cited=False)
        for _ in range(count):
            citation = make_citation(entry)
            make_connection(entry, "used-in", make_event(), citation=citation)
        current()

        with django_assert_max_num_queries(32) as queries:
            client.get(preview_url(entry))
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_entry_is_shown_as_it_would_be_with_a_change(rf, editor):
    entry = make_organisation(name_en="Before")
    held = current()
    request = rf.get("/admin/")
    request.user = editor

    html = preview(
        request,
        entry,
        "en",
        strip="As somebody proposed it.",
        change=lambda: apply(entry, {"name_en": "After"}, user=editor, reason=""),
    ).content.decode()

    assert "<h1>After</h1>" in html
    assert "As somebody proposed it." in strip_of(html)
    assert Organisation.objects.get().name_en == "Before"
    assert Organisation.objects.get().history.count() == 1
    assert current() is held


def test_evidence_that_is_only_proposed_is_shown_with_the_rest(rf, editor):
    entry, source = make_organisation(), make_source(title="A new essay")
    request = rf.get("/admin/")
    request.user = editor
    row = {
        "source": source.pk,
        "section": None,
        "paragraph": 2,
        "standing": "asserts",
        "claim_en": "They also sing.",
        "claim_es": "También cantan.",
        "position": 2,
    }

    page = preview(
        request, entry, "es", change=lambda: apply(entry, {"citation-new1": row}, user=editor, reason="")
    ).content.decode()

    assert "También cantan." in page
    assert "A new essay" in page
    assert entry.citations.count() == 1


def test_a_change_that_breaks_a_rule_is_told_to_whoever_asked(rf, editor):
    entry = make_organisation(name_en="Before")
    request = rf.get("/admin/")
    request.user = editor

    with pytest.raises(ValidationError):
        preview(request, entry, "en", change=lambda: apply(entry, {"summary_es": None}, user=editor, reason=""))

    assert Organisation.objects.get().summary_es
