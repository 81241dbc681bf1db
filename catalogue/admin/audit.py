"""The audit log, for administrators to read."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import audit  # its receivers write the log from now on
from catalogue.admin.base import LookOnly
from catalogue.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(LookOnly):
    """What happened to accounts. Nobody changes it here, superusers neither."""

    list_title = gettext_lazy("Audit log")
    list_display = ["when", "account", "what", "who"]
    list_display_links = None  # a line says all there is
    list_select_related = ["by"]
    list_filter = ["action", "at", ("account", admin.AllValuesFieldListFilter)]
    search_fields = ["account", "by__username"]
    ordering = ["-at", "-pk"]
    list_per_page = 100
    fields = ["at", "account", "what", "who"]

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, entry: AuditEntry) -> str:
        """In few characters: on a phone, what happened matters more."""
        return date_format(timezone.localtime(entry.at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("what"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        """In the reader's language."""
        details = audit.readable(entry.details)
        return f"{entry.get_action_display()}: {details}" if details else str(entry.get_action_display())

    @admin.display(description=gettext_lazy("by"), ordering="by__username", empty_value="–")
    def who(self, entry: AuditEntry) -> str | None:
        """Who did it; nobody where nobody was signed in, and no longer once that account is deleted."""
        if entry.by is None:
            return None
        return _("themselves") if entry.by.username == entry.account else entry.by.username

    def changelist_view(self, request: HttpRequest, extra_context=None):
        """The newest first."""
        return super().changelist_view(request, {"title": self.list_title, **(extra_context or {})})
