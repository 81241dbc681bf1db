"""What is kept for editors to see, but not typed by them: proposals, and old addresses."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import LookOnly, RecordAdmin
from catalogue.models import Proposal, SlugRedirect


@admin.register(Proposal)
class ProposalAdmin(LookOnly, RecordAdmin):
    """Changes that somebody suggested."""

    list_display = ["created", "entry", "author", "status"]
    list_select_related = ["entry", "author"]
    list_filter = ["status"]
    search_fields = ["entry__name_en", "entry__name_es", "note"]
    ordering = ["-created"]
    fields = ["entry", "author", "created", "base_version", "changes", "note", "status", "decided_by", "decided_at"]


@admin.register(SlugRedirect)
class SlugRedirectAdmin(LookOnly):
    """Addresses that entries used to have. Each is made when an address is changed."""

    list_display = ["old_slug", "type", "leads_to"]
    list_select_related = ["entry"]
    list_filter = ["type"]
    search_fields = ["old_slug", "entry__name_en", "entry__name_es"]
    fields = ["type", "old_slug", "entry"]

    @admin.display(description=_("leads to"), ordering="entry__name_en")
    def leads_to(self, redirect: SlugRedirect) -> str:
        """The entry."""
        return str(redirect.entry)
