"""Compare the search index with the entries."""

from django.core.management.base import BaseCommand, CommandError

from catalogue.search import upkeep
from catalogue.search.verify import differences


class Command(BaseCommand):
    """``manage.py verify_search``: fails when the index and the entries differ."""

    help = "Compares the search index, entry by entry, with what is published."

    def handle(self, *args, **options):
        """Name every difference; raises CommandError when there is any."""
        upkeep.version()
        found = list(differences())
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} differences. `manage.py rebuild_search` builds the index again.")
        self.stdout.write("The index is as the entries are.")
