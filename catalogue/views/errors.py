"""Pages for what went wrong, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue import held_forms


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood; or a form of an editor is larger than we read, which its page says."""
    return held_forms.too_much(request, exception) or render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this reader; with the sentence that says why, where whoever refused gave one."""
    return render(request, "403.html", {"why": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake. The page asks nothing of the database, which may be what broke."""
    return render(request, "500.html", status=500)
