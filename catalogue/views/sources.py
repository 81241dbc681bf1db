"""The documents that everything rests on."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.views.generic import DetailView, ListView

from catalogue import registry
from catalogue.models import Citation, Entry, Source, Standing
from catalogue.search.analysis import fold

STRONGEST_FIRST = [Standing.REPORTS, Standing.ASSERTS, Standing.DISPUTES, Standing.RECOMMENDS]


@dataclass(frozen=True)
class Supported:
    """An entry with what a source says of it, and whether it rests on that source alone."""

    entry: Entry
    citations: list[Citation]
    alone: bool


class SourceList(ListView):
    """Every source: what it is, how far to trust it, how much rests on it."""

    parameters = frozenset[str]()
    template_name = "catalogue/source_list.html"
    context_object_name = "sources"

    def get_queryset(self):
        """Read ones first, those that support most at the top."""
        published = Q(citations__entry__status="published")
        counted = Source.objects.annotate(
            entry_count=Count("citations__entry", filter=published, distinct=True),
        )
        return counted.select_related("part_of").order_by("-entry_count", "title")

    def get_context_data(self, **kwargs):
        """How many of them are cited: what others quote or are part of is listed, too."""
        return super().get_context_data(cited=sum(bool(each.entry_count) for each in self.object_list), **kwargs)


class SourceDetail(DetailView):
    """One source with all that it supports, and what rests on it alone."""

    model = Source
    parameters = frozenset[str]()
    template_name = "catalogue/source_detail.html"
    context_object_name = "source"

    def get_queryset(self):
        """With the work that it is part of."""
        return Source.objects.select_related("part_of").prefetch_related("parts")

    def get_context_data(self, **kwargs):
        """The citations by type and by entry, strongest standing first."""
        rows = Citation.objects.filter(source=self.object, entry__status="published").select_related("entry")
        supported: dict[Entry, list[Citation]] = {}
        for citation in sorted(rows, key=lambda row: STRONGEST_FIRST.index(Standing(row.standing))):
            citation.source = self.object  # the outline, without a query a row
            supported.setdefault(citation.entry, []).append(citation)
        alone = Entry.objects.published().with_evidence_counts()
        rests_alone = set(alone.filter(source_count=1, citations__source=self.object).values_list("pk", flat=True))
        groups = [
            Supported(entry, citations, entry.pk in rests_alone)
            for entry, citations in sorted(supported.items(), key=lambda item: fold(str(item[0])))
        ]
        types = [
            {"type": entry_type, "groups": found}
            for entry_type in registry.all_types()
            if (found := [group for group in groups if group.entry.type == entry_type.key])
        ]
        return super().get_context_data(types=types, entry_count=len(groups), alone_count=len(rests_alone), **kwargs)
