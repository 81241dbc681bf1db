"""Fills an empty, migrated database with a made-up catalogue: ``python -m benchmarks.generate 10000``.

The database is the one that DATABASE_URL or DATA_DIR names.
"""

import argparse
import os
import sys
import time


def fill(size: int, seed: int = 1) -> None:
    """Insert a catalogue of ``size`` published entries in one transaction.

    Raises ValueError when there are entries already, IntegrityError when a rule of the database is broken.
    """
    from django.db import transaction

    from benchmarks.insert import insert, settle
    from benchmarks.records import Catalogue
    from catalogue.models import Entry

    if Entry.objects.exists():
        raise ValueError("This database has entries already: a catalogue is only generated into an empty one.")
    models = []
    with transaction.atomic():
        for rows in Catalogue(size, seed).rows():
            insert(rows)
            models.append(rows.model)
    settle(list(dict.fromkeys(models)))


def main(arguments: list[str]) -> str | None:
    """Migrate, fill, index; the sentence that says what is wrong, or None."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, help="how many entries")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another catalogue")
    parser.add_argument("--rows-only", action="store_true", help="leave the search index as it is")
    given = parser.parse_args(arguments)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    begin = time.monotonic()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        fill(given.size, given.seed)
        print(f"{given.size} entries generated in {time.monotonic() - begin:.0f} s", flush=True)
        if not given.rows_only:
            call_command("rebuild_search")
    except (CommandError, ValueError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
