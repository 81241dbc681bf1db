"""One address."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """Two words."""
    return HttpResponse("Hello, world")


urlpatterns = [path("", hello)]
