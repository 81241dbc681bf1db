"""catalogue.admin.picture: choosing, replacing and taking off the picture of an entry."""

import html5lib
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.test import Client

from catalogue.admin.picture_form import AGAIN, CHOSE_NONE, DESCRIBE, NAME
from catalogue.editing.revert import revert
from catalogue.editing.state import state_of
from catalogue.images import intake, quota
from catalogue.images.quota import Allowance
from catalogue.images.refusals import NOT_STORED, TOO_COSTLY, TRIES, because
from catalogue.models import Proposal, Status, Upload
from catalogue.roles import Role
from organisations.models import Organisation
from tests.catalogue.admin.pages import add_url, change_url, errors, sent_from
from tests.catalogue.images import hostile
from tests.catalogue.images.pictures import encoded, photo, upload
from tests.catalogue.images.stored import TAKEN, WORDS, give
from tests.factories import MAKERS, make_editor, make_organisation

NAMED = {"name_en": "Group", "name_es": "Grupo", "slug": "group", "sector": "legal", "status": "draft"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """The folder in which pictures are kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "entries"


@pytest.fixture
def quick(monkeypatch):
    """Pictures are taken in at once: making them anew has tests of its own."""
    asked = []
    monkeypatch.setattr(intake, "take_in", lambda file: asked.append(file.read()) or TAKEN)
    return asked


def raise_(error: Exception):
    raise error


def files(media) -> set[str]:
    """What is in the store, without the part that nobody can guess."""
    return {file.name.partition("-")[2] for file in media.iterdir()} if media.exists() else set()


def send(client, entry, **typed):
    """Save the form of an entry as it is, with some fields typed over."""
    return client.post(change_url(entry), sent_from(client.get(change_url(entry)), **typed))


def test_picture_is_made_anew_stored_and_shown(client, media):
    entry = make_organisation()

    response = send(client, entry, picture=upload(hostile.telling_jpeg()), **WORDS)

    assert response.status_code == 302
    stored = Organisation.objects.get(pk=entry.pk)
    assert (stored.image_width, stored.image_height) == (640, 480)
    assert {name: getattr(stored, name) for name in WORDS} == WORDS
    assert files(media) == {f"{width}.{kind}" for width in (480, 640) for kind in ("avif", "webp", "jpg")}
    for file in media.iterdir():
        assert not [mark for mark in hostile.MARKS.values() if mark in file.read_bytes()]
    public = Client().get(stored.get_absolute_url()).content.decode()
    assert f'src="{stored.image.url}"' in public
    assert Client().get(stored.image.url).headers["Content-Type"] == "image/jpeg"
    assert stored.history.first().image == stored.image.name


@pytest.mark.usefixtures("quick")
def test_picture_comes_with_a_new_entry(client, media, editor):
    data = sent_from(client.get(add_url(Organisation)), **NAMED, **WORDS, picture=upload())

    response = client.post(add_url(Organisation), data)

    assert response.status_code == 302
    entry = Organisation.objects.get()
    assert (entry.image_width, entry.image_height) == (300, 200)
    assert len(list(media.iterdir())) == 3
    assert Upload.objects.values_list("name", "size", "by").get() == (entry.image.name, TAKEN.size, editor.pk)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("make", list(MAKERS.values()))
def test_every_type_may_have_a_picture(client, make):
    entry = make()

    response = send(client, entry, picture=upload(), **WORDS)

    assert response.status_code == 302
    assert type(entry).objects.get(pk=entry.pk).image_width == 300


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("missing", "complaint"),
    [("image_alt_en", DESCRIBE), ("image_alt_es", DESCRIBE), ("image_credit", NAME), ("image_licence", NAME)],
)
def test_everything_must_be_said_about_a_picture(client, media, missing, complaint):
    entry = make_organisation()

    response = send(client, entry, picture=upload(), **{**WORDS, missing: " "})

    form = response.context["adminform"].form
    assert form.errors == {missing: [complaint], "picture": [AGAIN]}
    assert files(media) == set()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("missing", WORDS)
def test_nothing_of_it_may_be_emptied_while_there_is_a_picture(client, missing):
    entry = make_organisation()
    give(entry)

    response = send(client, entry, **{missing: ""})

    assert list(response.context["adminform"].form.errors) == [missing]


@pytest.mark.parametrize("what", ["svg called png", "half a jpeg", "pixel bomb", "animated webp", "empty"])
def test_refused_picture_is_answered_with_its_sentence_and_nothing_typed_is_lost(client, media, what):
    entry = make_organisation()
    name, make, sentence = hostile.HOSTILE[what]

    response = send(client, entry, picture=upload(make(), name), summary_en="Typed meanwhile.", **WORDS)

    form = response.context["adminform"].form
    assert form.errors == {"picture": [sentence]}
    assert form["summary_en"].value() == "Typed meanwhile."
    assert form["image_credit"].value() == "Ana Ruiz"
    assert files(media) == set()


def test_sentence_is_in_the_language_of_the_editor(client):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), picture=upload(hostile.svg(), "drawing.svg"), **WORDS)

    response = client.post(change_url(entry), data, headers={"accept-language": "es"})

    assert "Un dibujo SVG puede llevar programas dentro, así que el sitio no lo acepta." in response.content.decode()


@pytest.mark.usefixtures("quick")
def test_form_that_comes_back_for_another_reason_asks_for_the_file_again(client, media):
    entry = make_organisation()
    before = give(entry)
    data = {"citations__0__claim_en": "", "picture": upload(), "image_credit": "Luz Vega"}

    response = send(client, entry, **data)

    form = response.context["adminform"].form
    assert form.errors == {"picture": [AGAIN]}
    assert form["image_credit"].value() == "Luz Vega"
    html = response.content.decode()
    assert f"/media/{before.name}" in html  # the picture that there still is
    assert {file.name for file in media.iterdir()} == {name.partition("/")[2] for name in before.files}
    assert Organisation.objects.get(pk=entry.pk).image.name == before.name


def test_words_without_a_picture_are_not_saved_in_silence(client):
    entry = make_organisation()

    response = send(client, entry, image_credit="Ana Ruiz")

    assert response.context["adminform"].form.errors == {"picture": [CHOSE_NONE]}


@pytest.mark.usefixtures("quick")
def test_replaced_picture_stays_for_history(client, media):
    entry = make_organisation()
    before = give(entry)

    send(client, entry, picture=upload(), image_alt_en="Another mural.")

    now = Organisation.objects.get(pk=entry.pk)
    assert now.image.name != before.name
    assert len(list(media.iterdir())) == 6
    assert [row.image for row in now.history.all()[:2]] == [now.image.name, before.name]


def test_picture_is_taken_off_with_what_was_said_about_it(client, media):
    entry = make_organisation()
    give(entry)

    response = send(client, entry, remove_picture="on")

    assert response.status_code == 302
    now = Organisation.objects.get(pk=entry.pk)
    assert (now.image.name, now.image_width, now.image_height) == ("", None, None)
    assert {getattr(now, name) for name in WORDS} == {""}
    assert len(list(media.iterdir())) == 3


@pytest.mark.usefixtures("quick")
def test_new_picture_takes_the_place_of_one_that_is_taken_off(client):
    entry = make_organisation()
    before = give(entry)

    send(client, entry, remove_picture="on", picture=upload())

    now = Organisation.objects.get(pk=entry.pk)
    assert now.image.name not in ("", before.name)
    assert now.image_credit == "Ana Ruiz"


def test_entry_with_a_picture_is_saved_unchanged_when_nothing_is_typed(client, media):
    entry = make_organisation()
    give(entry)
    before = state_of(Organisation.objects.get(pk=entry.pk))
    for file in media.iterdir():
        file.unlink()  # nobody needs to open them for that

    response = send(client, entry)

    assert response.status_code == 302
    assert state_of(Organisation.objects.get(pk=entry.pk)) == before


@pytest.mark.usefixtures("quick")
def test_full_disk_is_told_and_nothing_is_saved(client, media, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    entry = make_organisation()
    monkeypatch.setattr(FileSystemStorage, "_save", full)

    response = send(client, entry, picture=upload(), summary_en="Typed.", **WORDS)

    form = response.context["adminform"].form
    assert form.errors == {"picture": [NOT_STORED]}
    assert form["summary_en"].value() == "Typed."
    assert Organisation.objects.get(pk=entry.pk).summary_en != "Typed."


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
def test_files_go_again_when_the_save_breaks_down(client, media, monkeypatch):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), picture=upload(), **WORDS)

    def broken(*arguments, **options):
        raise RuntimeError("something else is wrong")

    monkeypatch.setattr(Organisation, "save", broken)

    with pytest.raises(RuntimeError):
        client.post(change_url(entry), data)

    assert files(media) == set()


@pytest.mark.usefixtures("quick")
def test_files_go_again_when_the_transaction_is_rolled_back(client, media, monkeypatch):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), picture=upload(), **WORDS)
    monkeypatch.setattr(Organisation, "save", lambda *_arguments, **_options: transaction.set_rollback(True))

    client.post(change_url(entry), data)

    assert files(media) == set()


@pytest.mark.usefixtures("quick")
def test_stale_save_stores_no_picture(client, media):
    entry = make_organisation()
    data = sent_from(client.get(change_url(entry)), picture=upload(), **WORDS)
    Organisation.objects.get(pk=entry.pk).save()

    response = client.post(change_url(entry), data)

    assert response.status_code == 409
    assert "A form that comes back cannot keep it: please choose it again below." in response.content.decode()
    assert files(media) == set()
    assert Organisation.objects.get(pk=entry.pk).image.name == ""


def test_quota_is_told_before_a_picture_is_opened(client, quick, monkeypatch):
    monkeypatch.setattr(quota, "PUBLISHERS", Allowance(pictures=1, bytes=1_000_000))
    first, second = make_organisation(), make_organisation()

    send(client, first, picture=upload(), **WORDS)
    response = send(client, second, picture=upload(), **WORDS)

    (complaint,) = errors(response)
    assert complaint.startswith("You have sent as many pictures as one account may in 24 hours.")
    assert len(quick) == 1


def test_huge_file_is_dropped_on_its_way_and_the_rest_of_the_form_arrives(client, settings):
    settings.FILE_UPLOAD_HANDLERS = [
        "catalogue.images.upload_limit.LimitedUpload",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    entry = make_organisation()
    _name, make, sentence = hostile.HOSTILE["16 MB"]

    response = send(client, entry, picture=upload(make()), summary_en="Typed.", **WORDS)

    assert response.wsgi_request.FILES == {}
    form = response.context["adminform"].form
    assert form.errors == {"picture": [sentence]}
    assert form["summary_en"].value() == "Typed."


def test_good_file_passes_the_limit_whole(client, settings, quick):
    settings.FILE_UPLOAD_HANDLERS = [
        "catalogue.images.upload_limit.LimitedUpload",
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
    ]
    content = encoded(photo(1200, 900), quality=95)

    send(client, make_organisation(), picture=upload(content), **WORDS)

    assert quick == [content]


@pytest.mark.usefixtures("quick")
def test_picture_of_a_contributor_waits_in_a_proposal(client, media):
    luz = make_editor("luz", role=Role.CONTRIBUTOR)
    client.force_login(luz)
    entry = make_organisation()

    response = send(client, entry, picture=upload(), **WORDS)

    assert response.status_code == 302
    changes = Proposal.objects.get().changes
    assert {name: changes[name] for name in WORDS} == WORDS
    assert changes["image"][1:] == [300, 200]
    assert Organisation.objects.get(pk=entry.pk).image.name == ""
    assert len(list(media.iterdir())) == 3
    assert Upload.objects.get().by == luz
    assert client.get(f"/media/{changes['image'][0]}").status_code == 200
    assert Client().get(f"/media/{changes['image'][0]}").status_code == 404


def test_undone_change_brings_the_old_picture_back(client, media, editor):
    entry = make_organisation()
    before = give(entry)
    send(client, entry, remove_picture="on")
    now = Organisation.objects.get(pk=entry.pk)

    revert(now, now.version, editor)

    now = Organisation.objects.get(pk=entry.pk)
    assert (now.image.name, now.image_width, now.image_credit) == (before.name, 300, "Ana Ruiz")
    assert Client().get(f"/media/{before.name}").status_code == 200


def test_form_says_what_is_taken_and_shows_what_there_is(client):
    entry = make_organisation()
    without = client.get(change_url(entry)).content.decode()
    picture = give(entry)

    html = client.get(change_url(entry)).content.decode()

    tree = html5lib.parse(html, namespaceHTMLElements=False)
    field = tree.find(".//input[@name='picture']")
    assert (field.get("type"), field.get("accept")) == ("file", ".jpg,.jpeg,.jpe,.jfif,.png,.webp")
    assert 'enctype="multipart/form-data"' in html
    image = tree.find(".//*[@class='stored-picture']/img")
    assert (image.get("src"), image.get("alt")) == (f"/media/{picture.name}", "A mural.")
    assert tree.find(".//input[@name='remove_picture']") is not None
    assert "remove_picture" not in without
    assert "stored-picture" not in without.replace("admin-picture", "")


def test_form_is_in_spanish_too(client):
    entry = make_organisation()
    give(entry)

    html = client.get(change_url(entry), headers={"accept-language": "es"}).content.decode()

    for text in ("Archivo de la imagen", "Quitar la imagen, y con ella lo que se dice de ella", "300 por 200 píxeles"):
        assert text in html


def test_withdrawn_entry_may_have_a_picture_that_only_editors_see(client):
    entry = make_organisation(status=Status.WITHDRAWN)
    picture = give(entry)

    assert client.get(f"/media/{picture.name}").status_code == 200
    assert Client().get(f"/media/{picture.name}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_picture_is_made_anew_while_nothing_is_locked(monkeypatch):
    locked = []
    monkeypatch.setattr(intake, "take_in", lambda file: locked.append(connection.in_atomic_block) or TAKEN)
    client, entry = Client(), make_organisation()
    client.force_login(make_editor())

    response = send(client, entry, picture=upload(), **WORDS)

    assert response.status_code == 302
    assert locked == [False]


def test_pictures_that_are_refused_count_as_tries(client, monkeypatch):
    opened = []
    monkeypatch.setattr(quota, "MOST_TRIES", 2)
    monkeypatch.setattr(intake, "take_in", lambda file: opened.append(file) or raise_(because("too-costly")))
    entry = make_organisation()

    answers = [send(client, entry, picture=upload(), **WORDS) for _ in range(3)]

    assert [errors(answer) for answer in answers] == [[str(TOO_COSTLY)], [str(TOO_COSTLY)], [str(TRIES)]]
    assert len(opened) == 2
