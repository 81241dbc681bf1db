"""What files of each type may hold."""

import pytest
from django.db import models

from catalogue import registry
from catalogue.data.shapes import all_shapes, column_of
from tactics.models import Actor

THE_REST = ["part_of", "reliability", "why", "about", "outline"]
ENTRY = ["name", "aliases", "status", "verified", "places", "summary", "body", "citations", "connections"]


def test_folders_come_before_what_refers_to_them():
    entries = ["organisations", "tactics", "legal-tools", "policies", "events"]
    assert list(all_shapes()) == ["places", "sources", *entries, "guides", "terms"]


@pytest.mark.parametrize(
    ("folder", "own"),
    [
        ("organisations", ["sector", "reach", "based_in", "founded", "website"]),
        ("tactics", ["phase", "actors", "how", "why_it_worked", "risks"]),
        ("legal-tools", ["form", "level", "who_can_use", "limits"]),
        ("policies", ["form", "level", "jurisdiction", "legal_standing", "restricts", "gaps"]),
        ("events", ["form", "starts", "ends", "outcome"]),
    ],
)
def test_fields_of_entries(folder, own):
    assert [column.name for column in all_shapes()[folder].columns] == [*ENTRY[:4], *own, *ENTRY[4:]]


@pytest.mark.parametrize(
    ("folder", "fields"),
    [
        ("places", ["name", "kind", "part_of", "latitude", "longitude"]),
        (
            "sources",
            ["title", "kind", "author", "publisher", "published", "url", "archive_url", "language", *THE_REST],
        ),
        ("guides", ["title", "lead", "status", "position", "drawing", "steps"]),
    ],
)  # fmt: skip
def test_fields_of_others(folder, fields):
    assert [column.name for column in all_shapes()[folder].columns] == fields


@pytest.mark.parametrize("entry_type", [*registry.all_types()], ids=lambda entry_type: entry_type.key)
def test_every_column_of_a_type_has_its_place_in_files(entry_type):
    own = {field.name for field in entry_type.model._meta.local_fields + entry_type.model._meta.local_many_to_many}
    bilingual = {f"{name}_{language}" for name in entry_type.sections for language in ("en", "es")}

    assert own - {"entry_ptr"} == {*entry_type.facts} | bilingual


def test_unknown_kind_of_field_is_named():
    with pytest.raises(TypeError, match=r"Content files cannot hold catalogue\.Entry\.image"):
        column_of(registry.get("tactic").model, "image")
    assert isinstance(registry.get("tactic").model._meta.get_field("image"), models.ImageField)


@pytest.mark.django_db
def test_fixed_list_of_actors_is_the_one_in_the_database():
    assert list(Actor.objects.values_list("slug", flat=True)) == list(Actor.SLUGS)
