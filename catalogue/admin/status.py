"""What each role may do with the status of entries, in their forms and to several at once."""

from typing import Any

from django.contrib import admin
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.editing.statuses import statuses_open_to
from catalogue.models import Entry
from catalogue.roles import may_publish, may_review

NOT_YOURS = _("Your role does not allow this status here. Choose one from the list.")
WHO_PUBLISHES = _("Publishers decide what readers see. “In review” tells them that it is ready.")


class StatusByRole(admin.ModelAdmin):
    """Offers and accepts the statuses that a person may set, from where the entry stands."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A form whose choices are those of the person."""
        form = super().get_form(request, obj, change, **kwargs)
        field: Any = form.base_fields.get("status")
        if field and not may_publish(request.user):
            field.choices = [(status.value, status.label) for status in statuses_open_to(request.user, obj)]
            field.error_messages = {**field.error_messages, "invalid_choice": NOT_YOURS}
            field.help_text = WHO_PUBLISHES
        return form

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The entry; while somebody saves it, locked first: what they may do depends on its status until the end."""
        entry = super().get_object(request, object_id, from_field)
        if entry is None or request.method != "POST" or may_publish(request.user) or not connection.in_atomic_block:
            return entry
        # By the parent's row, which everybody locks. The entry is read again: somebody may have published it meanwhile.
        Entry.objects.select_for_update().filter(pk=entry.pk).first()
        return super().get_object(request, object_id, from_field)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """For actions that publish and withdraw."""
        return may_publish(request.user)

    def has_review_permission(self, request: HttpRequest) -> bool:
        """For actions that change entries which others began."""
        return may_review(request.user)
