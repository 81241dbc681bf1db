"""The core app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Entries, their evidence, and everything that treats all types alike."""

    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        """Give the roles what they may do once the tables, and Django's permissions with them, are there."""
        from catalogue import roles

        post_migrate.connect(roles.grant, dispatch_uid="roles")


class EditingConfig(admin.AdminConfig):
    """Django's admin with our sign-in; stands for ``django.contrib.admin`` in INSTALLED_APPS."""

    default = False
    default_site = "catalogue.admin_site.EditorsSite"
