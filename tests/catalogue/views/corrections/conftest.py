import pytest

from catalogue.rate_limit import RateLimit
from catalogue.views import corrections
from tests.factories import make_organisation


@pytest.fixture(autouse=True)
def limit(monkeypatch):
    """A limit of one's own, wide enough."""
    fresh = RateLimit(each=1000, together=1000)
    monkeypatch.setattr(corrections, "LIMIT", fresh)
    return fresh


@pytest.fixture
def group():
    return make_organisation(slug="group", name_en="The group", name_es="El grupo")
