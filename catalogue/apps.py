"""The core app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Entries, their evidence, and everything that treats all types alike."""

    name = "catalogue"
    verbose_name = _("Catalogue")
