"""The index: kept in the database, held in memory, brought up to date by itself."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Sets the triggers after each migration, and has the index follow a change as soon as it is committed."""

    name = "catalogue.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect to what Django tells of migrations and changes."""
        from catalogue.search import triggers, upkeep

        post_migrate.connect(triggers.install, sender=self)
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(upkeep.soon, dispatch_uid="search")
