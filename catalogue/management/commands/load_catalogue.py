"""Content files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from catalogue.data.content import read
from catalogue.data.load import load
from catalogue.data.pages import ContentError


class Command(BaseCommand):
    """Creates and updates what the content files hold: checked first, all or nothing, safe to repeat."""

    help = "Loads the content files: checks everything, then writes all or nothing. Editors' changes are left alone."
    requires_system_checks = []  # pages and addresses do not matter to files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the files are, and who wins."""
        parser.add_argument("--content", type=Path, default=settings.CONTENT_DIR, metavar="DIR", help="their folder")
        parser.add_argument("--theirs", action="store_true", help="let the file win where both changed")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load; exit with 1 and the list of problems when there are any."""
        try:
            done = load(read(options["content"].absolute()), theirs=options["theirs"], dry_run=options["dry_run"])
        except ContentError as error:
            nothing = _("Nothing was loaded.")
            raise CommandError(f"{error}\n{nothing}") from error
        if done.left_alone:
            self.stdout.write(_("Left alone (--theirs lets the file win where both changed):"))
            self.stdout.write("\n".join(done.left_alone))
        sentence = _("%(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(left)d left alone.")
        self.stdout.write(sentence % {**vars(done), "left": len(done.left_alone)})
        if options["dry_run"]:
            self.stdout.write(_("This was a trial: nothing was written."))
