"""What is stored of the index: a row for what lists show of each entry, and who has each word and each value.

Nothing here is the truth: all of it can be built again from the entries (``rebuild_search``).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue import registry
from catalogue.models.fields import bilingual
from catalogue.partial_dates import PartialDateField


class Document(models.Model):
    """A published entry as lists show it: one row, so that a list asks one table."""

    entry = models.BigIntegerField(primary_key=True)
    type = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    name = bilingual("name", max_length=200)
    summary = bilingual("summary")
    text = bilingual("text")  # all else that it says, plain, a paragraph a line
    aliases = models.JSONField(default=list)
    card = models.JSONField(default=dict)  # see catalogue.search.documents.card
    citations = models.PositiveIntegerField(default=0)
    created = models.DateTimeField()
    starts: Any = PartialDateField()  # of an event
    ends: Any = PartialDateField()
    postings = models.BinaryField()  # the keys of its postings, as a bitmap

    name_en: str  # made by bilingual(), like
    name_es: str
    evidence: Any  # from the card, given by catalogue.search.cards, like
    place_names: list[Any]  # catalogue.search.related.Name

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The entry's page in the reader's language."""
        return self.entry_type.address(self.slug)

    @property
    def entry_type(self) -> registry.EntryType:
        """What the registry knows about its type."""
        return registry.get(self.type)

    @property
    def places(self) -> list[str]:
        """Where it is or was, in the reader's language."""
        return [name.in_language(get_language()) for name in self.place_names]

    @cached_property
    def rows(self) -> dict[Any, SafeString]:
        """It as HTML, as lists have shown it (catalogue.templatetags.parts)."""
        return {}

    @property
    def first_fact(self) -> str:
        """The first of its short facts in words (a tactic's phase, a group's sector), when it is a choice."""
        column, value = self.card.get("fact") or ("", "")
        choices: Any = self.entry_type.model._meta.get_field(column) if column else None
        return str(dict(choices.flatchoices).get(value, "")) if choices else ""


class Posting(models.Model):
    """Which entries have one value: a choice of a facet, a word in their names, a paragraph that they rest on."""

    id = models.PositiveBigIntegerField(primary_key=True)  # given by catalogue.search.upkeep
    field = models.CharField(max_length=20)  # the name of a facet, or one of catalogue.search.fields
    value = models.CharField(max_length=255)
    size = models.PositiveIntegerField()  # of the bitmap
    entries = models.BinaryField()  # their primary keys, as a bitmap

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "field"], name="one_posting_a_value")]
        indexes = [models.Index(fields=["field"], name="posting_field")]

    def __str__(self) -> str:
        return f"{self.field}={self.value}"


class State(models.Model):
    """The one row that says which index this is. Whoever changes the index locks it first."""

    version = models.CharField(max_length=32)  # random: a number could come again after a transaction was undone

    def __str__(self) -> str:
        return self.version


class Change(models.Model):
    """What made a version out of the one before, so that a process need not read everything again."""

    version = models.CharField(max_length=32, unique=True)
    entries = models.BinaryField()  # whose documents changed, came or went, as a bitmap
    postings = models.BinaryField()  # which postings did, of those that processes hold in memory
    names = models.BooleanField()  # whether something that is not an entry changed: a place, a source

    def __str__(self) -> str:
        return self.version


class Mark(models.Model):
    """Something that the index does not know yet, written by a trigger with the change (catalogue.search.triggers)."""

    entry = models.BigIntegerField(null=True)  # null: something that several pages show, a place or a source

    def __str__(self) -> str:
        return str(self.entry or "")
