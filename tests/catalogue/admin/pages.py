"""What a browser would send from a page of the admin."""

from django.forms import ModelMultipleChoiceField
from django.urls import reverse


def add_url(model) -> str:
    """Where a new one is made."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def change_url(instance) -> str:
    """Where it is edited."""
    return reverse(f"admin:{instance._meta.app_label}_{instance._meta.model_name}_change", args=[instance.pk])


def list_url(model) -> str:
    """Where all of them are listed."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def sent_from(response, **typed) -> dict:
    """What the form on the page would send, with some fields typed over.

    In names of fields ``__`` stands for the hyphen of formsets: ``citations__0__claim_en``.
    """
    forms = [response.context["adminform"].form]
    for inline in response.context.get("inline_admin_formsets", []):
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for name, field in form.fields.items():
            value = form[name].value()
            nothing = [] if isinstance(field, ModelMultipleChoiceField) else ""
            data[form.add_prefix(name)] = nothing if value is None else value
    return {**data, **{name.replace("__", "-"): value for name, value in typed.items()}}


def another(data: dict, prefix: str, **typed) -> dict:
    """The same with one more row in a formset, as after "add another"."""
    index = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{index}-{name}": value for name, value in typed.items()}
    return {**data, **row, f"{prefix}-TOTAL_FORMS": index + 1}


def errors(response) -> list[str]:
    """Every complaint on the page, in order."""
    return [str(error) for errors in response.context["errors"] for error in _flat(errors)]


def _flat(errors):
    return errors if isinstance(errors, list) else [errors]


def chosen(response) -> set:
    """The rows of a list."""
    return set(response.context["cl"].result_list)
