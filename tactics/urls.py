"""Addresses of tactics, legal tools, policies and events."""

from django.urls import path

from tactics import views

urlpatterns = [
    path("tactics/", views.TacticList.as_view(), name="tactics"),
    path("tactics/<slug:slug>/", views.TacticDetail.as_view(), name="tactic"),
    path("legal-tools/", views.LegalToolList.as_view(), name="legal-tools"),
    path("legal-tools/<slug:slug>/", views.LegalToolDetail.as_view(), name="legal-tool"),
    path("policies/", views.PolicyList.as_view(), name="policies"),
    path("policies/<slug:slug>/", views.PolicyDetail.as_view(), name="policy"),
    path("events/", views.EventList.as_view(), name="events"),
    path("events/<slug:slug>/", views.EventDetail.as_view(), name="event"),
    path("matrix/", views.MatrixPage.as_view(), name="matrix"),
    path("timeline/", views.Timeline.as_view(), name="timeline"),
]
