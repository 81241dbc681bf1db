"""The facet of what entries rest on: several sources, one, or weak ones only."""

from collections import Counter

from django.db.models import Count, Q, QuerySet

from catalogue.evidence import Strength
from catalogue.models import Citation, Source
from catalogue.search.facets import ChoiceFacet

RULES = {
    Strength.SEVERAL: Q(reliable__gt=0, cited__gt=1),
    Strength.ONE: Q(reliable__gt=0, cited=1),
    Strength.WEAK: Q(reliable=0),
}


class StrengthFacet(ChoiceFacet):
    """The values are those of ``Strength``; each is worked out from all citations of an entry."""

    def __init__(self, **kwargs):
        super().__init__("citations", Strength, **kwargs)

    def condition(self, values):
        """Match entries by what their citations add up to."""
        matching = Q()
        for value in values:
            matching |= RULES[value]
        return Q(pk__in=_added_up(Citation.objects.all()).filter(matching).values("entry"))

    def counts(self, entries):
        """Added up from one query over their citations, in the order of the choices."""
        rows = _added_up(Citation.objects.filter(entry__in=entries.order_by().values("pk")))
        found = Counter(
            str(Strength.of(cited, {Source.Reliability.HIGH if reliable else Source.Reliability.LOW}))
            for cited, reliable in rows.values_list("cited", "reliable")
        )
        return {value: (str(label), found[value]) for value, label in self.choices.items() if found[value]}


def _added_up(citations: QuerySet) -> QuerySet:
    """For each entry, how many sources it cites and how often one of them is better than weak."""
    better = Count("pk", filter=~Q(source__reliability=Source.Reliability.LOW))
    return citations.order_by().values("entry").annotate(cited=Count("source", distinct=True), reliable=better)
