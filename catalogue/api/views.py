"""The answers. None asks who is asking, sets a cookie or changes anything."""

from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiTypes, extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from translated_fields import to_attribute

from catalogue import registry
from catalogue.api import queries
from catalogue.api.filters import CatalogueFilters
from catalogue.api.pagination import Pages
from catalogue.api.schema import ApiSchema
from catalogue.api.serializers.entries import entry_serializer, summary_serializer
from catalogue.api.serializers.places import PlaceSerializer, PlaceSummarySerializer
from catalogue.api.serializers.references import api_address
from catalogue.api.serializers.sources import SourceSerializer, SourceSummarySerializer
from catalogue.filters import EntryFilterSet
from catalogue.models import Entry, SlugRedirect, Status
from catalogue.registry import EntryType


class Public(APIView):
    """Answers anyone, on any site, in the language of ``lang``."""

    schema = ApiSchema()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Answer in that language; written out here, since labels are only put into words when they are written."""
        asked = request.GET.get("lang")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, Response):
                response.render()
        response.headers["Content-Language"] = language
        # Other cities' pages may read it from the browser: it is public, and no cookie goes with it.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def initial(self, request: Request, *args, **kwargs) -> None:
        """Refuse a language that the catalogue does not speak."""
        super().initial(request, *args, **kwargs)
        asked = request.query_params.get("lang", settings.LANGUAGE_CODE)
        if asked not in dict(settings.LANGUAGES):
            known = ", ".join(dict(settings.LANGUAGES))
            sentence = _("“%(value)s” is not understood.") % {"value": asked[:80]}
            raise ValidationError({"lang": [sentence + " " + _("Choose from: %(values)s.") % {"values": known}]})


class Index(Public):
    """Where everything is."""

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}})
    def get(self, request: Request) -> Response:
        """The address of every list and of the description of this API."""
        names = ["entries", *(entry_type.folder for entry_type in registry.all_types()), "sources", "places", "schema"]
        return Response({name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names})


class EntryList(Public, ListAPIView):
    """Entries that match words and filters, in the order of the page: best match first, else by name."""

    entry_type: EntryType | None = None  # None: all types
    filter_backends = [CatalogueFilters]
    pagination_class = Pages

    @property
    def filterset_class(self) -> type[EntryFilterSet]:
        """The filters of the page with the same entries."""
        return self.entry_type.filterset if self.entry_type else EntryFilterSet

    def get_queryset(self) -> QuerySet:
        """What readers may see."""
        model = self.entry_type.model if self.entry_type else Entry
        return model.objects.published()

    def get_serializer_class(self):
        """A list of one type also tells its facts."""
        return summary_serializer(self.entry_type)


class One(Public, RetrieveAPIView):
    """One thing by its slug."""

    lookup_field = "slug"

    def get_object(self):
        """The thing; raises NotFound."""
        if found := self.get_queryset().filter(slug=self.kwargs["slug"]).first():
            return found
        raise NotFound(_("There is nothing by the name “%(slug)s” here.") % {"slug": self.kwargs["slug"]})


class EntryDetail(One):
    """One entry in both languages: facts, texts, places, evidence, and connections from both ends."""

    entry_type: EntryType = None  # type: ignore[assignment]  # as_view wants it declared; urls.py always gives it

    def get_queryset(self) -> QuerySet:
        """Published entries of the type."""
        return queries.for_page(self.entry_type.model.objects.published())

    def get_serializer_class(self):
        """The type's own: its facts and sections."""
        return entry_serializer(self.entry_type)

    def retrieve(self, request: Request, *args, **kwargs) -> Response:
        """The entry; an address that it used to have leads on to it."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except NotFound:
            if not self.moved_to:
                raise
            query = request.META["QUERY_STRING"]
            address = api_address(self.moved_to) + (f"?{query}" if query else "")
            return Response(status=301, headers={"Location": address})

    @cached_property
    def moved_to(self) -> Entry | None:
        """The published entry that used to have this address."""
        old = SlugRedirect.objects.filter(type=self.entry_type.key, old_slug=self.kwargs["slug"])
        found = old.filter(entry__status=Status.PUBLISHED).select_related("entry").first()
        return found.entry if found else None


class SourceList(Public, ListAPIView):
    """Every document and voice that the catalogue rests on, and how far each can be trusted."""

    pagination_class = Pages
    serializer_class = SourceSummarySerializer

    def get_queryset(self) -> QuerySet:
        """By title."""
        return queries.sources().order_by("title", "pk")


class SourceDetail(One):
    """One source in both languages, with every claim that rests on it."""

    serializer_class = SourceSerializer

    def get_queryset(self) -> QuerySet:
        """With all that it supports."""
        return queries.sources_in_full()


class PlaceList(Public, ListAPIView):
    """Every place, never finer than a neighbourhood."""

    pagination_class = Pages
    serializer_class = PlaceSummarySerializer

    def get_queryset(self) -> QuerySet:
        """By name in the language asked for."""
        return queries.places().order_by(to_attribute("name"), "pk")


class PlaceDetail(One):
    """One place in both languages, what lies in it, and the entries there."""

    serializer_class = PlaceSerializer

    def get_queryset(self) -> QuerySet:
        """With its entries."""
        return queries.places_in_full()


class Schema(Public, SpectacularJSONAPIView):
    """This description: OpenAPI 3.1."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        """Always in English, as its sentences are."""
        with translation.override(settings.LANGUAGE_CODE):
            return self._get_schema_response(request)
