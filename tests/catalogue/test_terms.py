"""catalogue.terms: words explained where a page uses them first."""

import re
from html import unescape

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue import markup
from catalogue.models import Term
from catalogue.search.held import current
from catalogue.terms import Explainer, Finder, terms
from tests.factories import make_source, make_term

LINK = '<a class="term" href="#word-{}" role="doc-glossref">{}</a>'
IN_MARKDOWN = '<a class="term" href="#word-{}" role="doc-glossref" rel="noopener noreferrer">{}</a>'


def term(slug: str, name: str, *forms: str, **values) -> Term:
    """A term that is not stored."""
    plain = {"pk": len(slug) * 1000 + sum(map(ord, slug)), "name_en": name, "forms_en": list(forms)}
    return Term(slug=slug, **{**plain, **values})


ORDER = term("tro", "temporary restraining order", "restraining order", "TRO", name_es="orden de restricción")
CITY = term("city", "sanctuary city", name_es="ciudad santuario")
LAW = term("law", "sanctuary", name_es="santuario")
BAIL = term("bail", "bail", name_es="fianza")
SECTION = term("s287", "287(g)", name_es="287(g)")
ALL = [ORDER, CITY, LAW, BAIL, SECTION]


def explainer(*chosen: Term, language: str = "en") -> Explainer:
    """For one page."""
    return Explainer(Finder.of(chosen or ALL, language))


def found(text: str, *chosen: Term, language: str = "en") -> list[tuple[str, str]]:
    """What is explained in a text: as written, and as which term."""
    return [piece for piece in explainer(*chosen, language=language).pieces(text) if piece[1]]


def text_of(html: str) -> str:
    """What of HTML is read."""
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They won bail, then more bail.", [("bail", "bail")]),
        ("Bail! BAIL!", [("Bail", "bail")]),
        ("A sanctuary city is a sanctuary.", [("sanctuary city", "city"), ("sanctuary", "law")]),
        ("A restraining order, then a temporary restraining order", [("restraining order", "tro")]),
        ("The TRO held.", [("TRO", "tro")]),
        ("A temporary  restraining\norder.", [("temporary  restraining\norder", "tro")]),
        ("Against 287(g), “287(g)” and (287(g)).", [("287(g)", "s287")]),
        ("287(g)s, 1287(g), 287 (g)", []),
        ("bailiff, jailbail, bail-fund, non-bail, #bail, @bail, bail_1", []),
        ("sanctuary’s bail", [("sanctuary", "law"), ("bail", "bail")]),
        ("fianza, orden de restricción", []),
        ("İ bail ẞ", [("bail", "bail")]),
        ("", []),
    ],
)
def test_first_use_of_whole_words_is_found(text, expected):
    assert found(text) == expected


def test_forms_are_those_of_the_language():
    text = "La orden de restricción y la Fianza; the bail."

    assert found(text, language="es") == [("orden de restricción", "tro"), ("Fianza", "bail")]


def test_term_is_explained_once_on_a_page():
    page = explainer(BAIL, LAW)

    texts = [page.plain("A sanctuary."), page.markdown("Bail and sanctuary."), page.plain("Bail.")]

    assert texts == [
        f"A {LINK.format('law', 'sanctuary')}.",
        f"<p>{IN_MARKDOWN.format('bail', 'Bail')} and sanctuary.</p>\n",
        "Bail.",
    ]
    assert page.used == [LAW, BAIL]


def test_longer_form_explains_its_own_term_even_when_a_part_of_it_was_explained():
    page = explainer(LAW, CITY)

    page.plain("sanctuary")
    html = page.plain("a sanctuary city")

    assert html == f"a {LINK.format('city', 'sanctuary city')}"


def test_words_of_a_form_that_was_explained_are_not_explained_one_by_one():
    page = explainer(LAW, CITY)

    page.plain("sanctuary city")
    html = page.plain("sanctuary city")

    assert html == "sanctuary city"


def test_form_that_two_terms_share_belongs_to_the_first():
    assert found("bail", BAIL, term("other", "Bail")) == [("bail", "bail")]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[bail](https://example.org/)", '<p><a href="https://example.org/" rel="noopener noreferrer">bail</a></p>\n'),
        (
            "[*bail* x](https://example.org/) bail",
            '<p><a href="https://example.org/" rel="noopener noreferrer"><em>bail</em> x</a> '
            f"{IN_MARKDOWN.format('bail', 'bail')}</p>\n",
        ),
        (
            "<https://example.org/?bail>",
            '<p><a href="https://example.org/?bail" rel="noopener noreferrer">https://example.org/?bail</a></p>\n',
        ),
        ("**bail**", f"<p><strong>{IN_MARKDOWN.format('bail', 'bail')}</strong></p>\n"),
        ("restraining\norder", f"<p>{IN_MARKDOWN.format('tro', 'restraining' + chr(10) + 'order')}</p>\n"),
        ("restraining\\\norder", "<p>restraining<br>\norder</p>\n"),
        ("- bail\n- bail", f"<ul>\n<li>{IN_MARKDOWN.format('bail', 'bail')}</li>\n<li>bail</li>\n</ul>\n"),
    ],
)
def test_markdown_is_explained_outside_of_links(text, html):
    assert explainer(BAIL, ORDER).markdown(text) == html


@pytest.mark.parametrize("text", ["<script>bail</script>", 'bail" onclick="x', "<b>bail</b> & <i", "&lt;bail&gt;"])
def test_hostile_text_stays_text(text):
    plain, marked = explainer().plain(text), explainer().markdown(text)

    assert text_of(plain) == text
    for html in (plain, marked):
        assert re.findall(r"<(\w+)", html.replace("<p>", "")) == ["a"]


def test_hostile_term_stays_text():
    hostile = term('"><script>', "<b>bail</b>", "bail&lt;")

    html = explainer(hostile).plain("x <b>bail</b> y")

    assert html == f"x {LINK.format('&quot;&gt;&lt;script&gt;', '&lt;b&gt;bail&lt;/b&gt;')} y"
    assert "<script" not in explainer(hostile).markdown("x <b>bail</b> y")


def test_attributes_of_references_let_nothing_else_in():
    html = markup._cleaner.clean('<a class="big" role="button" href="/x">x</a>')

    assert html == '<a href="/x" rel="noopener noreferrer">x</a>'


MARKS = [
    "*",
    "**",
    "[",
    "](",
    ")",
    "<",
    ">",
    "&amp;",
    '"',
    "`",
    "#",
    "- ",
    "\\",
    "_",
    "https://example.org/",
    "\n",
    "\n\n",
]
WORDS = st.sampled_from(
    ["bail", "Bail", "temporary", "restraining", "order", "city", "287(g)", " ", "\n", "İ", "ﬁ", *MARKS]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=30).map("".join)


@given(text=TEXTS)
def test_generated_plain_text_reads_the_same(text):
    assert text_of(explainer().plain(text)) == text


@given(text=TEXTS)
def test_generated_marked_text_reads_the_same(text):
    html = explainer().markdown(text)

    assert text_of(html) == text_of(markup.render(text))
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL) == markup.render(text)


@given(text=TEXTS)
def test_generated_pieces_name_each_term_once(text):
    slugs = [slug for _piece, slug in explainer().pieces(text) if slug]

    assert len(slugs) == len(set(slugs))


@pytest.mark.django_db
def test_terms_are_read_once_for_an_index(django_assert_num_queries):
    make_term("bail", source=make_source(), paragraph=1)
    make_term("warrant")
    index = current()

    with django_assert_num_queries(1):
        first = [each.name_en for each in terms(index, "en")]
    with django_assert_num_queries(0):
        Explainer.of(index).plain("bail")
        titles = [each.source and each.source.title for each in terms(index, "es")]

    assert first == ["bail", "warrant"]
    assert len(titles) == 2


@pytest.mark.django_db
def test_change_of_a_term_reaches_the_next_page():
    mutual = make_term("mutual aid")
    before = Explainer.of(current()).plain("mutual aid and bail")

    Term.objects.filter(pk=mutual.pk).update(name_en="bail")
    after = Explainer.of(current()).plain("mutual aid and bail")

    assert before == f"{LINK.format(mutual.slug, 'mutual aid')} and bail"
    assert after == f"mutual aid and {LINK.format(mutual.slug, 'bail')}"


@pytest.mark.django_db
def test_explainer_speaks_the_readers_language():
    make_term("bail", name_es="fianza")

    with translation.override("es"):
        page = Explainer.of(current())
        page.plain("bail, fianza")

        assert [str(each) for each in page.used] == ["fianza"]
