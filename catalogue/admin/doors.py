"""Ways into Django's admin that lead past its buttons: they answer 403, where Django would shrug or go on."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

NOT_THIS_ACTION = _("Your role does not allow this for several at once. Nothing was changed.")
NO_COPIES = _("Nothing here can be saved as a copy. Nothing was changed.")


class GuardedDoors(admin.ModelAdmin):
    """Refuses actions that were not offered, and copies."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """A list, whose actions are those of the person."""
        asked = {action for action in request.POST.getlist("action") if action}
        if asked and asked - self.get_actions(request).keys():
            raise PermissionDenied(NOT_THIS_ACTION)
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """A form; Django would make a copy for whoever asks, whether or not there is a button for it."""
        if "_saveasnew" in request.POST and not self.save_as:
            raise PermissionDenied(NO_COPIES)
        return super().changeform_view(request, object_id, form_url, extra_context)
