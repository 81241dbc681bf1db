"""Addresses of signing in. Not all of allauth's: accounts are made by an administrator and have no e-mail address."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import TemplateView

from catalogue.views import passkey

no_self_service = TemplateView.as_view(template_name="account/no_self_service.html")

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/webauthn/login/", passkey.sign_in),  # before allauth's own, whose name leads here
    path("2fa/", include("allauth.mfa.urls")),
    # allauth links to these two by name.
    path("signup/", no_self_service, name="account_signup"),
    path("password/reset/", no_self_service, name="account_reset_password"),
]
