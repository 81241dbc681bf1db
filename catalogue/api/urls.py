"""Addresses of the API; those of the types come from the registry."""

from django.urls import path

from catalogue import registry
from catalogue.api import views

app_name = "api"

urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("entries/", views.EntryList.as_view(), name="entries"),
    path("sources/", views.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", views.SourceDetail.as_view(), name="source"),
    path("places/", views.PlaceList.as_view(), name="places"),
    path("places/<slug:slug>/", views.PlaceDetail.as_view(), name="place"),
]

for each in registry.all_types():
    urlpatterns += [
        path(f"{each.folder}/", views.EntryList.as_view(entry_type=each), name=each.folder),
        path(f"{each.folder}/<slug:slug>/", views.EntryDetail.as_view(entry_type=each), name=each.key),
    ]
