"""What all our admins have in common."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin
from translated_fields import TranslatedFieldAdmin


class RecordAdmin(TranslatedFieldAdmin, SimpleHistoryAdmin):
    """An admin with history, whose bilingual fields say their language."""

    object_history_list_template = "admin/object_history_list.html"
    formfield_overrides: Mapping[type[models.Field], Mapping[str, Any]] = {models.URLField: {"assume_scheme": "https"}}
    save_on_top = True
    list_per_page = 50


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
