"""catalogue.foreign: what is quoted in another language says which."""

import pytest
from django.utils.html import escape
from django.utils.translation import override

from catalogue import markup
from catalogue.foreign import mark


@pytest.mark.parametrize(
    ("page", "text", "marked"),
    [
        ("es", "Dice “No Human is Illegal”.", "Dice “<span lang=\"en\">No Human is Illegal</span>”."),
        ("en", "“Aquí estamos y no nos vamos”", "“<span lang=\"es\">Aquí estamos y no nos vamos</span>”"),
        ("es", "La orden (“judicial warrant”) falta.", "La orden (“<span lang=\"en\">judicial warrant</span>”) falta."),
        ("es", "Termina con “of Los Angeles”.", "Termina con “<span lang=\"en\">of Los Angeles</span>”."),
    ],
)  # fmt: skip
def test_quotation_in_the_other_language_is_marked(page, text, marked):
    with override(page):
        assert mark(text) == marked


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("en", "It says “No Human is Illegal”."),
        ("es", "Dice “Nadie es ilegal”."),
        ("es", "El grupo “Unión del Barrio”."),
        ("es", "Una lista de “the words para todos”."),
        ("es", "March for Justice, sin comillas."),
        ("es", "Un enlace “<a href=\"/es/\">of the page</a>”."),
        ("es", "“Empieza of y no termina"),
    ],
)  # fmt: skip
def test_anything_else_stays_as_it_is(page, text):
    with override(page):
        assert mark(text) == text


def test_what_is_escaped_stays_escaped():
    with override("es"):
        assert mark(escape("“<b>of</b> & the”")) == '“<span lang="en">&lt;b&gt;of&lt;/b&gt; &amp; the</span>”'


def test_text_with_marks_is_looked_at_too():
    with override("es"):
        assert markup.render("Dice **“We Are All Immigrants”**.") == (
            '<p>Dice <strong>“<span lang="en">We Are All Immigrants</span>”</strong>.</p>\n'
        )
