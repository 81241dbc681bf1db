"""What all our admins have in common."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db import DataError, models
from django.http import HttpRequest
from translated_fields import TranslatedFieldAdmin

from catalogue.admin.conflicts.guard import GuardsSaves
from catalogue.admin.days import DayInput
from catalogue.admin.doors import GuardedDoors
from catalogue.admin.fields import TEXTS
from catalogue.admin.history import RecordHistory
from catalogue.admin.holding import HoldsForms


class RecordAdmin(HoldsForms, GuardedDoors, GuardsSaves, TranslatedFieldAdmin, RecordHistory):
    """An admin with history, whose bilingual fields say their language."""

    formfield_overrides: ClassVar[Mapping[type[models.Field], Mapping[str, Any]]] = {
        models.URLField: {"assume_scheme": "https"},
        models.DateField: {"widget": DayInput},
        **TEXTS,
    }
    save_on_top = True
    list_per_page = 50

    def get_object(self, request: HttpRequest, object_id: str, from_field=None):
        """None for an address that no database number fits, so that the page is not found."""
        try:
            return super().get_object(request, object_id, from_field)
        except (OverflowError, DataError):
            return None


class SearchesAliases(admin.ModelAdmin):
    """Finds aliases with accents on every database."""

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        """SQLite keeps lists as JSON in ASCII: there an alias is sought as it is written."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        written = json.dumps(search_term)[1:-1]
        if written != search_term:
            found |= queryset.filter(aliases__icontains=written)
        return found, may_repeat


class LookOnly(admin.ModelAdmin):
    """Can be looked at, not changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It comes into being elsewhere."""
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        """Nor is it changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Nor deleted."""
        return False


class SearchedOnly(LookOnly):
    """Only there to be found by the autocomplete of other forms."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the index."""
        return False
