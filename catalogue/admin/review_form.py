"""What a reviewer fills in: yes or no to each suggestion of a proposal, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from catalogue.editing.decisions import OVERALL, Verdict
from catalogue.editing.proposals import Suggestion
from catalogue.editing.several import sentences
from catalogue.models import Entry

ACCEPT, REFUSE = "accept", "refuse"


class ReviewForm(forms.Form):
    """Yes or no to each suggestion, each with a reason, and a reason for the whole."""

    reason = forms.CharField(
        label=gettext_lazy("Why, in a sentence or two"),
        help_text=gettext_lazy(
            "The author reads this. If you accept something, the public list of changes shows it too, without names."
        ),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3, "aria-describedby": "id_reason_helptext"}),
    )
    seen_entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, found: list[Suggestion], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.found = found
        for suggestion in found:
            self.fields[_verdict(suggestion.key)] = forms.ChoiceField(
                label=suggestion.label,
                choices=[(ACCEPT, gettext_lazy("Accept")), (REFUSE, gettext_lazy("Refuse"))],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[_reason(suggestion.key)] = forms.CharField(
                label=gettext_lazy("Why (optional, for the author)"),
                required=False,
                max_length=500,
                widget=AdminTextInputWidget,
            )

    def rows(self) -> list[tuple[Suggestion, forms.BoundField, forms.BoundField]]:
        """Each suggestion with its two fields."""
        return [(each, self[_verdict(each.key)], self[_reason(each.key)]) for each in self.found]

    def verdicts(self, everything: str = "") -> dict[str, Verdict]:
        """What was chosen, by key; ``everything`` stands for each choice."""
        chosen = {}
        for key in (suggestion.key for suggestion in self.found):
            if choice := everything or self.cleaned_data[_verdict(key)]:
                chosen[key] = Verdict(accepted=choice == ACCEPT, reason=self.cleaned_data[_reason(key)])
        return chosen

    def look_again(self, now: dict[str, int]) -> None:
        """Show the entry as it is now: what is decided next is decided on this version of it."""
        self.data = {**{name: self.data.get(name) for name in self.data}, **now}

    def complain(self, error: ValidationError, model: type[Entry] | None) -> None:
        """Put what a decision was refused for to the suggestion that it is about, or else to the top."""
        elsewhere = {}
        for key, problems in error.message_dict.items():
            if key == OVERALL:
                self.add_error("reason", problems)
            elif _verdict(key) in self.fields:
                self.add_error(_verdict(key), problems)
            else:
                elsewhere[key] = problems
        if elsewhere:
            found = ValidationError(elsewhere)
            self.add_error(None, sentences(model, found) if model else found.messages)


def _verdict(key: str) -> str:
    return f"verdict-{key}"


def _reason(key: str) -> str:
    return f"reason-{key}"
