"""What all our admins have in common."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DataError, models, transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedFieldAdmin

from catalogue.admin.conflicts.guard import GuardsSaves
from catalogue.admin.days import DayInput
from catalogue.admin.doors import GuardedDoors
from catalogue.admin.fields import TEXTS
from catalogue.admin.history import RecordHistory
from catalogue.admin.holding import HoldsForms
from catalogue.roles import may_publish

NOT_PUT_BACK = _("Only somebody who may change this can put an old state of it back. Nothing was changed.")
DIGITS = 19  # of the largest number that both databases hold


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

    @transaction.atomic
    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, extra_context=None):
        """An old state, to look at or, for those who may change it, to put back: all of it or nothing.

        What was deleted, only publishers put back, as only they delete.
        """
        current = self.get_object(request, str(_number(object_id)))
        if request.method == "POST" and not (
            self.has_change_permission(request, current) and (current or may_publish(request.user))
        ):
            raise PermissionDenied(NOT_PUT_BACK)
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
