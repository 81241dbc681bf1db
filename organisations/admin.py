"""How organisations are edited."""

from django.contrib import admin

from catalogue.admin import EntryAdmin
from organisations.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(EntryAdmin):
    """Who organises."""

    list_facts = ("sector", "reach")
    list_filter = [*EntryAdmin.list_filter, "sector", "reach"]
    autocomplete_fields = [*EntryAdmin.autocomplete_fields, "based_in"]
