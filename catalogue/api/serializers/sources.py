"""Sources: what each is, how far to trust it, what rests on it."""

from rest_framework import serializers

from catalogue.api.serializers.evidence import ClaimSerializer
from catalogue.api.serializers.references import ApiAddress, PageAddress, SourceReferenceSerializer
from catalogue.models import Source


class HeadingSerializer(serializers.Serializer):
    """One heading of a source and how many paragraphs stand under it."""

    heading = serializers.CharField(allow_null=True, help_text="Null for what comes before the first heading.")
    paragraphs = serializers.IntegerField()


class SourceSummarySerializer(serializers.Serializer):
    """A source in a list."""

    slug = serializers.CharField(help_text="The end of its address; the same in both languages.")
    title = serializers.CharField(help_text="As printed, in its own language.")
    kind = serializers.ChoiceField(Source.Kind.choices, help_text="What kind of voice speaks.")
    kind_label = serializers.CharField(source="get_kind_display")
    author = serializers.CharField(help_text="As the byline gives it; may be empty.")
    publisher = serializers.CharField()
    published = serializers.SerializerMethodField(help_text="As far as it is known: 2025, 2025-06, 2025-06-early.")
    language = serializers.CharField()
    reliability = serializers.ChoiceField(Source.Reliability.choices, help_text="How far a reader should trust it.")
    reliability_label = serializers.CharField(source="get_reliability_display")
    why = serializers.CharField(help_text="Why it can be trusted that far.")
    part_of = SourceReferenceSerializer(allow_null=True, help_text="What it belongs to or sums up.")
    document_url = serializers.CharField(source="url", help_text="Where the document itself is, when it says so.")
    archive_url = serializers.CharField(help_text="An archived copy of the document.")
    entry_count = serializers.IntegerField(help_text="How many entries rest on it.")
    citation_count = serializers.IntegerField(help_text="How many claims rest on it.")
    url = PageAddress()
    api_url = ApiAddress()

    def get_published(self, source: Source) -> str | None:
        """The written form."""
        return str(source.published) if source.published else None


class SourceSerializer(SourceSummarySerializer):
    """A source in full."""

    why_en = serializers.CharField()
    why_es = serializers.CharField()
    about = serializers.CharField(help_text="What kind of text it is and what it covers.")
    about_en = serializers.CharField()
    about_es = serializers.CharField()
    outline = HeadingSerializer(many=True, help_text="Its headings in order; the text itself is not kept here.")
    parts = SourceReferenceSerializer(many=True)
    citations = ClaimSerializer(many=True, help_text="Every claim of a published entry that rests on it.")
