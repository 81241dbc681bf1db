"""Another process of the site, told line by line what to do: ``python -m tests.search.process``.

``write SLUG WORD`` gives an entry a name of that word, and ``there WORD`` answers with the slugs of the entries that a
search for the word finds and that have it in their names. ``threads N FIRST`` has five threads do both, N times each,
and answers with how often one was answered with something else than it had written. ``verify`` answers with what the
index has wrong.
"""

import os
import random
import string
import sys
import threading

import django


def main() -> None:
    """Answer each line with one."""
    from catalogue.search.verify import differences

    make_entries()
    print("ready", flush=True)
    for line in sys.stdin:
        order, *words = line.split()
        if order == "write":
            answer = write(*words)
        elif order == "there":
            answer = there(*words)
        elif order == "threads":
            answer = threads(*map(int, words))
        else:
            answer = " | ".join(differences())
        print(answer, flush=True)


def make_entries() -> None:
    """Ten tactics, unless another process made them."""
    from tactics.models import Tactic

    texts = {name: "Text." for name in ("name_en", "name_es", "summary_en", "summary_es")}
    for number in range(10):
        values = {**texts, "phase": "prepare", "status": "published"}
        Tactic.objects.get_or_create(slug=f"tactic-{number}", defaults=values)


def write(slug: str, word: str) -> str:
    """Save the entry as an editor does."""
    from tactics.models import Tactic

    tactic = Tactic.objects.get(slug=slug)
    tactic.name_en = word
    tactic.save()
    return "written"


def there(word: str) -> str:
    """Found by words, and held in memory: both, or the answer is "torn"."""
    from catalogue.search import fields
    from catalogue.search.held import current
    from catalogue.search.ranking import find

    index = current()
    held = {index.entries[pk].slug for pk in index.having(fields.TITLE, word)}
    found = {index.entries[pk].slug for pk in find(index, word, "en").matches[:] if index.entries[pk].en == word}
    return ",".join(sorted(held)) if held == found else "torn"


def threads(count: int, first: int) -> str:
    """How many of the answers were stale. Each thread has an entry of its own, from ``first`` on."""
    from django.db import connection

    stale: list[str] = []

    def work(number: int) -> None:
        letters = random.Random(number)  # noqa: S311
        for _ in range(count):
            word = "".join(letters.choices(string.ascii_lowercase, k=12))
            write(f"tactic-{number}", word)
            if there(word) != f"tactic-{number}":
                stale.append(word)
        connection.close()

    working = [threading.Thread(target=work, args=[first + number]) for number in range(5)]
    for each in working:
        each.start()
    for each in working:
        each.join()
    return str(len(stale))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
    django.setup()
    main()
