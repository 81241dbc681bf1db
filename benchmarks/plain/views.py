"""One list."""

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django_filters.views import FilterView

from benchmarks.plain.filters import STRENGTHS, EntryFilterSet
from catalogue import registry
from catalogue.models import Citation, Entry, Standing

PAGE_SIZE = 24


class EntryList(FilterView):
    """A page of entries, and beside it five facets counted over what was found."""

    filterset_class = EntryFilterSet
    template_name = "list.html"
    paginate_by = PAGE_SIZE
    context_object_name = "entries"

    def get_queryset(self):
        """What readers may see, by name, with the number of citations."""
        published = Entry.objects.filter(status="published").prefetch_related("places").order_by("name_en", "pk")
        counts = Citation.objects.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(n=Count("pk"))
        return published.annotate(cited=Subquery(counts.values("n")))

    def get_context_data(self, **kwargs):
        """The facets: name, and (value, words, count) of each choice."""
        context = super().get_context_data(**kwargs)
        found = Entry.objects.filter(pk__in=self.filterset.qs.order_by().values("pk")).order_by()
        types = {entry_type.key: entry_type.label_plural for entry_type in registry.all_types()}
        context["facets"] = [
            ("type", _named(_counts(found, "type"), types)),
            ("place", _rows(found, "places__slug", "places__name_en")),
            ("standing", _named(_counts(found, "citations__standing"), dict(Standing.choices))),
            ("evidence", _named(_strengths(found), dict(STRENGTHS))),
            ("source", _rows(found, "citations__source__slug", "citations__source__title")),
        ]
        return context


def _counts(found, path):
    return found.values_list(path).annotate(n=Count("pk", distinct=True))


def _named(counts, words):
    return [(value, words[value], n) for value, n in counts if n]


def _rows(found, slug, words):
    counts = found.filter(**{f"{slug}__isnull": False}).values_list(slug, words)
    return counts.annotate(n=Count("pk", distinct=True)).order_by("-n", words)


def _strengths(found):
    better = Count("citations", filter=~Q(citations__source__reliability="low"))
    cited = Count("citations__source", distinct=True)
    strength = Case(When(better=0, then=Value("weak")), When(cited=1, then=Value("one")), default=Value("several"))
    rows = found.annotate(better=better, cited=cited).annotate(strength=strength).values_list("strength", flat=True)
    counts: dict[str, int] = {}
    for value in rows:
        counts[value] = counts.get(value, 0) + 1
    return counts.items()
