"""A form that could not be saved comes back with everything that was typed, whatever stood in the way.

The sign-in ended, the role was taken away, the disk is full, the database does not answer: instead of an error the
browser gets a page that holds the whole form and can send it once more to the same address. It asks nothing of the
database, which may be what failed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.messages import get_messages
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.core.signals import got_request_exception
from django.db import Error, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from translated_fields import show_language_code

from catalogue import held_fields, storage_failures
from catalogue.storage_failures import Failure

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]
AGAIN = _("Press “Save again”.")


@dataclass(frozen=True)
class Reason:
    """What stood in the way, and what to do about it."""

    status: int
    heading: Any
    text: Any
    steps: tuple[Any, ...] = ()
    sign_in: bool = False  # the first step is to sign in, in another tab
    again: bool = True  # sending it once more may help


class Why(Enum):
    """Everything that may stand in the way of saving a form."""

    SIGNED_OUT = Reason(
        403,
        _("Your sign-in has ended. Nothing is lost."),
        _("Nothing was saved yet. What you typed is kept on this page. Leave the page open and do this:"),
        (_("Come back to this page."), AGAIN),
        sign_in=True,
    )
    SIGNED_IN_ANEW = Reason(
        403,
        _("One more step. Nothing is lost."),
        _("You signed in anew while the form was open, so we ask once more whether it is you who saves this."),
        (AGAIN,),
    )
    NOT_ALLOWED = Reason(
        403,
        _("Your account may not save this. Nothing is lost."),
        _("Nothing was saved. What you typed is kept on this page."),
        (_("Copy what you need, or ask an administrator for the right to save it."), AGAIN),
    )
    DELETED = Reason(
        409,
        _("Somebody deleted this while you were typing"),
        _("Nothing was saved, and nothing you typed is lost: it is kept on this page. Copy what you need."),
        again=False,
    )
    FULL = Reason(
        507,
        _("The disk is full. Nothing you typed is lost."),
        _("There is no room to store anything, so nothing was saved. What you typed is kept on this page."),
        (_("Tell whoever runs this site. Leave this page open until there is room."), AGAIN),
    )
    BUSY = Reason(
        503,
        _("The database is busy. Nothing is lost."),
        _("Others were saving for too long, so nothing was saved. What you typed is kept on this page."),
        (_("Wait a minute."), AGAIN),
    )
    AWAY = Reason(
        503,
        _("The database does not answer. Nothing you typed is lost."),
        _("Nothing was saved. What you typed is kept on this page."),
        (_("Wait a few minutes. If it stays like this, tell whoever runs this site."), AGAIN),
    )
    RACE = Reason(
        409,
        _("Somebody was quicker. Nothing is lost."),
        _("Something was stored at the same moment that does not go together with yours, so nothing was saved."),
        (_("Press “Save again”: the form comes back and says what to change."),),
    )
    BROKEN = Reason(
        500,
        _("Something broke on our side. Nothing you typed is lost."),
        _("Nothing was saved. What you typed is kept on this page."),
        (_("Copy what you need."), _("Press “Save again”. If it breaks once more, tell whoever runs this site.")),
    )


FAILURES = {Failure.FULL: Why.FULL, Failure.BUSY: Why.BUSY, Failure.AWAY: Why.AWAY}
EXPECTED = (Error, OSError, ValidationError)  # what is not a mistake in the code
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def page(request: HttpRequest, why: Why, model_admin: Any, *, said: str = "") -> HttpResponse:
    """The page that holds a form. ``said``: a sentence of whoever refused it.

    Only for requests from our own pages: it shows what was sent.
    """
    reason: Reason = why.value
    _take_back_messages(request)
    login = f"{reverse('admin:login')}?{urlencode({REDIRECT_FIELD_NAME: reverse('admin:index')})}"
    with show_language_code(True):
        context = {
            "reason": reason,
            "said": said,
            "sign_in_url": login,
            "address": request.get_full_path(),
            "groups": held_fields.groups(request.POST, model_admin),
            "hidden": held_fields.to_send(request.POST) if reason.again else [],
            "files": list(request.FILES),
        }
        response = render(request, "admin/held_form.html", context, status=reason.status)
    add_never_cache_headers(response)
    return response


def holding(view: View, model_admin: Any) -> View:
    """A view of a form whose contents come back when it cannot be saved."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        sent = request.POST
        try:
            if not model_admin.admin_site.has_permission(request):
                return page(request, _why_no_permission(request), model_admin)
            try:
                return view(request, *args, **kwargs)
            except (IntegrityError, ValidationError):
                # Somebody stored something between the check of the form and its saving. The second check sees it.
                _start_over(request, sent)
                return view(request, *args, **kwargs)
        except PermissionDenied as error:
            request.POST = sent
            return page(request, Why.NOT_ALLOWED, model_admin, said=str(error))
        except (Http404, SuspiciousOperation):
            raise
        except Exception as error:
            if settings.DEBUG and not isinstance(error, EXPECTED):
                raise
            request.POST = sent
            return page(request, _why(request, error), model_admin)

    held.holds_form_of = model_admin  # type: ignore[attr-defined]  # for refused_token
    return held


def _why_no_permission(request: HttpRequest) -> Why:
    user: Any = request.user
    return Why.NOT_ALLOWED if user.is_authenticated and not user.is_staff else Why.SIGNED_OUT


def _why(request: HttpRequest, error: Exception) -> Why:
    """What an error means to whoever typed; it is noted for whoever runs the site."""
    if isinstance(error, (IntegrityError, ValidationError)):
        logger.warning("A form was not saved: it did not go together with what was stored at the same moment.")
        return Why.RACE
    if isinstance(error, (Error, OSError)):
        logger.exception("A form was not saved: its contents went back to the editor.")
        return FAILURES[storage_failures.failure(error)]
    got_request_exception.send(sender=None, request=request)
    logger.exception("A form was not saved because of a mistake of ours: its contents went back to the editor.")
    return Why.BROKEN


def _start_over(request: HttpRequest, sent: Any) -> None:
    request.POST = sent
    for _name, files in request.FILES.lists():
        for file in files:
            file.seek(0)
    _take_back_messages(request)


def _take_back_messages(request: HttpRequest) -> None:
    """Django queues "was changed successfully" before it stores anything, and has no way to take that back."""
    with suppress(AttributeError):
        waiting: Any = get_messages(request)
        waiting._queued_messages.clear()


# --- forms without a good token, and forms that are too large ---


def refused_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is wrong (CSRF_FAILURE_VIEW).

    Signing in changes the token, so a form that was opened before comes with the old one: a page of ours that holds a
    form gets it back with the new one. What comes from elsewhere gets nothing of what it sent.
    """
    model_admin = _holder(request.resolver_match)
    if model_admin is None or not _is_from_here(request):
        return render(request, "403.html", status=403)
    try:
        why = Why.SIGNED_IN_ANEW if model_admin.admin_site.has_permission(request) else _why_no_permission(request)
    except Error as error:
        why = _why(request, error)
    return page(request, why, model_admin)


def too_much(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """A page for a form that is larger than we read at all; None for other requests and errors.

    Nothing of it can be held. A browser that goes back still has it.
    """
    if not isinstance(error, TOO_MUCH) or _holder(request.resolver_match) is None:
        return None
    limits = {
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "megabytes": (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1_000_000,
    }
    response = render(request, "admin/too_much.html", limits, status=413)
    add_never_cache_headers(response)
    return response


def _holder(match: ResolverMatch | None) -> Any:
    return getattr(match.func, "holds_form_of", None) if match else None


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form."""
    headers: Mapping[str, str] = request.headers
    said = headers.get("Origin") or headers.get("Referer") or ""
    try:
        parts = urlsplit(said)
        return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
    except (ValueError, DisallowedHost):
        return False
