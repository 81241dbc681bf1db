"""Lists of entries with filters, and the page of one entry. Each type's app derives its two views from these."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView
from django_filters.views import FilterView

from catalogue import evidence, registry
from catalogue.data import formats
from catalogue.facts import facts_of, places_of, sections_of
from catalogue.filters import EntryFilterSet
from catalogue.freshness import check_of
from catalogue.models import Entry, SlugRedirect
from catalogue.neighbourhood import neighbourhood
from catalogue.neighbours import Neighbour, connections_of, read_beside
from catalogue.search.cards import cards
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.terms import Explainer

PAGE_SIZE = 24


class FilteredList(FilterView):
    """Entries, filters with counts, what is chosen, and pages. What the address has wrong is answered in words."""

    paginate_by = PAGE_SIZE
    strict = False
    context_object_name = "entries"

    def get(self, request, *args, **kwargs):
        """The page, or the same list as a file (``format=csv``, ``json`` or ``atom``)."""
        self.filterset = self.get_filterset(self.filterset_class)
        if (name := request.GET.get("format")) in formats.FORMATS and not self.filterset.problems:
            # A file cannot say that a filter was not understood, and would hold more than was asked for: the page does.
            return formats.respond(request, self.filterset.matches, self.get_queryset(), name, self.heading())
        self.object_list = self.filterset.matches
        context = self.get_context_data(filter=self.filterset, object_list=self.object_list)
        return self.render_to_response(context)

    @classmethod
    def filters(cls) -> type[EntryFilterSet]:
        """What the list is filtered by."""
        raise NotImplementedError

    @classmethod
    def parameters(cls) -> frozenset[str]:
        """The parameters that it knows (catalogue.page_cache)."""
        return frozenset({*cls.filters().base_filters, "sort", "page", "format"})

    @property
    def filterset_class(self) -> type[EntryFilterSet]:
        """As django-filter asks for it."""
        return self.filters()

    def heading(self) -> str:
        """What the page is a list of."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        """What the templates show beside the entries."""
        context = super().get_context_data(**kwargs)
        context["heading"] = self.heading()
        context["total"] = context["paginator"].count
        context["problems"] = self.filterset.problems + self.page_problems
        page, address = context["page_obj"], self.filterset.address
        if page.has_previous():
            context["previous_page"] = address(page=str(page.previous_page_number()))
        if page.has_next():
            context["next_page"] = address(page=str(page.next_page_number()))
        context["formats"] = [(name, address(format=name)) for name in formats.FORMATS]
        context["marker"] = self.filterset.marker
        context["feed"] = address(format="atom")
        return context

    def paginate_queryset(self, queryset, page_size):
        """The page asked for; the nearest one, and a sentence, when there is no such page."""
        paginator = Paginator(queryset, page_size)
        asked = self.request.GET.get("page") or 1
        self.page_problems = []
        try:
            page = paginator.page(asked)
        except InvalidPage:
            page = paginator.get_page(asked)
            self.page_problems = [
                _("There is no page “%(asked)s”. This is page %(shown)d of %(last)d.")
                % {"asked": str(asked)[:20], "shown": page.number, "last": paginator.num_pages}
            ]
        shown = cards(self.filterset.index, page.object_list, whole=bool(self.filterset.found))
        return paginator, page, shown, page.has_other_pages()


class EntryList(FilteredList):
    """The list of one type."""

    key = ""  # in the registry
    template_name = "catalogue/entry_list.html"

    @cached_property
    def entry_type(self) -> registry.EntryType:
        """What the registry knows about the type."""
        return registry.get(self.key)

    @classmethod
    def filters(cls):
        """The type's own."""
        return registry.get(cls.key).filterset

    def get_queryset(self):
        """What readers may see of this type."""
        return self.entry_type.model.objects.published()

    def heading(self) -> str:
        """The type's plural."""
        return self.entry_type.label_plural

    def get_context_data(self, **kwargs):
        """The type, for its ink and its introduction."""
        return super().get_context_data(entry_type=self.entry_type, **kwargs)


class EntryDetail(DetailView):
    """One entry: what it is, how it is known, what it belongs to."""

    key = ""
    parameters = frozenset[str]()
    template_name = "catalogue/entry_detail.html"
    context_object_name = "entry"

    def get(self, request, *args, **kwargs):
        """The page; an address that the entry used to have leads on to it."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            old = get_object_or_404(
                SlugRedirect.objects.select_related("entry"),
                type=self.key,
                old_slug=kwargs["slug"],
                entry__status="published",
            )
            answer = HttpResponsePermanentRedirect(old.entry.get_absolute_url())
            answer.headers["Cache-Control"] = "no-cache"  # a merge can be taken back: browsers ask again
            return answer

    @cached_property
    def index(self) -> Index:
        """What the page takes from the index; a preview gives one of its own (catalogue.admin.preview)."""
        return current()

    def get_queryset(self):
        """Published entries of the type, with what their facts name."""
        model = registry.get(self.key).model
        related = [field.name for field in model._meta.local_fields if field.many_to_one]
        return model.objects.published().select_related(*related)

    def get_context_data(self, **kwargs):
        """The parts of the page: entry, evidence and connections are a query each; the rest is in the index."""
        entry: Entry = self.object
        index = self.index
        citations = list(entry.citations.select_related("source"))
        connections = connections_of(index, entry.pk, citations)
        return super().get_context_data(
            entry_type=entry.entry_type,
            facts=facts_of(entry, index),
            places=places_of(entry, index),
            sections=sections_of(entry),
            citations=evidence.numbered(citations),
            warnings=evidence.warnings(citations),
            explainer=Explainer.of(index),
            connections=connections,
            neighbourhood=neighbourhood(index, Neighbour(entry.type, entry.slug, entry.name), connections),
            related=read_beside(index, entry.pk, citations),
            evidence=evidence.Evidence.of(citations),
            check=check_of(entry),
            **kwargs,
        )
