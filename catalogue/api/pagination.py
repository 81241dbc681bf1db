"""Long answers come in pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


class Pages(PageNumberPagination):
    """``page`` and ``page_size``: 20 a page unless asked otherwise, never more than 100."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"
    page_query_description = "Which page, counted from 1. Follow `next` until it is null to read everything."
    page_size_query_description = "How many results a page holds, from 1 to 100. Greater numbers give 100."
    invalid_page_message = gettext_lazy("There is no such page.")  # type: ignore[assignment]

    def get_page_size(self, request: Request) -> int | None:
        """The size asked for; raises ValidationError for one that is not a number from 1 up."""
        asked = request.query_params.get("page_size", "")
        if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked)):
            sentence = _("“%(value)s” is not a number from 1 to 100.") % {"value": asked[:80]}
            raise ValidationError({"page_size": [sentence]})
        return super().get_page_size(request)

    def get_paginated_response_schema(self, schema: dict) -> dict:
        """A page for the description of the API; REST framework's own says "nullable" as OpenAPI 3.0 did."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "How many there are on all pages."},
                "next": {**link, "description": "The address of the next page; null on the last."},
                "previous": {**link, "description": "The address of the page before; null on the first."},
                "results": schema,
            },
        }
