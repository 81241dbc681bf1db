"""Where readers say what is wrong or missing, without an account."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from catalogue.corrections.form import CorrectionForm
from catalogue.corrections.keep import keep
from catalogue.corrections.parts import parts_of
from catalogue.guidance import help_guide
from catalogue.rate_limit import RateLimit, address_of
from catalogue.search.held import current
from catalogue.search.index import Index
from catalogue.views.beside_entry import BesideEntry

logger = logging.getLogger(__name__)

FORM = "application/x-www-form-urlencoded"  # as browsers send a form that takes no files
LIMIT = RateLimit(each=6, together=60)


class SeeOther(HttpResponseRedirect):
    """Go there with a plain GET, so that loading the page again sends nothing a second time."""

    status_code = 303


@method_decorator(csrf_exempt, name="dispatch")
class Correct(BesideEntry):
    """The form, and what becomes of it.

    It carries no CSRF token, because that would take a cookie, and readers get none. A token keeps another site from
    doing something in the name of whoever is signed in. Here nothing is done in anybody's name: what is sent is
    anonymous, also when an editor sends it; it changes no entry, and it sets nothing for anyone. Another site could
    send no more than its visitors can send themselves, within the same limit.
    """

    parameters = frozenset({"part"})
    template_name = "catalogue/correct.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form, at the part that the address names: which index, entry, evidence and connections."""
        return self._page(CorrectionForm(self._parts(), initial={"part": request.GET.get("part")}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep a correction and say thank you; else the form again with what was typed, and why."""
        sent = _sent(request)
        if sent is None:
            return self._again(
                CorrectionForm(self._parts()), 400, _("We could not read what was sent. Please write it in this form.")
            )
        form = CorrectionForm(self._parts(), sent)
        if form.trapped:
            return self._thanks()
        if not form.is_valid():
            return self._again(form, 400)
        address = address_of(request)
        if seconds := LIMIT.admit(address):
            return self._wait(form, seconds)
        try:
            keep(self.entry, part=form.cleaned_data["part"], **_words(form))
        except Error as error:
            # No more than its kind: what the database says may repeat what was typed.
            logger.error("A reader's correction could not be stored: %s", type(error).__name__)
            LIMIT.give_back(address)
            return self._again(
                form, 503, _("Something is not working on our side. Please send it again in a few minutes.")
            )
        return self._thanks()

    def _parts(self) -> list:
        return parts_of(self.entry, self.index)

    @cached_property
    def index(self) -> Index:
        """As it is when the request comes."""
        return current()

    def _page(self, form: CorrectionForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, help_guide=help_guide(self.index), **context))

    def _again(self, form: CorrectionForm, status: int, problem: str = "") -> HttpResponse:
        page = self._page(form, problem=problem)
        page.status_code = status
        page.headers["Cache-Control"] = "no-store"
        return page

    def _wait(self, form: CorrectionForm, seconds: int) -> HttpResponse:
        minutes = math.ceil(seconds / 60)
        sentence = ngettext(
            "Many corrections have come in this hour, so we take a break. Please send yours in %(n)d minute.",
            "Many corrections have come in this hour, so we take a break. Please send yours in %(n)d minutes.",
            minutes,
        )
        page = self._again(form, 429, sentence % {"n": minutes})
        page.headers["Retry-After"] = str(seconds)
        return page

    def _thanks(self) -> HttpResponse:
        answer = SeeOther(self.address("corrected"))
        answer.headers["Cache-Control"] = "no-store"
        return answer


class Corrected(BesideEntry):
    """Thank you, and the ways on. The same for everybody; without ``parameters`` the page cache leaves it alone."""

    template_name = "catalogue/corrected.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page that the browser need not keep either."""
        page = super().get(request, *args, **kwargs)
        page.headers["Cache-Control"] = "no-store"
        return page


def _sent(request: HttpRequest) -> Mapping[str, str] | None:
    """What a browser sent; None for what no browser sends, or too much of it. Files are not even read."""
    if request.content_type != FORM:
        return None
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return None


def _words(form: CorrectionForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("text", "published_at")}
