"""Who says it, and where; and what is connected on whose account."""

from typing import Literal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalogue.api.serializers.references import EntryReferenceSerializer, SourceReferenceSerializer
from catalogue.models import Connection, ConnectionKind, Entry, Source, Standing

Direction = Literal["out", "in"]


class PassageSerializer(serializers.Serializer):
    """A paragraph of a source and how it stands behind a claim."""

    section = serializers.SerializerMethodField(help_text="The heading above it; null before the first one.")
    paragraph = serializers.IntegerField(help_text="Counted from 1 under that heading; 0 is the heading itself.")
    standing = serializers.ChoiceField(
        Standing.choices,
        help_text="`reports` that it was done, `asserts` it in general, `recommends` it, or `disputes` another.",
    )
    standing_label = serializers.CharField(source="get_standing_display")

    def get_section(self, citation) -> str | None:
        """As in the content files: null rather than an empty heading."""
        return citation.section or None


class CitationSerializer(PassageSerializer):
    """One claim about an entry and the paragraph that makes it."""

    number = serializers.IntegerField(help_text="Its number in the entry's evidence, counted from 1.")
    source = SourceReferenceSerializer()  # type: ignore[assignment]
    reliability = serializers.ChoiceField(
        Source.Reliability.choices,
        source="source.reliability",
        help_text="How far the source can be trusted; the reason is in its `why`.",
    )
    claim = serializers.CharField(help_text="What the source says, in our own words.")
    claim_en = serializers.CharField()
    claim_es = serializers.CharField()


class ClaimSerializer(PassageSerializer):
    """One claim as its source's answer lists it: with the entry that it is about."""

    entry = EntryReferenceSerializer()
    number = serializers.IntegerField(help_text="Its number in the entry's evidence, counted from 1.")
    claim = serializers.CharField(help_text="What the source says, in our own words.")
    claim_en = serializers.CharField()
    claim_es = serializers.CharField()


class ConnectionCitationSerializer(PassageSerializer):
    """The evidence for a connection: a citation of the entry at its outward end."""

    source = serializers.CharField(source="source.slug", help_text="Its slug.")  # type: ignore[assignment]
    reliability = serializers.ChoiceField(Source.Reliability.choices, source="source.reliability")


class ConnectionSerializer(serializers.Serializer):
    """How this entry and another belong together, read from this entry's side."""

    # "This entry" is context["entry"].
    kind = serializers.ChoiceField(
        ConnectionKind.choices, help_text="As its outward end says it: organisation uses tactic."
    )
    direction = serializers.SerializerMethodField(help_text="`out`: from this entry. `in`: to this entry.")
    heading = serializers.SerializerMethodField(help_text="As it reads from this entry: “Uses”, “Used by”.")
    entry = serializers.SerializerMethodField(help_text="The entry at the other end.")
    citation_number = serializers.IntegerField(
        help_text="The number of its evidence among this entry's `citations` when `out`, among the other's when `in`."
    )
    citation = ConnectionCitationSerializer()
    note = serializers.CharField(help_text="A few words more; often empty.")
    note_en = serializers.CharField()
    note_es = serializers.CharField()

    def get_direction(self, connection: Connection) -> Direction:
        """Which end this entry is."""
        return "out" if self._outward(connection) else "in"

    def get_heading(self, connection: Connection) -> str:
        """The kind in words."""
        ends = ConnectionKind(connection.kind).ends
        return str(ends.from_subject if self._outward(connection) else ends.from_object)

    @extend_schema_field(EntryReferenceSerializer)
    def get_entry(self, connection: Connection) -> dict:
        """The other end."""
        other = connection.object if self._outward(connection) else connection.subject
        return EntryReferenceSerializer(other, context=self.context).data

    def _outward(self, connection: Connection) -> bool:
        return connection.subject_id == self.context["entry"].pk


def connections_of(entry: Entry) -> list[Connection]:
    """The loaded connections of an entry, both ends, in the order of the kinds and then of the other's name."""
    kinds = list(ConnectionKind)
    rows = [(row, row.object) for row in entry.connections.all()]
    rows += [(row, row.subject) for row in entry.connections_to.all()]
    in_order = sorted(rows, key=lambda pair: (kinds.index(ConnectionKind(pair[0].kind)), str(pair[1]).casefold()))
    return [row for row, _other in in_order]
