"""Addresses of tactics, legal tools, policies and events."""

from django.urls import path

from catalogue.entry_urls import beside
from tactics import views

urlpatterns = [
    path("tactics/", views.TacticList.as_view(), name="tactics"),
    path("tactics/<slug:slug>/", views.TacticDetail.as_view(), name="tactic"),
    *beside("tactic", "tactics"),
    path("legal-tools/", views.LegalToolList.as_view(), name="legal-tools"),
    path("legal-tools/<slug:slug>/", views.LegalToolDetail.as_view(), name="legal-tool"),
    *beside("legal-tool", "legal-tools"),
    path("policies/", views.PolicyList.as_view(), name="policies"),
    path("policies/<slug:slug>/", views.PolicyDetail.as_view(), name="policy"),
    *beside("policy", "policies"),
    path("events/", views.EventList.as_view(), name="events"),
    path("events/<slug:slug>/", views.EventDetail.as_view(), name="event"),
    *beside("event", "events"),
    path("matrix/", views.MatrixPage.as_view(), name="matrix"),
    path("phases/", views.Phases.as_view(), name="phases"),
    path("timeline/", views.Timeline.as_view(), name="timeline"),
]
