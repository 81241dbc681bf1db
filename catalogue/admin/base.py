"""What all our admins have in common."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DataError, models, transaction
from django.http import Http404, HttpRequest
from simple_history.admin import SimpleHistoryAdmin
from translated_fields import TranslatedFieldAdmin

DIGITS = 19  # of the largest number that both databases hold


class RecordAdmin(TranslatedFieldAdmin, SimpleHistoryAdmin):
    """An admin with history, whose bilingual fields say their language."""

    object_history_list_template = "admin/object_history_list.html"
    formfield_overrides: Mapping[type[models.Field], Mapping[str, Any]] = {models.URLField: {"assume_scheme": "https"}}
    save_on_top = True
    list_per_page = 50

    def get_object(self, request: HttpRequest, object_id: str, from_field=None):
        """None for an address that no database number fits, so that the page is not found."""
        try:
            return super().get_object(request, object_id, from_field)
        except (OverflowError, DataError):
            return None

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """What became of it, step by step."""
        _number(object_id)
        return super().history_view(request, object_id, extra_context)

    @transaction.atomic
    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, extra_context=None):
        """An old state, to look at or, for those who may change it, to put back: all of it or nothing."""
        current = self.get_object(request, str(_number(object_id)))
        if request.method == "POST" and not self.has_change_permission(request, current):
            raise PermissionDenied
        _number(version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)


def _number(text: str) -> int:
    """A row's number from an address; raises Http404 for what cannot be one."""
    if not (text.isascii() and text.isdigit() and len(text) < DIGITS):
        raise Http404
    return int(text)


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
