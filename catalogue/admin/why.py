"""Why somebody saves: one optional sentence in the form of an entry, kept with all that the save writes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.editing.reasons import because

FIELD = "why"
LONGEST = 500


class WhyField(forms.CharField):
    """The reason for a change."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            required=False,
            max_length=LONGEST,
            label=_("Why (shown in the public list of changes, without your name)"),
            help_text=_("Do not repeat what was wrong, and name nobody."),
            widget=AdminTextareaWidget(attrs={"rows": 2}),
            **kwargs,
        )


def why(request: HttpRequest) -> str:
    """The reason that was sent with a form, in one line."""
    return " ".join(request.POST.get(FIELD, "").split())[:LONGEST]


class SaysWhy(admin.ModelAdmin):
    """Asks for the reason, and notes it on every row of history that the save writes."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form with the question, which the template puts next to the buttons."""
        form = super().get_form(request, obj, change, **kwargs)
        form.base_fields[FIELD] = WhyField()
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Whatever is stored while this form is saved was stored for this reason."""
        with because(why(request)):
            return super().changeform_view(request, object_id, form_url, extra_context)
