"""`make run`: brings database, catalogue and static files up to date, then becomes the web server.

One Python does all of it, because starting Django takes longer than most of the steps.
"""

import hashlib
import os
import sys
from pathlib import Path

from setup import port

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")


def digest_of_static_files() -> str:
    """Changes when any file that collectstatic would gather does, by name, size or time."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = os.stat(storage.path(name))
            found.update(f"{storage.path(name)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect_static() -> None:
    """Gathers and compresses the static files, unless nothing changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEBUG:  # whitenoise then serves them from where they are
        return
    folder = Path(settings.STATIC_ROOT)
    stamp = folder.with_suffix(".sha256")
    digest = digest_of_static_files()
    if folder.is_dir() and stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest)


def prepare() -> None:
    """Raises ImproperlyConfigured or CommandError, with a sentence, when something is not as it should be."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue")
    collect_static()


def main() -> str | int | None:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import OperationalError

    try:
        number = port.chosen()
        prepare()
    except (port.PortError, ImproperlyConfigured, CommandError) as error:
        return str(error)
    except OperationalError as error:
        return f"The database cannot be used: {str(error).strip()}"
    address = f"http://{port.HOST}:{number}/"
    print(f"\nThe catalogue is at {address} (Ctrl-C stops it).")
    # By name: browsers lend passkeys to localhost, not to a bare number.
    print(f"For an editor's account (http://localhost:{number}/{settings.ADMIN_PATH}): make editor\n", flush=True)
    # fmt: off
    os.execv(sys.executable, [
        sys.executable, "-m", "granian", "catalogue.wsgi:application", "--interface", "wsgi",
        "--host", port.HOST, "--port", str(number), "--workers", "1",
        # Python runs one thread at a time, so more of them only take turns: with five, a third fewer pages a second.
        # Two, so that nobody waits for somebody else's slow disk. Each keeps a database connection open.
        "--blocking-threads", "2",
        "--no-ws", "--no-access-log", "--log-level", "warning",
        "--workers-kill-timeout", "3",  # a browser that keeps its connection open must not delay Ctrl-C
    ])
    # fmt: on


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
