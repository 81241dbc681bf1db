"""How many pictures one account may send."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format, time_format

from catalogue.images.refusals import QUOTA, TRIES, Refused
from catalogue.models import Upload
from catalogue.rate_limit import HOUR
from catalogue.roles import may_publish

WINDOW = datetime.timedelta(hours=24)


@dataclass(frozen=True)
class Allowance:
    """The most within 24 hours."""

    pictures: int
    bytes: int


EDITORS = Allowance(pictures=20, bytes=40_000_000)
PUBLISHERS = Allowance(pictures=100, bytes=200_000_000)
MOST_TRIES = 30  # an hour from one account, in each process: what is refused costs as much as what is taken


def allowance(user: AbstractBaseUser) -> Allowance:
    """What an account may send: more when it may publish."""
    return PUBLISHERS if may_publish(user) else EDITORS


def check(user: AbstractBaseUser) -> None:
    """Count a try. Raise Refused, with the time from which more is possible, for an account that sent what it may."""
    key = f"pictures-tried-by-{user.pk}"
    cache.add(key, 0, HOUR)
    if cache.incr(key) > MOST_TRIES:
        raise Refused(TRIES)
    most = allowance(user)
    sent = Upload.objects.filter(by_id=user.pk, at__gt=timezone.now() - WINDOW).order_by("-at")
    count = size = 0
    for at, bytes_ in sent.values_list("at", "size"):
        count, size = count + 1, size + bytes_
        if count >= most.pictures or size >= most.bytes:  # this one and all before it have to be a day old
            free = timezone.localtime(at + WINDOW)
            raise Refused(QUOTA % {"date": date_format(free), "time": time_format(free)})
