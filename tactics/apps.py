"""What people do, the law they use, the policies they win, where it happened: four entry types."""

from datetime import timedelta

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
                # How something is done changes slowly; what it risks may change with a season of raids.
                shelf_life=timedelta(days=365),
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
                # Orders are stayed and reversed within weeks, and whoever relies on one that is gone may be harmed.
                shelf_life=timedelta(days=90),
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
                # Councils and legislatures amend them, and courts test them, from one session to the next.
                shelf_life=timedelta(days=180),
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
                # What happened stays as it happened; only what came of it is still found out.
                shelf_life=timedelta(days=5 * 365),
                facts=("form", "starts", "ends"),
                sections=("outcome",),
                sorts=("date", "-date"),
            )
        )
