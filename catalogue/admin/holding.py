"""Forms of the admin whose contents come back when they cannot be saved (catalogue.held_forms)."""

from django.contrib import admin
from django.urls import URLPattern

from catalogue import held_forms

FORMS = ("add", "change", "simple_history")


class HoldsForms(admin.ModelAdmin):
    """Holds what was typed into its forms. Before the sign-in is asked for: it may have ended meanwhile."""

    def get_urls(self) -> list[URLPattern]:
        """The same addresses."""
        names = {f"{self.opts.app_label}_{self.opts.model_name}_{form}" for form in FORMS}
        found = super().get_urls()
        for pattern in found:
            if pattern.name in names:
                pattern.callback = held_forms.holding(pattern.callback, self)
        return found
