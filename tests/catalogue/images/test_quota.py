"""catalogue.images.quota"""

import datetime

import pytest
from django.utils import translation

from catalogue.images import quota
from catalogue.images.quota import Allowance
from catalogue.images.refusals import Refused
from catalogue.models import Upload
from catalogue.roles import Role
from tests.factories import make_editor

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 20, 0, tzinfo=datetime.UTC)  # noon in Los Angeles


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(quota.timezone, "now", lambda: NOW)
    monkeypatch.setattr(quota, "EDITORS", Allowance(pictures=3, bytes=1000))
    monkeypatch.setattr(quota, "PUBLISHERS", Allowance(pictures=4, bytes=2000))


def sent(user, *hours: float, size: int = 1) -> None:
    """Pictures that somebody sent so many hours ago."""
    for ago in hours:
        upload = Upload.objects.create(name=f"{user.pk}-{ago}", size=size, by=user)
        Upload.objects.filter(pk=upload.pk).update(at=NOW - datetime.timedelta(hours=ago))


def refusal(user) -> str:
    """What somebody is told; "" when more is possible."""
    try:
        quota.check(user)
    except Refused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_as_many_as_allowed_are_refused_with_the_time_of_the_next(role):
    user = make_editor(role=role)
    sent(user, 1, 5, 23)

    assert refusal(user) == (
        "You have sent as many pictures as one account may in 24 hours. You can send the next one from 1 p.m. "
        "on 21 November 2026."
    )


def test_time_is_told_in_spanish():
    user = make_editor(role=Role.EDITOR)
    sent(user, 1, 5, 23)

    with translation.override("es"):
        assert refusal(user) == (
            "Ya envió todas las imágenes que una cuenta puede enviar en 24 horas. Puede enviar la siguiente a partir "
            "de las 13:00 del 21 de noviembre de 2026."
        )


@pytest.mark.parametrize("hours", [(), (1, 2), (1, 2, 24), (1, 2, 24, 48)], ids=len)
def test_less_than_allowed_within_a_day_is_no_matter(hours):
    user = make_editor(role=Role.EDITOR)
    sent(user, *hours)

    assert refusal(user) == ""


def test_bytes_count_too():
    user = make_editor(role=Role.EDITOR)
    sent(user, 2, 10, size=500)

    assert "from 2 a.m. on 22 November 2026" in refusal(user)


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_publishers_may_send_more(role):
    user = make_editor(role=role)
    sent(user, 1, 5, 23, size=400)

    before = refusal(user)
    sent(user, 6)

    assert before == ""
    assert "from 1 p.m." in refusal(user)


def test_what_others_sent_does_not_count():
    sent(make_editor("ana", role=Role.EDITOR), 1, 2, 3)

    assert refusal(make_editor("luz", role=Role.EDITOR)) == ""
