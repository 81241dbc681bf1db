"""List filters that answer editors' questions. They expect ``EntryQuerySet.with_evidence_counts``."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Citation, Entry, Standing

FRESH_FOR = timedelta(days=90)


class Evidence(admin.SimpleListFilter):
    """Which entries stand on thin ice?"""

    title = _("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The questions."""
        return [
            ("none", _("No citation yet")),
            ("single-source", _("Single source")),
            ("only-recommended", _("Only recommended")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those entries of which it is true."""
        if self.value() == "none":
            return queryset.filter(citation_count=0)
        if self.value() == "single-source":
            return queryset.filter(source_count=1)
        if self.value() == "only-recommended":
            others = Citation.objects.filter(entry=OuterRef("pk")).exclude(standing=Standing.RECOMMENDS)
            return queryset.filter(~Exists(others), citation_count__gt=0)
        return queryset


class SpanishMissing(admin.SimpleListFilter):
    """What is left to translate?"""

    title = _("languages")
    parameter_name = "spanish"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The question."""
        return [("missing", _("Spanish missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Entries with a text, of whatever column of their type, that is there in English only."""
        if self.value() != "missing":
            return queryset
        missing = Q()
        for name in bilingual_columns(queryset.model):
            missing |= ~Q(**{f"{name}_en": ""}) & Q(**{f"{name}_es": ""})
        return queryset.filter(missing)


class NotVerified(admin.SimpleListFilter):
    """What should somebody look at again?"""

    title = _("last verified")
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The question."""
        return [("stale", _("Not verified for 90 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Entries last checked more than 90 days ago, or never."""
        if self.value() != "stale":
            return queryset
        return queryset.filter(Q(verified_on=None) | Q(verified_on__lt=timezone.localdate() - FRESH_FOR))


def bilingual_columns(model: type[Entry]) -> list[str]:
    """Names of a type's bilingual texts, its own and those of every entry: name, summary, how …"""
    languages = {column.name: getattr(column, "_translated_field_language_code", "") for column in model._meta.fields}
    return [name.removesuffix("_es") for name, language in languages.items() if language == "es"]
