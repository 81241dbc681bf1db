"""How long the slowest answers to hostile questions take: ``python -m benchmarks.hostile``.

It asks the catalogue of DATA_DIR or DATABASE_URL, without the cache of whole pages, in this process. Each question is
asked twice, since the second time is what a flood would find; the slower counts.
"""

import os
import sys
import time
from urllib.parse import urlencode

SHOWN = 8  # the slowest
BOUND = 0.1  # seconds that none should take


def questions() -> list[str]:
    """Addresses: operators, NUL, 10 kB, thousands of parameters, deep pages, samples of every block of Unicode."""
    texts = ['"', "'\" OR 1=1 --", "NEAR(", "a:* & !b", "100%", "%s", "\0", "*" * 200, "a" * 10_000, "polisse " * 60]
    texts += [
        "la migra redada raid ice police workers union students",
        "x" * 60,
        "{{ 7*7 }}",
        "<script>alert(1)</script>",
    ]
    for block in range(0, 0x30000, 0x200):
        if not 0xD800 <= block < 0xE000:
            texts.append("".join(chr(block + step) for step in range(0, 0x200, 9)))
    addresses = [f"/en/search/?{urlencode({'q': text})}" for text in texts]
    addresses += [f"/es/search/suggest/?{urlencode({'q': text[:40]})}" for text in texts[:30]]
    addresses += [f"/api/v1/entries/?{urlencode({'q': text})}" for text in texts[:15]]
    many = "&".join(f"type={number}" for number in range(1_000))
    deep = ["page=99999999999999999999", "page=400", "sort=evidence&page=99", many, f"q=raid&{many}", "q=raid&page=-1"]
    return addresses + [f"{door}?{query}" for door in ("/en/search/", "/es/tactics/") for query in deep]


def main() -> str | None:
    """Ask, and say what was slow; a sentence when something broke or took too long."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from catalogue.warm import warm_up

    call_command("collectstatic", interactive=False, verbosity=0)
    warm_up()  # as every process of the web server does before it answers

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    for door in ("/en/search/", "/es/search/suggest/", "/api/v1/entries/"):  # what the first answer imports
        client.get(f"{door}?q=first")
    timed = []
    for address in questions():
        for _ in range(2):
            start = time.perf_counter()
            status = client.get(address).status_code
            timed.append((time.perf_counter() - start, status, address))
    timed.sort(reverse=True)
    for seconds, status, address in timed[:SHOWN]:
        print(f"{seconds * 1000:7.1f} ms  {status}  {address[:90]}")
    broken = [address for _seconds, status, address in timed if status > 499]
    slow = sum(seconds > BOUND for seconds, _status, _address in timed)
    print(f"{len(timed)} answers, {slow} over {BOUND * 1000:.0f} ms, {len(broken)} broken.")
    return "Something broke." if broken else None


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
    sys.exit(main())
