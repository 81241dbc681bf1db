"""catalogue.views.media and catalogue.images.shown: who gets which file of a picture"""

import pytest

from catalogue.models import Status
from catalogue.search.held import current
from tests.catalogue.images.stored import TAKEN, give, stored
from tests.factories import make_editor, make_organisation

pytestmark = pytest.mark.django_db
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def address(picture, ending: str = "300.jpg") -> str:
    """Where a file of a picture is."""
    return f"/media/{picture.name.removesuffix('300.jpg')}{ending}"


@pytest.mark.parametrize(
    ("ending", "type"), [("300.avif", "image/avif"), ("300.webp", "image/webp"), ("300.jpg", "image/jpeg")]
)
def test_picture_of_a_published_entry_is_kept_by_browsers_for_ever(client, ending, type):
    picture = give(make_organisation())

    response = client.get(address(picture, ending))

    assert response.status_code == 200
    assert response.content == TAKEN.files[ending]
    headers = ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Length")
    assert [response.headers[name] for name in headers] == [type, FOR_EVER, "nosniff", str(len(response.content))]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_head_is_answered_and_nothing_else(client):
    picture = give(make_organisation())

    assert client.head(address(picture)).status_code == 200
    assert client.post(address(picture)).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/entries/",
        "/media/secret_key",
        "/media/../secret_key",
        "/media/entries/../../secret_key",
        "/media/entries/%2e%2e/%2e%2e/secret_key",
        "/media/entries/..%2f..%2fsecret_key",
        "/media/entries/{token}-300.jpg/../../../secret_key",
        "/media/entries/{token}-300.png",
        "/media/entries/{token}-300.jpg%00",
        "/media/entries/{token}-300.jpg%0a",
        "/media/entries/{token}-480.jpg",
        "/media/entries/{token}-0300.jpg.",
        "/media/entries/{token}-٣٠٠.jpg",
        "/media/entries/{upper}-300.jpg",
        "/media/entries/00000000000000000000000000000000-300.jpg",
        "/media//etc/passwd",
    ],
)
def test_nothing_else_is_there(client, settings, path):
    (settings.MEDIA_ROOT.parent / "secret_key").write_text("a secret")
    token = give(make_organisation()).name[8:40]

    response = client.get(path.format(token=token, upper=token.upper()))

    assert response.status_code == 404
    assert b"a secret" not in response.content


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_picture_of_an_entry_that_readers_do_not_see_is_for_editors(client, status):
    picture = give(make_organisation(status=status))

    before = client.get(address(picture))
    client.force_login(make_editor())
    after = client.get(address(picture))

    assert before.status_code == 404
    assert (after.status_code, after.content) == (200, TAKEN.files["300.jpg"])
    assert after.headers["Cache-Control"] == "private, no-store"


def test_picture_that_was_taken_off_is_gone_for_readers_at_once(client):
    entry = make_organisation()
    picture = give(entry)

    before = client.get(address(picture)).status_code
    other = give(entry, stored())
    after = client.get(address(picture)).status_code

    assert (before, after) == (200, 404)
    assert client.get(address(other)).status_code == 200


def test_picture_whose_file_is_lost_is_not_found(client, settings):
    picture = give(make_organisation())
    (settings.MEDIA_ROOT / picture.name).unlink()

    assert client.get(address(picture)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_pictures_there_are(client, count, django_assert_num_queries):
    pictures = [give(make_organisation()) for _ in range(count)]
    current()
    client.get(address(pictures[0]))

    with django_assert_num_queries(1):  # the version of the index
        client.get(address(pictures[-1]))
