"""Places: never finer than a neighbourhood."""

from rest_framework import serializers

from catalogue.api.serializers.references import (
    ApiAddress,
    EntryReferenceSerializer,
    PageAddress,
    PlaceReferenceSerializer,
)
from catalogue.models import Place


class PlaceSummarySerializer(serializers.Serializer):
    """A place in a list."""

    slug = serializers.CharField(help_text="The end of its address; the same in both languages.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    name_es = serializers.CharField()
    kind = serializers.ChoiceField(Place.Kind.choices)
    kind_label = serializers.CharField(source="get_kind_display")
    part_of = PlaceReferenceSerializer(allow_null=True, help_text="The larger area around it.")
    latitude = serializers.FloatField(allow_null=True, help_text="Of the middle of the area, two decimals at most.")
    longitude = serializers.FloatField(allow_null=True)
    entry_count = serializers.IntegerField(
        help_text="At this very place; `entries/?place=` also finds those in its parts."
    )
    url = PageAddress()
    api_url = ApiAddress()


class PlaceSerializer(PlaceSummarySerializer):
    """A place in full."""

    parts = PlaceReferenceSerializer(many=True, help_text="What lies in it.")
    entries = EntryReferenceSerializer(many=True, help_text="Entries at this very place.")
