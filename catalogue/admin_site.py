"""The admin site: who comes in, by which door, and under which name.

Not in ``catalogue.admin``: Django makes the site before it lets that package register with it.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from catalogue import registry
from catalogue.accounts import has_second_factor, lacks_second_factor
from catalogue.roles import may_review

# Django calls these "Authentication and Authorization".
APP_NAMES = {"auth": _("Accounts")}


class LabelledAutocomplete(AutocompleteJsonView):
    """Suggestions worded by the admin of what is searched, where it has words of its own."""

    def serialize_result(self, obj, to_field_name: str) -> dict:
        """One suggestion; an admin's ``autocomplete_label`` says how it reads."""
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {**super().serialize_result(obj, to_field_name), "text": str(label(obj))}


class EditorsSite(admin.AdminSite):
    """Where editors work. They sign in through allauth, which knows second factors; Django's own door is closed."""

    site_header = _("Editing the catalogue")
    site_title = _("Editing")
    index_title = _("What would you like to edit?")
    enable_nav_sidebar = False  # the frame of every page leads to all lists (templates/admin/base_site.html)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff only and, where the site demands it, with a second factor."""
        return super().has_permission(request) and not lacks_second_factor(request)

    def get_urls(self) -> list:
        """With the pages that belong to no model."""
        from catalogue.admin import check_next  # only now may that package register with this site

        return [path("check-next/", self.admin_view(check_next.check_next), name="check_next"), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What the catalogue is made of comes first, what is there to run it comes last."""
        homes = [each.model._meta.app_label for each in registry.all_types()]
        order = {label: place for place, label in enumerate(dict.fromkeys([*homes, "catalogue"]))}
        apps = sorted(super().get_app_list(request, app_label), key=lambda app: order.get(app["app_label"], len(order)))
        for app in apps:
            app["name"] = APP_NAMES.get(app["app_label"], app["name"])
            for model in app["models"]:
                model["name"] = getattr(self.get_model_admin(model["model"]), "list_title", model["name"])
        return apps

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        """The front page: what waits for the person, then what can be edited."""
        from catalogue.admin import queue

        context = {"waiting": queue.waiting(request), "checks": may_review(request.user)}
        return super().index(request, context | (extra_context or {}))

    @method_decorator(never_cache)
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Strangers were sent to sign in before this runs; an editor without a second factor is led to set one up."""
        if lacks_second_factor(request) and has_second_factor(request.user):
            logout(request)
            messages.info(request, _("Sign in once more, with your second step."))
            return redirect("account_login")
        if lacks_second_factor(request):
            messages.info(request, _("Before you edit, set up a second step for signing in: an app or a passkey."))
            return redirect("mfa_index")
        return redirect(get_next_redirect_url(request) or "admin:index")

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        """One page for changing a password is enough."""
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Suggestions for a relation."""
        return LabelledAutocomplete.as_view(admin_site=self)(request)
