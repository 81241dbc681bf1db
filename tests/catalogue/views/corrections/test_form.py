"""The page on which readers say what is wrong or missing."""

import re
from html import unescape

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import translation

from catalogue.guidance import help_guide
from catalogue.models import Guide
from catalogue.search.held import current
from organisations.models import Organisation
from tests.catalogue.views.corrections.forms import PATH, PLAIN, form_of, kept, send, text_of
from tests.content.reading_level import english_grade, spanish_ease
from tests.factories import MAKERS, make_citation, make_connection, make_guide, make_organisation

pytestmark = pytest.mark.django_db

QUERIES = 4  # which index, the entry, its evidence, its connections


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("key", MAKERS)
def test_form_asks_the_same_at_any_size(client, django_assert_num_queries, key, count):
    entry = MAKERS[key](slug="it")
    for _number in range(count):
        make_citation(entry)
        make_connection(entry, "part-of", MAKERS[key]())
    help_guide(current())

    with django_assert_num_queries(QUERIES):
        response = client.get(reverse(f"{key}-correct", args=["it"]))

    assert response.status_code == 200
    assert len(response.context["form"].fields["part"].choices) > 4


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", MAKERS)
def test_entry_leads_to_its_form_in_its_language(client, key, language):
    entry = MAKERS[key](slug="it")
    with translation.override(language):
        page, form = entry.get_absolute_url(), reverse(f"{key}-correct", args=["it"])

    html = client.get(page).content.decode()

    assert form == f"{page}correct/"
    assert html.count(f'href="{form}"') == 1
    assert client.get(form).status_code == 200


def test_form_has_three_questions_and_nothing_else_to_say_who_one_is(client, group):
    form = form_of(client.get(PATH))

    fields = {field.get("name"): field for tag in ("select", "textarea", "input") for field in form.iter(tag)}
    assert list(fields) == ["part", "text", "published_at", "website"]
    assert form.get("action") == PATH
    assert fields["text"].get("maxlength") is None  # browsers cut off what is pasted, without a word
    trap = fields["website"]
    assert (trap.get("tabindex"), trap.get("autocomplete"), trap.get("value")) == ("-1", "off", None)
    (around,) = (each for each in form.iter("div") if trap in list(each))
    assert (around.get("class"), around.get("aria-hidden")) == ("hidden", "true")


def test_form_begins_at_the_part_that_the_address_names(client, group):
    claim = group.citations.get()

    chosen = [
        [
            option.get("value")
            for option in form_of(client.get(PATH + query)).iter("option")
            if "selected" in option.attrib
        ]
        for query in (f"?part=citation-{claim.pk}", "?part=sector", "?part=<b>%00", "")
    ]

    assert chosen == [[f"citation-{claim.pk}"], ["sector"], [], []]


def test_form_says_what_becomes_of_it_in_both_languages(client, group):
    english, spanish = (text_of(client.get(PATH.replace("/en/", f"/{language}/"))) for language in ("en", "es"))

    for sentence in (
        "Nobody asks who you are.",
        "We do not keep your internet address.",
        "of private people, and of anyone at risk.",
        "Do not send what should stay private.",
        "An editor reads it.",
        "We cannot answer you.",
        "You cannot get urgent help here.",
    ):
        assert sentence in english
    for sentence in ("Nadie pregunta quién es usted.", "No podemos contestarle.", "El grupo"):
        assert sentence in spanish
    html = client.get(PATH).content.decode()
    assert 'href="/en/guides/"' in html.partition("<main")[2].partition("</main>")[0]
    assert 'href="/en/card/"' in html.partition("<main")[2].partition("</main>")[0]


def test_who_needs_help_now_is_sent_to_the_guide_for_it(client, group):
    make_guide(slug="join-in", drawing=Guide.Drawing.JOIN)
    make_guide(slug="help-now", title_es="Necesito ayuda")

    html = client.get(PATH.replace("/en/", "/es/")).content.decode()

    assert '<a href="/es/guides/help-now/">Necesito ayuda</a>' in html


def test_form_sets_no_cookie_and_keeps_the_strict_policy(client, group):
    for response in (client.get(PATH), send(client, PLAIN), client.get(PATH + "thanks/")):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "form-action 'self'" in response["Content-Security-Policy"]
        assert "script-src 'self'" in response["Content-Security-Policy"]


def test_form_is_kept_out_of_search_engines(client, group):
    for path in (PATH, PATH + "thanks/"):
        assert '<meta name="robots" content="noindex">' in client.get(path).content.decode()


@pytest.mark.parametrize("page", ["correct/", "correct/thanks/"])
@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_is_not_public_cannot_be_corrected(client, status, page):
    make_organisation(slug="group", status=status)

    assert client.get(f"/en/organisations/group/{page}").status_code == 404
    assert client.post(f"/en/organisations/group/{page}", PLAIN).status_code == 404
    assert kept() == []


def test_form_of_another_type_is_not_there(client, group):
    assert client.get("/en/tactics/group/correct/").status_code == 404


def test_old_address_leads_to_the_form_at_the_new_one_with_all_that_was_typed(client, group):
    group = Organisation.objects.get()
    group.slug = "renamed"
    group.save()

    asked, sent = client.get(PATH + "?part=sector"), send(client, PLAIN, follow=True)

    assert (asked.status_code, asked["Location"]) == (301, "/en/organisations/renamed/correct/?part=sector")
    assert sent.redirect_chain == [
        ("/en/organisations/renamed/correct/", 308),
        ("/en/organisations/renamed/correct/thanks/", 303),
    ]
    assert kept() == [("summary", "It began in May.", "The Daily, page 3")]


def test_what_one_reader_typed_is_shown_to_no_other(group, through_cache):
    empty = through_cache("GET", PATH)
    refused = through_cache("POST", PATH, b"text=private+words" + b"+x" * 2000)
    sent = through_cache("POST", PATH, b"text=private+words")
    thanks = [through_cache("GET", PATH + "thanks/") for _ in range(2)]

    assert refused[0].startswith("400")
    assert b"private words" in refused[2]
    assert sent[0].startswith("303")
    assert through_cache("GET", PATH) == empty
    assert b"private words" not in empty[2]
    assert thanks[0][1]["Cache-Control"] == "no-store"
    assert b"private words" not in thanks[1][2]


def test_kept_form_is_made_anew_when_the_evidence_changes(group, through_cache):
    through_cache("GET", PATH)

    make_citation(group, claim_en="A new claim.")

    assert b"2: A new claim." in through_cache("GET", PATH)[2]


ABOUT = django_settings.BASE_DIR / "templates" / "catalogue" / "about"


def prose(html: str) -> str:
    """What a page says, a full stop after each heading."""
    return unescape(re.sub(r"{%.*?%}|{{.*?}}|<[^>]+>", " ", html.replace("</h2>", ".</h2>")))


def test_page_on_corrections_is_easy_to_read():
    english, spanish = (
        (ABOUT / f"corrections_{language}.html").read_text(encoding="utf-8").partition("{% block prose %}")[2]
        for language in ("en", "es")
    )

    assert english_grade(prose(english)) <= 7
    assert spanish_ease(prose(spanish)) >= 65


def test_form_is_easy_to_read(client, group):
    english, spanish = (
        client.get(PATH.replace("/en/", f"/{language}/")).content.decode().partition('<section class="before"')[2]
        for language in ("en", "es")
    )

    assert english_grade(prose(english.partition("</section>")[0].partition(">")[2])) <= 6
    assert spanish_ease(prose(spanish.partition("</section>")[0].partition(">")[2])) >= 65
