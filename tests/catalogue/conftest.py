import pytest


@pytest.fixture
def second_factor_required(settings):
    """As on a public site."""
    settings.SECOND_FACTOR_REQUIRED = True
