"""How one thing names another, and where each is found."""

from django.db.models import Model
from django.urls import reverse
from rest_framework import serializers

from catalogue.models import Entry


def api_address(thing: Model) -> str:
    """The path of an entry, source or place in the API."""
    name = thing.type if isinstance(thing, Entry) else thing._meta.model_name
    return reverse(f"api:{name}", args=[thing.slug])  # type: ignore[attr-defined]


class PageAddress(serializers.URLField):
    """The absolute address of a thing's page in the language asked for."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"source": "*", "read_only": True, "help_text": "Its page.", **kwargs})

    def to_representation(self, thing) -> str:
        """From the model's own address and the request in the context."""
        return self.context["request"].build_absolute_uri(thing.get_absolute_url())


class ApiAddress(PageAddress):
    """The absolute address of a thing in this API."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"help_text": "All about it, in this API.", **kwargs})

    def to_representation(self, thing) -> str:
        """From its type and slug."""
        return self.context["request"].build_absolute_uri(api_address(thing))


class EntryReferenceSerializer(serializers.Serializer):
    """An entry, named by something else."""

    type = serializers.CharField(help_text="organisation, tactic, legal-tool, policy or event.")
    slug = serializers.CharField(help_text="The end of its address, unique within the type.")
    name = serializers.CharField()
    url = PageAddress()
    api_url = ApiAddress()


class SourceReferenceSerializer(serializers.Serializer):
    """A source, named by something else."""

    slug = serializers.CharField()
    title = serializers.CharField(help_text="As printed, in its own language.")
    url = PageAddress()
    api_url = ApiAddress()


class PlaceReferenceSerializer(serializers.Serializer):
    """A place, named by something else."""

    slug = serializers.CharField()
    name = serializers.CharField()
    url = PageAddress()
    api_url = ApiAddress()
