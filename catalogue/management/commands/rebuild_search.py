"""Build the search index again."""

from django.core.management.base import BaseCommand

from catalogue.search import upkeep


class Command(BaseCommand):
    """``manage.py rebuild_search``: seldom needed, since the index follows every change by itself."""

    help = "Forgets the search index and builds it again from the published entries."

    def handle(self, *args, **options):
        """Say how many entries it holds."""
        self.stdout.write(f"The index holds {upkeep.rebuild()} entries.")
