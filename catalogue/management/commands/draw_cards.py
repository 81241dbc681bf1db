"""Draw the cards of all entries."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.sharing.card import Card
from catalogue.sharing.kept import picture, remove_all_but

AT_ONCE = 500


class Command(BaseCommand):
    """``manage.py draw_cards``: for a static copy, or so that nobody waits. What is there is left as it is."""

    help = "Draws the sharing cards of all published entries in every language, and removes those of others."

    def handle(self, *args, **options):
        """Say how many there are."""
        index = current()
        entries = list(index.everything)
        count = 0
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for start in range(0, len(entries), AT_ONCE):
                    for document in cards(index, entries[start : start + AT_ONCE]):
                        picture(Card.of(document), document.slug, language)
                        count += 1
        removed = remove_all_but(index.addresses)
        self.stdout.write(f"{count} cards; removed those of {removed} entries that are not published any more.")
