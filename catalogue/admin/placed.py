"""Rows with an order of their own, which editors give by numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.admin.citations import is_to_go


class PlacedForm(forms.ModelForm):
    """A row with its place among the others. The positions that are stored follow from all places together."""

    place = forms.IntegerField(
        label=_("Position"),
        required=False,
        min_value=1,
        help_text=_("Type other numbers to change the order. If left empty: last."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["place"] = self.instance.position


class PlacedFormSet(forms.BaseInlineFormSet):
    """All rows of one parent, stored with the positions 1, 2, 3 …"""

    def remaining(self) -> list[forms.ModelForm]:
        """The forms of rows that there will be."""
        return [
            form
            for index, form in enumerate(self.forms)
            if (index < self.initial_form_count() or form.has_changed()) and not is_to_go(form)
        ]

    def save(self, commit: bool = True) -> Any:
        """Save what was changed, and the positions that this gives to the others."""
        before = {form.instance.pk: form.instance.position for form in self.initial_forms}
        wanted = sorted(self.remaining(), key=lambda form: form.cleaned_data.get("place") or len(self.forms) + 1)
        after = {form.instance.pk: number for number, form in enumerate(wanted, 1) if form.instance.pk}
        for number, form in enumerate(wanted, 1):
            form.instance.position = number
        moved = {pk for pk, position in after.items() if before[pk] != position}
        model: Any = self.model
        rows = model.objects.filter(pk__in=before)
        if moved:
            rows.make_room()
        saved = super().save(commit)
        for form in wanted:
            if moved and form.instance.pk in before and not form.has_changed():
                if form.instance.pk in moved:
                    form.instance.save()
                else:  # only to put it back
                    rows.filter(pk=form.instance.pk).update(position=form.instance.position)
        return saved
