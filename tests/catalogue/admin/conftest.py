import pytest

from tests.factories import make_editor


@pytest.fixture
def editor(db):
    return make_editor()


@pytest.fixture
def client(client, editor):
    """A browser in which the editor is signed in."""
    client.force_login(editor)
    return client
