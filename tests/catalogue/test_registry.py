"""catalogue.registry, and the apps that register with it"""

import pytest
from django.urls import resolve, reverse

from catalogue import registry
from catalogue.models import ConnectionKind


def test_five_types_are_registered_in_the_order_of_the_pages():
    assert [entry_type.key for entry_type in registry.all_types()] == [
        "organisation",
        "tactic",
        "legal-tool",
        "policy",
        "event",
    ]


@pytest.mark.parametrize("entry_type", list(registry.all_types()), ids=lambda entry_type: entry_type.key)
def test_type_has_its_pages_and_columns(entry_type):
    columns = {field.name for field in entry_type.model._meta.get_fields()}

    assert resolve(reverse(entry_type.folder)).url_name == entry_type.folder
    assert resolve(reverse(entry_type.key, args=["x"])).url_name == entry_type.key
    assert set(entry_type.facts) <= columns
    assert {f"{name}_{language}" for name in entry_type.sections for language in ("en", "es")} <= columns
    assert entry_type.key == entry_type.model.TYPE
    assert registry.by_folder(entry_type.folder) is entry_type


def test_connections_join_registered_types_only():
    keys = {entry_type.key for entry_type in registry.all_types()} | {""}

    assert {end for kind in ConnectionKind for end in (*kind.ends.subjects, kind.ends.object)} == keys


def test_unknown_folder_is_no_type():
    assert registry.by_folder("people") is None
