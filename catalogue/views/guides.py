"""Guides: ways through the catalogue for one kind of reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from catalogue import registry
from catalogue.models import Guide, GuideEntry, GuideStep
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.models import Document
from catalogue.views.pocket_card import lines_of_card

# Each guide is printed in the ink of a type, the one it is nearest to.
INKS = {"help": "legal-tool", "join": "tactic", "start": "policy"}


@dataclass(frozen=True)
class ListLink:
    """A list to go on with."""

    url: str
    text: str


@dataclass(frozen=True)
class StepShown:
    """A step as its page shows it."""

    step: GuideStep
    entries: list[tuple[Document, str]]  # each with its note
    more: ListLink | None


class GuideList(ListView):
    """Every guide that is listed, with its steps."""

    parameters = frozenset[str]()
    template_name = "catalogue/guide_list.html"
    context_object_name = "guides"

    def get_queryset(self):
        """In their own order."""
        return Guide.objects.listed().prefetch_related("steps")

    def get_context_data(self, **kwargs: Any):
        """Each guide with its ink."""
        guides = [{"guide": guide, "ink": ink(guide)} for guide in self.object_list]
        return super().get_context_data(**kwargs) | {"guides": guides}


class GuideDetail(TemplateView):
    """One guide, step by step, and the guides before and after it."""

    parameters = frozenset[str]()
    template_name = "catalogue/guide_detail.html"

    def get_context_data(self, **kwargs: Any):
        """Guides, steps and their entries are a query each; what is shown of entries comes from the index.

        Who needs help now finds the lines of the pocket card before anything else: a query more.
        """
        guides = list(Guide.objects.listed())
        number = next((n for n, guide in enumerate(guides) if guide.slug == kwargs["slug"]), None)
        if number is None:
            raise Http404
        guide, index = guides[number], current()
        return super().get_context_data(
            guide=guide,
            ink=ink(guide),
            steps=_steps(index, guide),
            rights=lines_of_card(index) if guide.drawing == Guide.Drawing.HELP else [],
            previous=guides[number - 1] if number else None,
            next=guides[number + 1] if number + 1 < len(guides) else None,
            **kwargs,
        )


def ink(guide: Guide) -> str:
    """The type in whose ink a guide is printed."""
    return INKS.get(guide.drawing, "source")


def _steps(index: Index, guide: Guide) -> list[StepShown]:
    """Entries that are not published are not in the index, so they are left out."""
    steps = list(guide.steps.all())
    listed: list[GuideEntry] = list(GuideEntry.objects.filter(step__in=steps))
    found = {card.pk: card for card in cards(index, {each.entry_id for each in listed})}
    shown: dict[int, list[tuple[Document, str]]] = {step.pk: [] for step in steps}
    for each in listed:
        if card := found.get(each.entry_id):
            shown[each.step_id].append((card, each.note))
    return [StepShown(step, shown[step.pk], _list_link(index, step)) for step in steps]


def _list_link(index: Index, step: GuideStep) -> ListLink | None:
    """Where the step's list is, with the number of its entries; None when it has none or filters what is gone."""
    if not step.list_type:
        return None
    entry_type = registry.get(step.list_type)
    filters = entry_type.filterset(QueryDict(step.list_query), entry_type.model.objects.none(), index=index)
    count = len(filters.matching)
    if filters.problems or not count:
        return None
    values = {
        "count": count,
        "type": entry_type.label if count == 1 else entry_type.label_plural,
        "filters": ", ".join(chip["text"] for chip in filters.chips()),
    }
    text = _("All %(count)d %(type)s (%(filters)s)") if values["filters"] else _("All %(count)d %(type)s")
    address = reverse(entry_type.folder)
    return ListLink(f"{address}{filters.address()}" if values["filters"] else address, text % values)
