"""Who organises: one entry type."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from catalogue.registry import EntryType, register


class OrganisationsConfig(AppConfig):
    """Registers the type organisation."""

    name = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Tell the catalogue about organisations."""
        from organisations.filters import OrganisationFilterSet
        from organisations.models import Organisation

        register(
            EntryType(
                key="organisation",
                folder="organisations",
                model=Organisation,
                filterset=OrganisationFilterSet,
                intro=_("Groups that act: from neighbourhood networks to unions and national groups."),
                # Groups move, merge, stop and take up other work within months.
                shelf_life=timedelta(days=180),
                facts=("sector", "reach", "based_in", "founded", "website"),
            )
        )
