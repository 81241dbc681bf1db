"""Content files checked, without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.data.content import read
from catalogue.data.coverage import coverage_problems
from catalogue.data.pages import ContentError
from catalogue.data.warnings import single_source_count, warnings


class Command(BaseCommand):
    """Says all that is wrong with the content files, what is worth a look, and how many there are."""

    help = "Checks the content files without touching a database. Exits with 1 when something is wrong."
    requires_system_checks = []  # pages and addresses do not matter to files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the files are."""
        parser.add_argument("--content", type=Path, default=settings.CONTENT_DIR, metavar="DIR", help="their folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check; exit with 1 and the list of problems when there are any."""
        directory = options["content"].absolute()
        try:
            content = read(directory)
        except ContentError as error:
            raise CommandError(str(error)) from error
        for warning in warnings(content):
            self.stdout.write(_("Worth a look: %s") % warning)
        self.stdout.write(", ".join(f"{count} {folder}" for folder, count in content.counts().items()))
        alone = single_source_count(content)
        sentence = ngettext("%d entry rests on a single source.", "%d entries rest on a single source.", alone)
        self.stdout.write(sentence % alone)
        if problems := [*content.problems, *coverage_problems(content, directory)]:
            raise CommandError("\n".join(map(str, problems)))
