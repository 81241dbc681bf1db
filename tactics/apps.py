"""What people do, the law they use, the policies they win, where it happened: four entry types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from catalogue.registry import EntryType, register


class TacticsConfig(AppConfig):
    """Registers tactics, legal tools, policies and events."""

    name = "tactics"
    verbose_name = _("Tactics, law, policies and events")

    def ready(self) -> None:
        """Tell the catalogue about the four types."""
        from tactics import filters, models

        register(
            EntryType(
                key="tactic",
                folder="tactics",
                model=models.Tactic,
                filterset=filters.TacticFilterSet,
                intro=_("What people do, from getting ready to caring for each other afterwards."),
                facts=("phase", "actors"),
                sections=("how", "why_it_worked", "risks"),
            )
        )
        register(
            EntryType(
                key="legal-tool",
                folder="legal-tools",
                model=models.LegalTool,
                filterset=filters.LegalToolFilterSet,
                intro=_("Court orders, rights, funds and contracts: what each does and what it does not do."),
                facts=("form", "level"),
                sections=("who_can_use", "limits"),
            )
        )
        register(
            EntryType(
                key="policy",
                folder="policies",
                model=models.SanctuaryPolicy,
                filterset=filters.SanctuaryPolicyFilterSet,
                intro=_("Laws and programmes that shelter immigrants, and what critics say is missing in them."),
                facts=("form", "level", "jurisdiction", "legal_standing"),
                sections=("restricts", "gaps"),
            )
        )
        register(
            EntryType(
                key="event",
                folder="events",
                model=models.Event,
                filterset=filters.EventFilterSet,
                intro=_("Raids, protests, rulings and campaigns: where, when and how they ended."),
                facts=("form", "starts", "ends"),
                sections=("outcome",),
                sorts=("date", "-date"),
            )
        )
