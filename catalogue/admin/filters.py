"""List filters that answer editors' questions. They expect ``EntryQuerySet.with_evidence_counts``."""

from django.contrib import admin
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue import freshness, registry
from catalogue.admin.lost import with_lost_paragraphs
from catalogue.freshness import Freshness, Limits
from catalogue.models import Citation, Source, Standing


class Evidence(admin.SimpleListFilter):
    """Which entries stand on thin ice?"""

    title = _("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The questions."""
        return [
            ("none", _("No citation yet")),
            ("single-source", _("Single source")),
            ("only-weak", _("Only sources of low reliability")),
            ("only-recommended", _("Only recommended")),
            ("lost", _("Paragraph no longer in its source")),
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
        if self.value() == "only-weak":
            better = Citation.objects.filter(entry=OuterRef("pk")).exclude(source__reliability=Source.Reliability.LOW)
            return queryset.filter(~Exists(better), citation_count__gt=0)
        if self.value() == "lost":
            own = Citation.objects.filter(entry__type=queryset.model.TYPE)
            return queryset.filter(pk__in=with_lost_paragraphs(own))
        return queryset


class SpanishMissing(admin.SimpleListFilter):
    """What is left to translate?"""

    title = _("languages")
    parameter_name = "spanish"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The question."""
        return [("missing", _("Spanish missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Rows with a text, of whatever column of their model, that is there in English only."""
        return queryset.filter(spanish_missing(queryset.model)) if self.value() == "missing" else queryset


class LastCheck(admin.SimpleListFilter):
    """What should somebody look at again? The filter that readers have, by the same parameter and the same rule."""

    title = _("last check")
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The states."""
        return list(Freshness.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Entries in one of the states today."""
        state = self.value()
        if state not in Freshness.values:
            return queryset
        shelf_life = registry.get(queryset.model.TYPE).shelf_life
        return queryset.filter(Limits.of(shelf_life, freshness.today()).condition(Freshness(state)))


def spanish_missing(model: type[Model]) -> Q:
    """What is true of rows that have a text in English and not in Spanish."""
    missing = Q()
    for name in bilingual_columns(model):
        missing |= ~Q(**{f"{name}_en": ""}) & Q(**{f"{name}_es": ""})
    return missing


def bilingual_columns(model: type[Model]) -> list[str]:
    """Names of a model's bilingual texts, of a type its own and those of every entry: name, summary, how …"""
    languages = {column.name: getattr(column, "_translated_field_language_code", "") for column in model._meta.fields}
    return [name.removesuffix("_es") for name, language in languages.items() if language == "es"]
