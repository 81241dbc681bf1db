"""Entries: short in lists, in full on their own, each type with its own facts and sections."""

from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalogue import registry
from catalogue.api.facts import column_of, holds_several, values_of
from catalogue.api.serializers.evidence import CitationSerializer, ConnectionSerializer, connections_of
from catalogue.api.serializers.references import ApiAddress, PageAddress, PlaceReferenceSerializer
from catalogue.days import day_of
from catalogue.images.sizes import Picture, Rendition
from catalogue.models import Entry, VerifiedHow
from catalogue.registry import EntryType


class DayField(serializers.DateField):
    """The day of a moment."""

    def to_representation(self, value: Any) -> Any:
        """As 2025-06-08."""
        return super().to_representation(day_of(value))


class ValueSerializer(serializers.Serializer):
    """A value and its words: {"value": "worker-centre", "label": "worker centre"}."""

    value = serializers.CharField(help_text="A slug, a date as far as it is known (2025-06-early), or a web address.")
    label = serializers.CharField(help_text="The same in words.")  # type: ignore[assignment]


class SectionSerializer(serializers.Serializer):
    """One text of an entry's page; empty where no document says anything."""

    heading = serializers.CharField()
    text = serializers.CharField(help_text="Paragraphs in a small part of Markdown.")
    text_en = serializers.CharField()
    text_es = serializers.CharField()


class RenditionSerializer(serializers.Serializer):
    """One file of a picture."""

    url = serializers.SerializerMethodField()
    width = serializers.IntegerField(help_text="In pixels.")
    height = serializers.IntegerField()
    type = serializers.CharField(help_text="Its media type: image/avif, image/webp or image/jpeg.")

    @extend_schema_field(serializers.URLField)
    def get_url(self, rendition: Rendition) -> str:
        """The absolute address of the file."""
        return self.context["request"].build_absolute_uri(rendition.url)


class ImageSerializer(serializers.Serializer):
    """A picture and what it shows."""

    url = serializers.SerializerMethodField()
    width = serializers.IntegerField(source="image_width", allow_null=True, help_text="In pixels.")
    height = serializers.IntegerField(source="image_height", allow_null=True)
    sizes = serializers.SerializerMethodField(help_text="The same picture in other widths and formats.")
    alt = serializers.CharField(source="image_alt")
    alt_en = serializers.CharField(source="image_alt_en")
    alt_es = serializers.CharField(source="image_alt_es")
    credit = serializers.CharField(source="image_credit")
    licence = serializers.CharField(source="image_licence")

    @extend_schema_field(serializers.URLField)
    def get_url(self, entry: Entry) -> str:
        """The absolute address of the file."""
        return self.context["request"].build_absolute_uri(entry.image.url)

    @extend_schema_field(RenditionSerializer(many=True))
    def get_sizes(self, entry: Entry) -> list[dict]:
        """The best format first, small before large."""
        picture = Picture.of(entry)
        found = picture.renditions if picture else []
        return list(RenditionSerializer(found, many=True, context=self.context).data)


class EntrySummarySerializer(serializers.Serializer):
    """An entry in a list."""

    type = serializers.CharField(help_text="organisation, tactic, legal-tool, policy or event.")
    slug = serializers.CharField(help_text="The end of its address, unique within the type.")
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField(), help_text="Acronyms, other spellings, hashtags.")
    summary = serializers.CharField(help_text="One or two plain sentences.")
    places = PlaceReferenceSerializer(many=True)
    citation_count = serializers.IntegerField(help_text="How many claims it rests on.")
    source_count = serializers.IntegerField(help_text="From how many different sources.")
    verified_on = serializers.DateField(allow_null=True, help_text="When it was last checked; null when it was not.")
    updated = DayField(help_text="The day of its last change.")
    url = PageAddress()
    api_url = ApiAddress()


class EntrySerializer(EntrySummarySerializer):
    """An entry in full. Each type adds its facts."""

    name_en = serializers.CharField()
    name_es = serializers.CharField()
    summary_en = serializers.CharField()
    summary_es = serializers.CharField()
    body = serializers.CharField(help_text="Paragraphs in a small part of Markdown; often empty.")
    body_en = serializers.CharField()
    body_es = serializers.CharField()
    sections = serializers.SerializerMethodField(help_text="Texts of this type alone, by name: how, risks …")
    image = serializers.SerializerMethodField()
    verified_how = serializers.ChoiceField(VerifiedHow.choices, allow_blank=True, help_text="How it was last checked.")
    created = DayField(help_text="The day it was begun.")
    citations = CitationSerializer(many=True, help_text="The evidence, in order.")
    connections = serializers.SerializerMethodField(help_text="From both ends, with published entries only.")

    @extend_schema_field(serializers.DictField(child=SectionSerializer()))
    def get_sections(self, entry: Entry) -> dict[str, dict]:
        """In the order of the page."""
        return {
            name: {
                "heading": str(column_of(type(entry), f"{name}_en").verbose_name),
                "text": getattr(entry, name),
                "text_en": getattr(entry, f"{name}_en"),
                "text_es": getattr(entry, f"{name}_es"),
            }
            for name in entry.entry_type.sections
        }

    @extend_schema_field(ImageSerializer(allow_null=True))
    def get_image(self, entry: Entry) -> dict | None:
        """The picture, when there is one."""
        return ImageSerializer(entry, context=self.context).data if entry.image else None

    @extend_schema_field(ConnectionSerializer(many=True))
    def get_connections(self, entry: Entry) -> list[dict]:
        """Read from this entry's side."""
        context = {**self.context, "entry": entry}
        return list(ConnectionSerializer(connections_of(entry), many=True, context=context).data)


@cache
def _facts_serializer(key: str) -> type[serializers.Serializer]:
    """The facts of a type: one field a registered column."""
    entry_type = registry.get(key)
    fields = {}
    for name in entry_type.facts:
        words = column_of(entry_type.model, name).verbose_name  # stays lazy: this is kept for both languages
        several = holds_several(entry_type.model, name)
        fields[name] = _SeveralValues(name, words) if several else _OneValue(name, words)
    return type(f"{_class_name(key)}FactsSerializer", (serializers.Serializer,), fields)


class _Values(serializers.Field):
    """A fact of the entry that is being written out."""

    def __init__(self, column: str, words) -> None:
        super().__init__(source="*", read_only=True, help_text=words)
        self.column = column

    def to_representation(self, entry: Entry) -> list[dict] | dict | None:
        """Every value."""
        return [dict(ValueSerializer(value).data) for value in values_of(entry, self.column)]


@extend_schema_field(ValueSerializer(many=True))
class _SeveralValues(_Values):
    """A fact with any number of values."""


@extend_schema_field(ValueSerializer(allow_null=True))
class _OneValue(_Values):
    """A fact with one value, null when no document gives it."""

    def to_representation(self, entry: Entry) -> dict | None:
        """The only one."""
        return next((dict(ValueSerializer(value).data) for value in values_of(entry, self.column)), None)


@cache
def _summary_serializer(key: str) -> type[EntrySummarySerializer]:
    facts = _facts_serializer(key)(source="*")
    return type(f"{_class_name(key)}SummarySerializer", (EntrySummarySerializer,), {"facts": facts})


@cache
def _entry_serializer(key: str) -> type[EntrySerializer]:
    facts = _facts_serializer(key)(source="*")
    return type(f"{_class_name(key)}Serializer", (EntrySerializer,), {"facts": facts})


def summary_serializer(entry_type: EntryType | None) -> type[EntrySummarySerializer]:
    """What a list shows of each entry: with facts when all are of one type, without when they are of all types."""
    return _summary_serializer(entry_type.key) if entry_type else EntrySummarySerializer


def entry_serializer(entry_type: EntryType) -> type[EntrySerializer]:
    """What there is to say about one entry of a type."""
    return _entry_serializer(entry_type.key)


def _class_name(key: str) -> str:
    """ "legal-tool" → "LegalTool": names the answers in the description of the API."""
    return "".join(part.title() for part in key.split("-"))
