"""stub"""
import django_filters
from catalogue.models import Entry
class EntryFilterSet(django_filters.FilterSet):
    class Meta:
        model = Entry
        fields: list = []
