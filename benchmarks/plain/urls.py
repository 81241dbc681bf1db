"""One address."""

from django.urls import path

from benchmarks.plain.views import EntryList

urlpatterns = [path("", EntryList.as_view(), name="entries")]
