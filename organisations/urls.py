"""Addresses of organisations."""

from django.urls import path

from catalogue.entry_urls import beside
from organisations import views

urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", views.OrganisationDetail.as_view(), name="organisation"),
    *beside("organisation", "organisations"),
]
