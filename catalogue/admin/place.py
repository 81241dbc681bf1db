"""Places, never finer than a neighbourhood."""

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import RecordAdmin
from catalogue.models import Place


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    """A neighbourhood, city, county or kind of site."""

    list_display = ["name", "kind", "part_of", "entries"]
    list_select_related = ["part_of"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_es", "slug"]
    ordering = ["name_en", "pk"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["part_of"]
    fieldsets = [
        (None, {"fields": [("name_en", "name_es"), "slug", "kind", "part_of"]}),
        (
            _("On the map"),
            {
                "description": _(
                    "The middle of the area, roughly. An address or a building never belongs here: it could lead "
                    "somebody to people's doors."
                ),
                "fields": [("latitude", "longitude")],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest):
        """With the number of entries."""
        return super().get_queryset(request).annotate(entry_count=Count("entries"))

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, place: Place) -> str:
        """In the editor's language."""
        return place.name

    @admin.display(description=_("entries"), ordering="entry_count")
    def entries(self, place: Place) -> int:
        """How many entries belong to it."""
        return place.entry_count  # type: ignore[attr-defined]  # counted in get_queryset
