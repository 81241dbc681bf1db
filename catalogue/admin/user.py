"""Accounts: administrators make, change and end them, and need not be superusers for it.

Nobody asks for an e-mail address or a real name. Permissions come from the role alone.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

# They register what they have with the admin; imported first, so that it can be taken out again.
from allauth.account import admin as _addresses  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _second_steps  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import DataError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from catalogue import audit
from catalogue.accounts import SECOND_FACTORS, end_sessions
from catalogue.admin.deleting import DeletesWithItsParts
from catalogue.admin.user_form import AccountForm, NewAccountForm, NewPasswordForm
from catalogue.models import AuditEntry
from catalogue.roles import Role, give, group_of, role_of

# Groups are roles, whose permissions the code sets; addresses are not asked for; a second step is its owner's.
admin.site.unregister([User, Group, EmailAddress, Authenticator])


class HasRole(admin.SimpleListFilter):
    """Who may do how much?"""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """The roles."""
        return [(role.name.lower(), role.label) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Accounts in the group of the role."""
        if (name := str(self.value() or "").upper()) in Role.names:
            return queryset.filter(groups=group_of(Role[name]))
        return queryset


@admin.register(User)
class AccountAdmin(DeletesWithItsParts, UserAdmin):
    """An account of somebody who edits."""

    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    change_form_template = "admin/auth/user/change_form.html"
    fieldsets = (
        (None, {"fields": ("username", "role", "is_active")}),
        (gettext_lazy("For you to know"), {"fields": ("second_step", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "description": gettext_lazy(
                    "Tell the new editor their name and password in person. They choose another password, and set up "
                    "a second step, when they first sign in."
                ),
                "fields": ("username", "role", "new_password"),
            },
        ),
    )
    list_title = gettext_lazy("Accounts")
    list_display = ("name", "role", "second_step", "may_sign_in", "last_login")
    list_filter = (HasRole,)
    search_fields = ("username",)
    filter_horizontal = ()
    readonly_fields = ("second_step", "last_login", "date_joined")
    actions = None  # one account at a time
    list_per_page = 50

    # who may do what

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Administrators; but only a superuser changes a superuser."""
        return super().has_change_permission(request, obj) and _within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """The same, and nobody deletes themselves."""
        return super().has_delete_permission(request, obj) and _within_reach(request, obj) and obj != request.user

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody locks themselves out; and a superuser may do everything, whatever the role."""
        fields = tuple(self.readonly_fields)
        if obj is not None and obj == request.user:
            return (*fields, "role", "is_active")
        if obj is not None and obj.is_superuser:
            return (*fields, "role")
        return fields

    # what is shown

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With roles and second steps, for the list."""
        steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        return super().get_queryset(request).prefetch_related("groups").annotate(protected=Exists(steps))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """None for an address that no database number fits, so that the page is not found."""
        try:
            return super().get_object(request, object_id, from_field)
        except (OverflowError, DataError):
            return None

    @admin.display(description=gettext_lazy("name"), ordering="username")
    def name(self, account: User) -> str:
        """What it signs in with."""
        return account.username

    @admin.display(description=gettext_lazy("may sign in"), ordering="is_active")
    def may_sign_in(self, account: User) -> str:
        """Whether it is switched on."""
        return _("yes") if account.is_active else _("no")

    @admin.display(description=gettext_lazy("role"))
    def role(self, account: User) -> str:
        """What the account may do, in one word."""
        if account.is_superuser:
            return _("superuser: may do everything")
        role = role_of(account)
        return str(role.label) if role else _("none: may do nothing")

    @admin.display(description=gettext_lazy("second step"))
    def second_step(self, account: User) -> str:
        """Whether a password alone does not open it."""
        return _("set up") if account.protected else _("none yet")  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """All accounts."""
        return super().changelist_view(request, {"title": self.list_title, **(extra_context or {})})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: User | None = None,
    ) -> HttpResponse:
        """With what else can be done to this account."""
        context["title"] = _("Account “%(name)s”") % {"name": obj.username} if obj else _("Add an account")
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False, "subtitle": None}
        if obj and self.has_change_permission(request, obj):
            context["account_tools"] = self._tools(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """By name."""
        context["title"] = _("Delete the account “%(name)s”?") % {"name": context["object"].username}
        return super().render_delete_form(request, context)

    def _tools(self, request: HttpRequest, account: User) -> list[tuple[str, str]]:
        """Address and words of each."""
        own = account == request.user
        tools = [
            (reverse("admin:auth_user_password_change", args=[account.pk]), _("New password")),
            (reverse("admin:auth_user_sign_out", args=[account.pk]), _("Sign out everywhere")),
        ]
        if account.protected and not own:  # type: ignore[attr-defined]
            tools.append((reverse("admin:auth_user_second_step", args=[account.pk]), _("Take away the second step")))
        return tools

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What happened to an account stands in the audit log."""
        account = self._account(request, object_id)
        return redirect(
            f"{reverse('admin:catalogue_auditentry_changelist')}?{urlencode({'account': account.username})}"
        )

    # what is done

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Every account is there to edit with."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Give it the role that was chosen, where one could be."""
        super().save_related(request, form, formsets, change)
        if role := form.cleaned_data.get("role"):
            give(form.instance, Role(role))
        # A made-up password has to reach the page that follows, and nothing else.
        form.instance.made_up_password = getattr(form, "made_up", "")

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """The password, if it was made up; else back to the list."""
        if password := getattr(obj, "made_up_password", ""):
            return self._show_password(request, obj, password)
        self.message_user(request, _("The account “%(name)s” is ready.") % {"name": obj.username}, messages.SUCCESS)
        return redirect("admin:auth_user_changelist")

    def get_urls(self) -> list:
        """Pages for what an account has besides."""
        return [
            path("<id>/sign-out/", self.admin_site.admin_view(self.sign_out), name="auth_user_sign_out"),
            path("<id>/second-step/", self.admin_site.admin_view(self.take_second_step), name="auth_user_second_step"),
            *super().get_urls(),
        ]

    @method_decorator(sensitive_post_parameters())
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Give somebody another password. One's own is changed where the old one is asked for."""
        account = self._account(request, id, to_change=True)
        if account == request.user:
            return redirect("account_change_password")
        form: Any = NewPasswordForm(account, request.POST if request.method == "POST" else None)
        if form.is_valid():
            if password := form.save():
                return self._show_password(request, account, password)
            text = _("“%(name)s” has a new password, and is signed out everywhere.") % {"name": account.username}
            self.message_user(request, text, messages.SUCCESS)
            return redirect("admin:auth_user_change", account.pk)
        return self._page(
            request,
            account,
            "new_password",
            title=_("New password for “%(name)s”") % {"name": account.username},
            adminform=AdminForm(form, [(None, {"fields": ["new_password"]})], {}),
            errors=form.errors,
        )

    def sign_out(self, request: HttpRequest, id: str) -> HttpResponse:
        """End the sessions of an account in every browser; of one's own, in every other one."""
        account = self._account(request, id, to_change=True)
        own = account == request.user
        if request.method != "POST":
            return self._ask(
                request,
                account,
                title=_("Sign out “%(name)s” everywhere?") % {"name": account.username},
                text=_("You stay signed in here. Every other browser has to sign in again.")
                if own
                else _("Every browser has to sign in again. What somebody was typing there may not be saved."),
                button=_("Sign out everywhere"),
            )
        end_sessions(account, but=request.session.session_key if own else None)
        audit.note(AuditEntry.Action.SIGNED_OUT, account.username, audit.Detail.EVERYWHERE, by=audit.actor())
        text = _("“%(name)s” is signed out everywhere.") % {"name": account.username}
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:auth_user_change", account.pk)

    def take_second_step(self, request: HttpRequest, id: str) -> HttpResponse:
        """For a lost phone: take away apps, passkeys and recovery codes. One's own are changed by their owner."""
        account = self._account(request, id, to_change=True)
        if account == request.user:
            return redirect("mfa_index")
        if request.method != "POST":
            return self._ask(
                request,
                account,
                title=_("Take away the second step of “%(name)s”?") % {"name": account.username},
                text=_(
                    "For a lost phone or key. App, passkeys and recovery codes of this account stop working, and it is "
                    "signed out everywhere. Until a new second step is set up, the password alone opens the account: "
                    "make sure that it is really them who asks, and give them a new password too."
                ),
                button=_("Take away the second step"),
            )
        with transaction.atomic():
            Authenticator.objects.filter(user=account).delete()
            end_sessions(account)
        text = _("“%(name)s” has no second step now. Give them a new password too.") % {"name": account.username}
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:auth_user_change", account.pk)

    def _account(self, request: HttpRequest, id: str, *, to_change: bool = False) -> User:
        """The account of a page; raises Http404 and PermissionDenied."""
        account = self.get_object(request, id)
        if not (self.has_change_permission if to_change else self.has_view_permission)(request, account):
            raise PermissionDenied
        if account is None:
            raise Http404
        return account

    def _show_password(self, request: HttpRequest, account: User, password: str) -> HttpResponse:
        """This once. Not as a message: those travel in a cookie."""
        title = _("The password of “%(name)s”") % {"name": account.username}
        return self._page(request, account, "password_shown", title=title, password=password)

    def _ask(self, request: HttpRequest, account: User, **context: str) -> HttpResponse:
        return self._page(request, account, "confirm", **context)

    def _page(self, request: HttpRequest, account: User, template: str, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/auth/user/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, "original": account, **context},
        )


def _within_reach(request: HttpRequest, account: User | None) -> bool:
    """Nobody reaches above themselves."""
    return account is None or not account.is_superuser or bool(request.user.is_superuser)
