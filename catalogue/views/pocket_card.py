"""The pocket card of rights: what the documents say of them, small enough to carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.views.generic import TemplateView

from catalogue.models import Guide, GuideEntry, GuideStep
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.search.models import Document

SLUG = "pocket-card"  # of the guide whose steps are the lines of the card
COPIES = 4  # on a page of paper


@dataclass
class Line:
    """A line of the card, and the entries that it rests on."""

    step: GuideStep
    entries: list[tuple[Document, str]] = field(default_factory=list)  # each with why it is there


@dataclass(frozen=True)
class Side:
    """The card in one language."""

    language: str
    title: str
    lead: str
    lines: list[str]


class PocketCard(TemplateView):
    """The card as it is printed, the reader's language first, and where each line comes from."""

    parameters = frozenset[str]()
    template_name = "catalogue/pocket_card.html"

    def get_context_data(self, **kwargs):
        """Which index, and the card: three queries."""
        lines = lines_of_card(current())
        if not lines:
            raise Http404
        guide = lines[0].step.guide
        return super().get_context_data(
            guide=guide,
            lines=lines,
            sides=[_side(language, guide, lines) for language in _own_first()],
            copies=range(COPIES),
            host=self.request.get_host(),
            address=self.request.build_absolute_uri(reverse("root")),
            **kwargs,
        )


def lines_of_card(index: Index) -> list[Line]:
    """The lines of the card, each with its guide: two queries. None where editors have taken it away."""
    chosen = GuideEntry.objects.filter(step__guide__slug=SLUG, step__guide__status=Guide.Status.PUBLISHED)
    listed = list(chosen.select_related("step__guide").order_by("step__position", "position"))
    documents = {row.entry: row for row in cards(index, dict.fromkeys(each.entry_id for each in listed))}
    return _lines(listed, documents)


def _own_first() -> list[str]:
    """The languages, that of the page before the others."""
    return sorted(dict(settings.LANGUAGES), key=lambda language: language != get_language())


def _side(language: str, guide: Guide, lines: list[Line]) -> Side:
    title, lead = getattr(guide, f"title_{language}"), getattr(guide, f"lead_{language}")
    return Side(language, title, lead, [getattr(line.step, f"heading_{language}") for line in lines])


def _lines(listed: Iterable[GuideEntry], documents: dict[int, Document]) -> list[Line]:
    """The steps in order with their published entries. A step that rests on none is no line of the card."""
    lines: dict[int, Line] = {}
    for each in listed:
        if document := documents.get(each.entry_id):
            lines.setdefault(each.step_id, Line(each.step)).entries.append((document, each.note))
    return list(lines.values())
