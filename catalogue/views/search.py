"""One search over all types."""

from django.utils.translation import gettext as _

from catalogue.filters import EntryFilterSet
from catalogue.guidance import help_guide
from catalogue.models import Entry
from catalogue.views.entries import FilteredList


class Search(FilteredList):
    """Entries of every type by words and filters."""

    template_name = "catalogue/search.html"

    @classmethod
    def filters(cls):
        """Those of all types."""
        return EntryFilterSet

    def get_queryset(self):
        """What readers may see."""
        return Entry.objects.published()

    def heading(self) -> str:
        """The words looked for, or an invitation."""
        words = (self.request.GET.get("q") or "").replace("\0", " ").strip()[:80]
        return _("Search: %(words)s") % {"words": words} if words else _("Search the catalogue")

    def get_context_data(self, **kwargs):
        """Where to find help, for those who search because they need it now."""
        return super().get_context_data(help_guide=help_guide(self.filterset.index), **kwargs)
