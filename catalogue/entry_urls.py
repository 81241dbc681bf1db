"""Addresses that every type of entry has."""

from django.urls import URLPattern, path

from catalogue.views.changes import Changes
from catalogue.views.corrections import Correct, Corrected
from catalogue.views.sharing import social_card


def beside(type: str, folder: str) -> list[URLPattern]:
    """What stands beside the page of an entry, below its address: ``type`` is a key of the registry."""
    given = {"type": type}
    return [
        path(f"{folder}/<slug:slug>/card.png", social_card, given, name=f"{type}-card"),
        path(f"{folder}/<slug:slug>/changes/", Changes.as_view(), given, name=f"{type}-changes"),
        path(f"{folder}/<slug:slug>/correct/", Correct.as_view(), given, name=f"{type}-correct"),
        path(f"{folder}/<slug:slug>/correct/thanks/", Corrected.as_view(), given, name=f"{type}-corrected"),
    ]
