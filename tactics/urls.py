"""Addresses of tactics, legal tools, policies and events."""

from django.urls import path

from catalogue.views.sharing import social_card
from tactics import views

urlpatterns = [
    path("tactics/", views.TacticList.as_view(), name="tactics"),
    path("tactics/<slug:slug>/", views.TacticDetail.as_view(), name="tactic"),
    path("tactics/<slug:slug>/card.png", social_card, {"type": "tactic"}, name="tactic-card"),
    path("legal-tools/", views.LegalToolList.as_view(), name="legal-tools"),
    path("legal-tools/<slug:slug>/", views.LegalToolDetail.as_view(), name="legal-tool"),
    path("legal-tools/<slug:slug>/card.png", social_card, {"type": "legal-tool"}, name="legal-tool-card"),
    path("policies/", views.PolicyList.as_view(), name="policies"),
    path("policies/<slug:slug>/", views.PolicyDetail.as_view(), name="policy"),
    path("policies/<slug:slug>/card.png", social_card, {"type": "policy"}, name="policy-card"),
    path("events/", views.EventList.as_view(), name="events"),
    path("events/<slug:slug>/", views.EventDetail.as_view(), name="event"),
    path("events/<slug:slug>/card.png", social_card, {"type": "event"}, name="event-card"),
    path("matrix/", views.MatrixPage.as_view(), name="matrix"),
    path("phases/", views.Phases.as_view(), name="phases"),
    path("timeline/", views.Timeline.as_view(), name="timeline"),
]
