"""What an answer loads, in a number of queries that does not grow with what is found."""

from typing import cast

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalogue import registry
from catalogue.api.facts import with_facts
from catalogue.models import Citation, Connection, Entry, EntryQuerySet, Place, Source, Status
from catalogue.registry import EntryType

ENTRY_PUBLISHED = Q(entry__status=Status.PUBLISHED)


def type_of(entries: QuerySet) -> EntryType | None:
    """The type that a queryset of entries holds; None when it holds all types."""
    return registry.get(entries.model.TYPE) if entries.model.TYPE else None


def for_list(entries: QuerySet) -> QuerySet:
    """Entries with what a list shows of each."""
    entries = cast("EntryQuerySet", entries).with_evidence_counts()
    entry_type = type_of(entries)
    return (with_facts(entries, entry_type) if entry_type else entries).prefetch_related("places")


def for_page(entries: QuerySet) -> QuerySet:
    """Typed entries with all that the page of one shows; of connected entries only published ones."""
    citations = Citation.objects.annotate(number=number_of()).select_related("source").order_by("position", "pk")
    numbered = Connection.objects.annotate(citation_number=number_of("citation__"))
    connections = numbered.select_related("citation__source")
    return for_list(entries).prefetch_related(
        Prefetch("citations", citations),
        Prefetch("connections", connections.filter(object__status=Status.PUBLISHED).select_related("object")),
        Prefetch("connections_to", connections.filter(subject__status=Status.PUBLISHED).select_related("subject")),
    )


def sources() -> QuerySet[Source]:
    """Every source with how much of what readers see rests on it."""
    shown = Citation.objects.filter(ENTRY_PUBLISHED, source=OuterRef("pk")).order_by().values("source")
    return Source.objects.select_related("part_of").annotate(
        citation_count=_count(shown, Count("pk")), entry_count=_count(shown, Count("entry", distinct=True))
    )


def sources_in_full() -> QuerySet[Source]:
    """Sources with all that they support."""
    citations = Citation.objects.filter(ENTRY_PUBLISHED).annotate(number=number_of()).select_related("entry")
    citations = citations.order_by("entry__type", "entry__slug", "position", "pk")
    return sources().prefetch_related("parts", Prefetch("citations", citations))


def places() -> QuerySet[Place]:
    """Every place with the number of published entries there (those of its parts not counted)."""
    there = Entry.objects.published().filter(places=OuterRef("pk")).order_by().values("places")
    return Place.objects.select_related("part_of").annotate(entry_count=_count(there, Count("pk")))


def places_in_full() -> QuerySet[Place]:
    """Places with what lies in them and the published entries there."""
    entries = Entry.objects.published().order_by("type", "slug")
    return places().prefetch_related("parts", Prefetch("entries", entries))


def number_of(path: str = "") -> Coalesce:
    """The number that a citation bears in the evidence of its entry, counted from 1. ``path`` leads to the citation."""
    position, pk = OuterRef(f"{path}position"), OuterRef(f"{path}pk")
    up_to_here = Q(position__lt=position) | Q(position=position, pk__lte=pk)
    rows = Citation.objects.filter(up_to_here, entry=OuterRef(f"{path}entry")).order_by().values("entry")
    return _count(rows, Count("pk"))


def _count(rows: QuerySet, expression: Count) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=expression).values("n"), output_field=IntegerField()), 0)
