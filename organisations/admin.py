"""How organisations are edited."""

from django.contrib import admin

from catalogue.admin import EntryAdmin
from catalogue.admin.spreadsheet import SpreadsheetImport
from organisations.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(SpreadsheetImport, EntryAdmin):
    """Who organises."""

    list_facts = ("sector", "reach")
    list_filter = [*EntryAdmin.list_filter, "sector", "reach"]
    autocomplete_fields = [*EntryAdmin.autocomplete_fields, "based_in"]
    spreadsheet_example = {
        "name_en": "Sample Street Neighbours",
        "name_es": "Vecinos de la Calle Ejemplo",
        "aliases": "SSN; #SampleStreet",
        "summary_en": "Neighbours who walk children to school.",
        "summary_es": "Vecinos que acompañan a los niños a la escuela.",
        "sector": "community group",
        "reach": "neighbourhood",
        "based_in": "Boyle Heights",
        "founded": "2025-06",
        "website": "https://example.org",
        "places": "Boyle Heights; Los Angeles",
    }
