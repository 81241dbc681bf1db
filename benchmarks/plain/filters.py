"""One filter set, as django-filter's documentation teaches it."""

import django_filters
from django.db.models import Count, Q

from catalogue.models import Entry, Place, Standing

STRENGTHS = [("several", "several sources"), ("one", "one source"), ("weak", "weak sources only")]
TEXTS = [f"{name}_{language}" for name in ("name", "summary", "body") for language in ("en", "es")]


class EntryFilterSet(django_filters.FilterSet):
    """Words anywhere in the texts, and five facets."""

    q = django_filters.CharFilter(method="with_words")
    type = django_filters.CharFilter()
    place = django_filters.CharFilter(method="in_place")
    standing = django_filters.ChoiceFilter(choices=Standing.choices, method="with_standing")
    evidence = django_filters.ChoiceFilter(choices=STRENGTHS, method="resting_on")
    source = django_filters.CharFilter(method="from_source")
    sort = django_filters.OrderingFilter(fields=[("name_en", "name"), ("created", "newest"), ("cited", "evidence")])

    class Meta:
        model = Entry
        fields: list[str] = []

    def with_words(self, entries, name, value):
        """Entries that hold every word somewhere."""
        for word in value.split():
            found = Q(aliases__icontains=word)
            for column in TEXTS:
                found |= Q(**{f"{column}__icontains": word})
            entries = entries.filter(found)
        return entries

    def in_place(self, entries, name, value):
        """Entries in the place or in a part of it."""
        here = list(Place.objects.filter(slug=value).values_list("pk", flat=True))
        around = here
        while around:
            around = list(Place.objects.filter(part_of__in=around).values_list("pk", flat=True))
            here += around
        return entries.filter(pk__in=Entry.places.through.objects.filter(place__in=here).values("entry"))

    def with_standing(self, entries, name, value):
        """Entries with a citation of that standing."""
        return entries.filter(citations__standing=value).distinct()

    def from_source(self, entries, name, value):
        """Entries that cite the source."""
        return entries.filter(citations__source__slug=value).distinct()

    def resting_on(self, entries, name, value):
        """Entries by what their citations add up to."""
        better = Count("citations", filter=~Q(citations__source__reliability="low"))
        added_up = Entry.objects.annotate(voices=Count("citations__source", distinct=True), better=better)
        rules = {
            "several": Q(better__gt=0, voices__gt=1),
            "one": Q(better__gt=0, voices=1),
            "weak": Q(better=0),
        }
        return entries.filter(pk__in=added_up.filter(rules[value]).values("pk"))
