"""catalogue.images.intake and the workshop behind it: what is not taken, and that nothing but pixels is left."""

import subprocess

import pytest
from django.utils import translation

from catalogue.images import intake
from catalogue.images.refusals import BUSY, Refused
from tests.catalogue.images import hostile
from tests.catalogue.images.pictures import decoded, encoded, photo, several, upload


@pytest.mark.parametrize("what", hostile.HOSTILE)
def test_hostile_file_is_refused_with_a_sentence(what):
    name, make, sentence = hostile.HOSTILE[what]

    with pytest.raises(Refused) as refused:
        intake.take_in(upload(make(), name))

    assert str(refused.value) == sentence


def test_sentence_is_in_the_language_of_the_reader():
    with translation.override("es"), pytest.raises(Refused) as refused:
        intake.take_in(upload(b""))

    assert str(refused.value) == "El archivo está vacío. Elija otro."


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("photo.jpg", hostile.telling_jpeg),
        ("photo.JPEG", hostile.telling_jpeg),
        ("photo.png", hostile.telling_png),
        ("photo.webp", hostile.telling_webp),
    ],
)
def test_only_pixels_are_left(name, make):
    content = make()
    telling = [mark for mark in hostile.MARKS.values() if mark in content]

    taken = intake.take_in(upload(content, name))

    assert len(telling) == len(hostile.MARKS)
    for file in taken.files.values():
        assert not [mark for mark in (*telling, b"PK\3\4", b"Exif", b"http:", b"ICC_PROFILE") if mark in file]
        image = decoded(file)
        assert (image.mode, image.size) in {("RGB", (640, 480)), ("RGB", (480, 360))}
        assert not dict(image.getexif())
        assert not image.info.keys() & {"exif", "icc_profile", "xmp", "comment", "dpi"}


def test_picture_is_made_in_every_size_and_format():
    taken = intake.take_in(upload(encoded(photo(2400, 1800))))

    assert (taken.width, taken.height) == (1600, 1200)
    sizes = {name: (decoded(file).format, decoded(file).size) for name, file in taken.files.items()}
    assert sizes == {
        f"{width}.{ending}": (kind, (width, height))
        for width, height in ((480, 360), (960, 720), (1600, 1200))
        for ending, kind in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG"))
    }
    assert taken.size == sum(map(len, taken.files.values()))


def test_small_picture_is_not_enlarged():
    taken = intake.take_in(upload(encoded(photo(300, 200))))

    assert sorted(taken.files) == ["300.avif", "300.jpg", "300.webp"]


def test_photograph_with_a_map_of_brightness_behind_it_is_taken_without_that():
    taken = intake.take_in(upload(several(0, sizes=((640, 480), (160, 120)))))

    assert (taken.width, taken.height) == (640, 480)
    assert decoded(taken.files["640.jpg"]).format == "JPEG"


def test_forty_million_pixels_are_taken():
    taken = intake.take_in(upload(encoded(photo(7300, 5470), quality=50)))

    assert (taken.width, taken.height) == (1600, 1199)


def test_workshop_that_does_not_come_back_is_not_waited_for(monkeypatch):
    def run(*arguments, **options):
        raise subprocess.TimeoutExpired("workshop", 90)

    monkeypatch.setattr(intake.subprocess, "run", run)

    with pytest.raises(Refused) as refused:
        intake.take_in(upload())

    assert str(refused.value) == hostile.TOO_COSTLY


@pytest.mark.parametrize(("ended", "sentence"), [(-9, hostile.TOO_COSTLY), (1, hostile.UNREADABLE)])
def test_workshop_that_breaks_down_takes_nothing_with_it(monkeypatch, ended, sentence):
    done = subprocess.CompletedProcess([], ended, b"", b"broken")
    monkeypatch.setattr(intake.subprocess, "run", lambda *arguments, **options: done)

    with pytest.raises(Refused) as refused:
        intake.take_in(upload())

    assert str(refused.value) == sentence


def test_workshop_knows_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")

    assert intake.ENVIRONMENT.keys() <= {"PATH", "LD_LIBRARY_PATH"}


def test_whoever_comes_while_another_picture_is_made_anew_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(intake, "TURN", 0.01)

    with intake._one_at_a_time, pytest.raises(Refused) as refused:
        intake.take_in(upload())

    assert str(refused.value) == str(BUSY)
