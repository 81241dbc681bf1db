"""How often something may be sent from one address, without anybody's address being kept.

What is remembered is a code of the address, made with random salt. Both stay in the memory of this process, for an
hour at most, and are then thrown away: with the salt goes the only way to tell whose code it was.
"""

from __future__ import annotations

import hmac
import math
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

HOUR = 3600  # seconds


class RateLimit:
    """So many an hour from one address, and so many from all together.

    The second number keeps a flood from many addresses at bay, and it bounds what is held in memory: only what was
    admitted is counted. Each process counts for itself.
    """

    def __init__(self, each: int, together: int, clock: Callable[[], float] = time.monotonic):
        self.each = each
        self.together = together
        self._clock = clock
        self._lock = threading.Lock()
        self._salt = b""
        self._counts: Counter[bytes] = Counter()
        self._until = -math.inf  # when what was counted is forgotten

    def admit(self, address: str) -> int:
        """Count one more from an address and return 0; or, where that is too many, the seconds until the next."""
        with self._lock:
            now = self._clock()
            if now >= self._until:
                self._begin(now)
            code = self._code(address)
            if self._counts[code] >= self.each or self._counts.total() >= self.together:
                return math.ceil(self._until - now)
            self._counts[code] += 1
            return 0

    def give_back(self, address: str) -> None:
        """Take back one that came to nothing."""
        with self._lock:
            self._counts -= Counter([self._code(address)])

    def forget(self) -> None:
        """Forget everything, once the hour is over."""
        with self._lock:
            if self._clock() >= self._until:
                self._counts, self._salt = Counter(), b""

    def _begin(self, now: float) -> None:
        self._counts, self._salt = Counter(), secrets.token_bytes(32)
        self._until = now + HOUR
        # Not only when somebody comes again: that may be days later.
        timer = threading.Timer(HOUR + 1, self.forget)
        timer.daemon = True
        timer.start()

    def _code(self, address: str) -> bytes:
        return hmac.digest(self._salt, network_of(address), "sha256")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from.

    Behind a proxy that is what the proxy added to X-Forwarded-For: the last address there. Whatever stands before it
    was sent along by the reader's side, who may write there what they like.
    """
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> bytes:
    """What of an address stands for whoever holds it: all of IPv4, the first half of IPv6 (the rest they choose).

    Some proxies add a port, which is left out. What is no address at all gives b"", as if it were one of its own.
    """
    try:
        found = ip_address(_host(address))
    except ValueError:
        return b""
    if isinstance(found, IPv6Address):
        return found.ipv4_mapped.packed if found.ipv4_mapped else found.packed[:8]
    return found.packed


def _host(address: str) -> str:
    """Without a port: only then is there a bracket, or one colon."""
    if address.startswith("[") or address.count(":") == 1:
        return urlsplit(f"//{address}").hostname or ""
    return address
