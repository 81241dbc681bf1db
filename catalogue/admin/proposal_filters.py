"""What reviewers ask of the list of proposals."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import registry

WEEK = timedelta(days=7)


class Author(admin.SimpleListFilter):
    """Who made it?"""

    title = gettext_lazy("author")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The answers."""
        return [("readers", _("Readers")), ("accounts", _("People with an account")), ("me", _("Me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those proposals of which it is true."""
        if self.value() == "me":
            return queryset.filter(author_id=request.user.pk)
        if self.value() in ("readers", "accounts"):
            return queryset.filter(author__isnull=self.value() == "readers")
        return queryset


class TypeOfEntry(admin.SimpleListFilter):
    """What kind of entry is it about?"""

    title = gettext_lazy("type of entry")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The types."""
        return [(each.key, capfirst(each.label_plural)) for each in registry.all_types()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Proposals on entries of that type."""
        return queryset.filter(entry__type=self.value()) if self.value() else queryset


class Age(admin.SimpleListFilter):
    """How long has it been there?"""

    title = gettext_lazy("age")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The answers."""
        return [("new", _("Up to a week")), ("week", _("Over a week")), ("month", _("Over four weeks"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Proposals of that age."""
        now = timezone.now()
        ages = {
            "new": {"created__gte": now - WEEK},
            "week": {"created__lt": now - WEEK},
            "month": {"created__lt": now - 4 * WEEK},
        }
        return queryset.filter(**ages.get(self.value() or "", {}))
