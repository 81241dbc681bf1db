"""The filter sets of the pages, for programs: what a page explains in words, an answer here refuses."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from catalogue.api.queries import for_list
from catalogue.filters import EntryFilterSet
from catalogue.search.facets import ChoiceFacet, Facet
from catalogue.search.matches import Loaded


class CatalogueFilters(BaseFilterBackend):
    """Filters and orders a list by the filter set of its view (``filterset_class``)."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view) -> Any:
        """The matching entries, loaded as far as they are shown.

        Raises ValidationError naming each parameter with a value that is not understood.
        """
        filterset = view.filterset_class(request.query_params, queryset)
        if problems := _not_understood(request, filterset):
            raise ValidationError(problems)
        return Loaded(filterset.matches, lambda keys: for_list(queryset.filter(pk__in=keys)))

    def get_schema_operation_parameters(self, view) -> list[dict]:
        """The same filters for the description of the API."""
        filterset = view.filterset_class(None, view.get_queryset())
        described = [_describe(name, one) for name, one in filterset.filters.items()]
        order = "The order. Without it: best match first when there are words, else by name."
        return [*described, _parameter("sort", order, {"type": "string", "enum": filterset.sorts})]


def _not_understood(request: Request, filterset: EntryFilterSet) -> dict[str, list[str]]:
    """Parameter → sentences about its values."""
    found: dict[str, list[str]] = {}
    for name in filterset.facet_names():
        facet = filterset.filters[name]
        asked = facet.field.clean(request.query_params.getlist(name))
        known = list(facet.choices) if isinstance(facet, ChoiceFacet) else []
        found[name] = [_sentence(value, known) for value in asked if value not in filterset.chosen[name]]
    sort = request.query_params.get("sort")
    if sort and sort not in filterset.sorts:
        found["sort"] = [_sentence(sort, list(filterset.sorts))]
    return {name: sentences for name, sentences in found.items() if sentences}


def _sentence(value: str, known: list[str]) -> str:
    sentence = _("“%(value)s” is not understood.") % {"value": value[:80]}
    return sentence + " " + _("Choose from: %(values)s.") % {"values": ", ".join(known)} if known else sentence


def _describe(name: str, one) -> dict:
    if not isinstance(one, Facet):
        text = "Words to look for, in English or Spanish, accents or not. What answers them best comes first."
        return _parameter(name, text, {"type": "string"})
    values: dict = {"type": "string"}
    if isinstance(one, ChoiceFacet):
        values["enum"] = list(one.choices)
    which = "all" if one.every else "any"
    text = f"Only entries with this value of “{one.label}”. Repeat it for entries with {which} of several values."
    return _parameter(name, text, {"type": "array", "items": values}) | {"style": "form", "explode": True}


def _parameter(name: str, description: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
