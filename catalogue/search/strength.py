"""The facet of what entries rest on: several sources, one, or weak ones only."""

from django.db.models import Count, Q

from catalogue.evidence import Strength
from catalogue.models import Citation, Source
from catalogue.search.facets import ChoiceFacet


class StrengthFacet(ChoiceFacet):
    """The values are those of ``Strength``; each is worked out from all citations of an entry."""

    def __init__(self, **kwargs):
        super().__init__("citations", Strength, **kwargs)

    def pairs(self, entries):
        """Added up from one query over their citations."""
        better = Count("pk", filter=~Q(source__reliability=Source.Reliability.LOW))
        cited = Citation.objects.filter(entry__in=entries).order_by().values("entry")
        rows = cited.annotate(cited=Count("source", distinct=True), better=better)
        for pk, sources, reliable in rows.values_list("entry", "cited", "better"):
            kinds = {Source.Reliability.HIGH if reliable else Source.Reliability.LOW}
            yield pk, str(Strength.of(sources, kinds))
