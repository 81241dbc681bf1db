"""Finding an entry of any type: the other end of a connection."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from catalogue.admin.base import SearchedOnly, SearchesAliases
from catalogue.models import Entry


def label(entry: Entry) -> str:
    """The name with the type, which may be all that differs: "Boycott (tactic)"."""
    return f"{entry} ({entry.entry_type.label})"


def edit_url(entry: Entry) -> str:
    """Where the entry is edited."""
    options = entry.entry_type.model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])


class EntryChoiceField(forms.ModelChoiceField):
    """A choice among all entries."""

    def label_from_instance(self, obj: Entry) -> str:
        """Name and type."""
        return label(obj)


@admin.register(Entry)
class EntryLookupAdmin(SearchesAliases, SearchedOnly):
    """Entries of all types, for autocomplete only: each is edited as what it is."""

    search_fields = ["name_en", "name_es", "aliases"]
    ordering = ["name_en", "pk"]

    def autocomplete_label(self, entry: Entry) -> str:
        """Name and type."""
        return label(entry)

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        """The page of its type."""
        return redirect(edit_url(get_object_or_404(Entry, pk=object_id)))
