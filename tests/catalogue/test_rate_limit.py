"""catalogue.rate_limit"""

import pickle
import threading

import pytest

from catalogue.rate_limit import HOUR, RateLimit, address_of, network_of


class Clock:
    """Time that passes when told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_one_address_is_admitted_so_often_and_then_told_how_long_to_wait(clock):
    limit = RateLimit(each=2, together=100, clock=clock)

    admitted = [limit.admit("192.0.2.1"), limit.admit("192.0.2.1")]
    clock.now += 600.5
    refused = limit.admit("192.0.2.1")

    assert admitted == [0, 0]
    assert refused == 3000  # rounded up: never a moment too early
    assert limit.admit("192.0.2.2") == 0


def test_all_together_are_admitted_so_often(clock):
    limit = RateLimit(each=2, together=3, clock=clock)

    answers = [limit.admit(f"192.0.2.{number}") for number in range(5)]

    assert answers == [0, 0, 0, HOUR, HOUR]


def test_after_the_hour_everybody_begins_anew(clock):
    limit = RateLimit(each=1, together=1, clock=clock)
    limit.admit("192.0.2.1")

    clock.now += HOUR - 1
    before = limit.admit("192.0.2.1")
    clock.now += 1
    after = limit.admit("192.0.2.1")

    assert (before, after) == (1, 0)


def test_what_came_to_nothing_is_given_back(clock):
    limit = RateLimit(each=1, together=1, clock=clock)
    limit.admit("192.0.2.1")

    limit.give_back("192.0.2.1")

    assert limit.admit("192.0.2.1") == 0
    assert limit.admit("192.0.2.1") == HOUR


def test_no_more_is_held_than_was_admitted(clock):
    limit = RateLimit(each=2, together=10, clock=clock)

    for number in range(1000):
        limit.admit(f"198.51.100.{number % 250}")

    assert len(limit._counts) <= 10


def test_addresses_are_not_held_and_their_codes_say_nothing_an_hour_later(clock):
    limit = RateLimit(each=9, together=9, clock=clock)
    limit.admit("192.0.2.1")
    held, salt = dict(limit._counts), limit._salt

    clock.now += HOUR
    limit.forget()
    forgotten = dict(limit._counts), limit._salt
    limit.admit("192.0.2.1")

    assert b"\xc0\x00\x02\x01" not in pickle.dumps((held, salt))
    assert b"192.0.2.1" not in pickle.dumps((held, salt))
    assert forgotten == ({}, b"")
    assert limit._salt not in (salt, b"")
    assert not held.keys() & limit._counts.keys()


def test_it_is_forgotten_though_nobody_comes_again(clock, monkeypatch):
    waiting = []

    class Timer(threading.Timer):
        def start(self):
            waiting.append(self)

    monkeypatch.setattr(threading, "Timer", Timer)
    limit = RateLimit(each=9, together=9, clock=clock)
    limit.admit("192.0.2.1")

    (timer,) = waiting
    clock.now += timer.interval
    timer.function()

    assert timer.interval >= HOUR
    assert timer.daemon
    assert not limit._counts


def test_a_timer_of_the_hour_before_forgets_nothing_of_this_one(clock):
    limit = RateLimit(each=1, together=9, clock=clock)
    limit.admit("192.0.2.1")
    clock.now += HOUR
    limit.admit("192.0.2.1")

    limit.forget()

    assert limit.admit("192.0.2.1") == HOUR


def test_many_at_once_are_counted_one_by_one():
    limit = RateLimit(each=1000, together=50)
    answers = []

    threads = [
        threading.Thread(target=lambda: answers.extend(limit.admit("192.0.2.1") for _ in range(20))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers.count(0) == 50


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1:50123", "192.0.2.1", True),
        ("[2001:db8::1]:443", "2001:db8::2", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("nonsense", "", True),
        ("nonsense", "192.0.2.1", False),
        ("[::", "]", True),
        ("a:b", "999.1.1.1", True),
    ],
)
def test_whose_an_address_is(address, other, same):
    assert (network_of(address) == network_of(other)) is same


@pytest.mark.parametrize(
    ("behind_proxy", "passed_on", "address"),
    [
        (False, "", "192.0.2.1"),
        (False, "203.0.113.9", "192.0.2.1"),  # anybody can write that
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "1.1.1.1, 8.8.8.8, 203.0.113.9", "203.0.113.9"),
        (True, "", "192.0.2.1"),
        (True, "203.0.113.9, ", "192.0.2.1"),
    ],
)
def test_where_a_request_comes_from(rf, settings, behind_proxy, passed_on, address):
    settings.BEHIND_PROXY = behind_proxy
    headers = {"HTTP_X_FORWARDED_FOR": passed_on} if passed_on else {}

    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.1", **headers)) == address
