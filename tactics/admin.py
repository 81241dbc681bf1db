"""How tactics, legal tools, policies and events are edited."""

from django.contrib import admin

from catalogue.admin import EntryAdmin
from catalogue.admin.base import SearchedOnly
from tactics.models import Actor, Event, LegalTool, SanctuaryPolicy, Tactic


@admin.register(Actor)
class ActorAdmin(SearchedOnly):
    """Who can carry out a tactic: a fixed list."""

    search_fields = ["name_en", "name_es"]
    ordering = ["position"]


@admin.register(Tactic)
class TacticAdmin(EntryAdmin):
    """What people do."""

    list_facts = ("phase",)
    list_filter = [*EntryAdmin.list_filter, "phase", "actors"]
    autocomplete_fields = [*EntryAdmin.autocomplete_fields, "actors"]


@admin.register(LegalTool)
class LegalToolAdmin(EntryAdmin):
    """The law people use."""

    list_facts = ("form", "level")
    list_filter = [*EntryAdmin.list_filter, "form", "level"]


@admin.register(SanctuaryPolicy)
class SanctuaryPolicyAdmin(EntryAdmin):
    """The policies people win."""

    list_facts = ("form", "jurisdiction", "legal_standing")
    list_select_related = ["jurisdiction"]
    list_filter = [*EntryAdmin.list_filter, "form", "level", "legal_standing"]
    autocomplete_fields = [*EntryAdmin.autocomplete_fields, "jurisdiction"]


@admin.register(Event)
class EventAdmin(EntryAdmin):
    """Where and when it happened."""

    list_facts = ("form", "starts")
    list_filter = [*EntryAdmin.list_filter, "form"]
