"""Removes the files of pictures that nothing names any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from catalogue.images import kept


class Command(BaseCommand):
    """``manage.py prune_pictures``: pictures of forms that were never saved, or whose entry and history are gone.

    What any entry, any old state of one, a proposal or a merge names stays, and whatever is younger than a day.
    """

    help = "Removes files of pictures that no entry, no history, no proposal and no merge names."

    def add_arguments(self, parser: CommandParser) -> None:
        """Looking before removing."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        """Name the files."""
        names = kept.needless() if dry_run else kept.prune()
        for name in names:
            self.stdout.write(name)
        self.stdout.write(f"{len(names)} files {'would be' if dry_run else 'were'} removed.")
