"""Entries of one type side by side."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue import picks, registry
from catalogue.comparison import compared
from catalogue.search.cards import cards
from catalogue.search.held import current


class Compare(TemplateView):
    """Up to four entries of one type, every fact in a row; a search of that type to add another."""

    parameters = frozenset({picks.PARAMETER, "q"})
    template_name = "catalogue/compare.html"

    def get_context_data(self, **kwargs):
        """Which index, the rows, the entries and their connections: a query each; a search asks for its words."""
        index = current()
        asked = picks.read(self.request.GET, index)
        type = next((pick.type for pick in asked), "")
        of_type = asked.of_type(type)
        picked = of_type.first(picks.SIDE_BY_SIDE)
        offered = picks.candidates(index, picked, type) if len(picked) < picks.SIDE_BY_SIDE else []
        documents = {row.entry: row for row in cards(index, [*picked.entries, *(pick.entry for pick in offered)])}
        entries = picks.loaded(picked)
        shown = [pick for pick in picked if pick.entry in entries and pick.entry in documents]
        problems = asked.problems()
        if len(of_type) < len(asked):
            label = registry.get(type).label_plural
            problems.append(
                _("Only entries of one type can stand side by side. We kept the %(type)s.") % {"type": label}
            )
        return super().get_context_data(
            picked=picked,
            most=picks.SIDE_BY_SIDE,
            full=len(picked) == picks.SIDE_BY_SIDE,
            problems=[*problems, *picks.too_many(of_type, picks.SIDE_BY_SIDE)],
            entry_type=registry.get(type) if type else None,
            columns=[(documents[pick.entry], picked.without(pick.key)) for pick in shown],
            groups=compared(index, [entries[p.entry] for p in shown], [documents[p.entry] for p in shown])
            if shown
            else [],
            offers=[(documents[pick.entry], picked.adding(pick.key)) for pick in offered if pick.entry in documents],
            sheet=reverse("sheet") + picked.address(words=""),
            **kwargs,
        )
