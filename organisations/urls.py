"""Addresses of organisations."""

from django.urls import path

from catalogue.views.sharing import social_card
from organisations import views

urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", views.OrganisationDetail.as_view(), name="organisation"),
    path("organisations/<slug:slug>/card.png", social_card, {"type": "organisation"}, name="organisation-card"),
]
