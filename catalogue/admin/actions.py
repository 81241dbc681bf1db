"""What editors do to several entries at once, under the same rules as in the form of one."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.models import Entry, Status
from catalogue.models.entry import publishing_problems


@admin.action(permissions=["publish"], description=_("Publish the chosen entries"))
def publish(modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
    """Show them to readers, those that may be."""
    _change_each(modeladmin, request, queryset, lambda entry: _set_status(entry, Status.PUBLISHED))


@admin.action(permissions=["publish"], description=_("Withdraw the chosen entries from readers"))
def withdraw(modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
    """Hide them from readers; nothing is lost."""
    _change_each(modeladmin, request, queryset, lambda entry: _set_status(entry, Status.WITHDRAWN))


def _set_status(entry: Entry, status: Status) -> list[str]:
    entry.status = status
    return ["status"]


@transaction.atomic
def _change_each(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Entry], change: Callable[[Entry], list[str]]
) -> None:
    """Change, check and save one after the other; what may not be saved is named with the reason."""
    done = 0
    # Chosen again by key: the rows of a list carry joins that PostgreSQL does not lock.
    chosen = modeladmin.model._default_manager.filter(pk__in=list(queryset.values_list("pk", flat=True)))
    for entry in chosen.with_evidence_counts().select_for_update().order_by("pk"):
        # A list says which version of each it shows; all pages at once are chosen unseen.
        if request.POST.get(f"version-{entry.pk}", str(entry.version)) != str(entry.version):
            text = _("“%(name)s” stays as it is: somebody saved it after you opened this list.") % {"name": entry}
            modeladmin.message_user(request, text, messages.ERROR)
            continue
        fields = change(entry)
        if problems := _problems(entry):
            text = _("“%(name)s” stays as it is: %(problems)s") % {"name": entry, "problems": " ".join(problems)}
            modeladmin.message_user(request, text, messages.ERROR)
            continue
        entry.save()
        modeladmin.log_change(request, entry, [{"changed": {"fields": fields}}])
        done += 1
    if done:
        text = ngettext("%(count)d entry was changed.", "%(count)d entries were changed.", done) % {"count": done}
        modeladmin.message_user(request, text, messages.SUCCESS)


def _problems(entry: Entry) -> list[str]:
    try:
        entry.full_clean(exclude=["type"])
    except ValidationError as error:
        return error.messages
    return [str(problem) for problem in publishing_problems(status=entry.status, citation_count=entry.citation_count)]
