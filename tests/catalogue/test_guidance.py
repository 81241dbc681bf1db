"""catalogue.guidance"""

import pytest

from catalogue.guidance import help_guide
from catalogue.models import Guide
from catalogue.search.held import current
from tests.factories import make_guide

pytestmark = pytest.mark.django_db


def test_it_is_the_published_guide_that_is_drawn_as_help():
    make_guide(slug="join-in", drawing=Guide.Drawing.JOIN)
    make_guide(slug="draft", status=Guide.Status.DRAFT)
    guide = make_guide(slug="help-now")

    assert help_guide(current()) == guide


def test_without_it_there_is_none():
    assert help_guide(current()) is None


def test_change_of_the_guide_shows_at_once():
    guide = make_guide(slug="help-now", title_en="Help")
    help_guide(current())

    guide.title_en = "Help now"
    guide.save()

    assert help_guide(current()).title_en == "Help now"


@pytest.mark.parametrize(("language", "title"), [("en", "I need help"), ("es", "Necesito ayuda")])
def test_search_leads_there_whatever_was_looked_for(client, language, title):
    make_guide(slug="help-now", title_en="I need help", title_es="Necesito ayuda")

    for query in ("", "?q=zzzz"):
        html = client.get(f"/{language}/search/{query}").text

        assert f'<a href="/{language}/guides/help-now/">{title}</a>' in html
