"""What is said before a record is deleted with all that belongs to it."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst


class DeletesWithItsParts(admin.ModelAdmin):
    """An admin of records that have parts: whoever may delete the whole needs no leave for each of its parts."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go, without the rows that only tie two records together: nobody knows them by name."""
        deleted, counts, _permissions, protected = super().get_deleted_objects(objs, request)
        ties = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        told = _without(deleted, tuple(f"{capfirst(str(each.verbose_name))}: " for each in ties))
        plurals = {str(each.verbose_name_plural) for each in ties}
        return told, {name: count for name, count in counts.items() if str(name) not in plurals}, set(), protected


def _without(rows: list[Any], beginnings: tuple[str, ...]) -> list[Any]:
    """Nested lists of sentences without those that begin like this, and without lists that are empty then."""
    kept = [
        _without(row, beginnings) if isinstance(row, list) else row
        for row in rows
        if isinstance(row, list) or not str(row).startswith(beginnings)
    ]
    return [row for row in kept if row != []]
