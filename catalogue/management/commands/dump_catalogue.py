"""The database into content files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from catalogue.data.content import read
from catalogue.data.dump import dump


class Command(BaseCommand):
    """Writes the catalogue back into the files it was loaded from, or into a new folder."""

    help = "Writes every place, source, entry, guide and term, whatever its status, into content files below DIR."
    requires_system_checks = []  # pages and addresses do not matter to files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and what to do with files that nothing stands behind."""
        parser.add_argument("directory", type=Path, metavar="DIR", help="folder for the files; made if need be")
        parser.add_argument("--prune", action="store_true", help="remove the files of what is not in the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what a later load would refuse: editors may publish what files may not."""
        directory = options["directory"].absolute()
        try:
            dumped = dump(directory, prune=options["prune"])
        except OSError as error:
            raise CommandError(_("The files cannot be written: %s.") % error) from error
        self.stdout.write(_("%(written)d written, %(unchanged)d unchanged, %(removed)d removed.") % vars(dumped))
        if problems := read(directory).problems:
            self.stderr.write(_("These would not load again as they are:"))
            self.stderr.write("\n".join(map(str, problems)))
