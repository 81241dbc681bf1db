"""catalogue.templatetags.drawings and static/img/prints"""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import gettext, override

from catalogue import registry
from catalogue.templatetags.drawings import SHEETS
from tactics.models import Tactic

PRINTS = Path(settings.BASE_DIR) / "static/img/prints"
SVG = "{http://www.w3.org/2000/svg}"
STATES = ("nothing-found", "nothing-chosen", "not-found", "broken", "not-allowed")
GUIDES = ("help", "join", "start", "says-who")


@pytest.fixture(scope="module")
def sheets():
    return {name: ElementTree.parse(PRINTS / f"{name}.svg").getroot() for name in SHEETS}  # noqa: S314  # our own


@pytest.fixture(scope="module")
def symbols(sheets):
    return {symbol.get("id"): symbol for sheet in sheets.values() for symbol in sheet}


def render(source, **context):
    return Template("{% load drawings %}" + source).render(Context(context))


def test_each_sheet_holds_the_drawings_that_it_says(sheets):
    assert {name: tuple(symbol.get("id") for symbol in sheet) for name, sheet in sheets.items()} == SHEETS


def test_phases_types_states_and_guides_each_have_one_drawing_and_nothing_else_has(sheets):
    types = [entry_type.key for entry_type in registry.all_types()]

    names = [symbol.get("id") for sheet in sheets.values() for symbol in sheet]

    assert sorted(names) == sorted([*Tactic.Phase.values, *types, *STATES, *GUIDES])


def test_drawings_are_of_one_size(symbols):
    assert {(symbol.tag, symbol.get("viewBox")) for symbol in symbols.values()} == {(f"{SVG}symbol", "0 0 320 240")}


def test_drawings_are_printed_in_two_inks_the_lower_one_first(symbols):
    inks = {name: [path.get("fill") for path in symbol] for name, symbol in symbols.items()}

    assert inks == {name: ["var(--under,none)", "currentColor"] for name in symbols}


def test_drawings_are_plain_shapes(sheets):
    elements = [element for sheet in sheets.values() for element in sheet.iter()]

    assert {element.tag for element in elements} == {f"{SVG}svg", f"{SVG}symbol", f"{SVG}path"}
    assert {name for element in elements for name in element.attrib} == {"id", "viewBox", "fill", "d"}


def test_drawings_stay_on_their_half_unit_grid(symbols):
    paths = [path.get("d") for symbol in symbols.values() for path in symbol]

    assert [path for path in paths if not re.fullmatch(r"[MhvlqczH\d -]+", path)] == []


def test_drawings_are_light():
    assert max(sheet.stat().st_size for sheet in PRINTS.iterdir()) < 20_000


def test_drawing_without_label_is_an_ornament():
    assert render('{% drawing "prepare" %}') == (
        '<svg class="drawing" viewBox="0 0 160 120" width="160" height="120" aria-hidden="true" focusable="false">'
        '<use href="/static/img/prints/phases.svg#prepare" width="160" height="120"/></svg>'
    )


def test_drawing_with_label_is_a_named_picture():
    assert render('{% drawing "respond" label %}', label='Neighbours, "arm in arm"') == (
        '<svg class="drawing" viewBox="0 0 160 120" width="160" height="120" role="img"'
        ' aria-label="Neighbours, &quot;arm in arm&quot;" focusable="false">'
        '<use href="/static/img/prints/phases.svg#respond" width="160" height="120"/></svg>'
    )


def test_drawing_is_labelled_in_the_language_of_the_page():
    source = '{% load i18n %}{% translate "tactic" as label %}{% drawing "tactic" label %}'

    with override("en"):
        english = render(source)
    with override("es"):
        spanish, word = render(source), gettext("tactic")

    assert 'aria-label="tactic"' in english
    assert f'aria-label="{word}"' in spanish
    assert word == "táctica"
