"""What a reader fills in: which part, what about it, and where that is published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.corrections.parts import OTHER, Choice, Group

MOST = 2000  # characters of what is wrong
MOST_OF_A_PLACE = 500  # characters of where it is published
# Signs that nobody sees and nobody types: controls, halves of signs, and those that turn the order of letters round,
# by which a text can look to an editor like another one.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
NOT_READ = "\ufffd"  # what stands where the bytes were no letters
TRAP = "website"  # a field that people do not see; programs fill in whatever has a name


class CorrectionForm(forms.Form):
    """A correction. What was typed comes back as it was, but for signs that no page can show."""

    part = forms.ChoiceField(
        label=gettext_lazy("Which part of the page?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This part is no longer on the page. Please choose again.")},
    )
    text = forms.CharField(
        label=gettext_lazy("What is wrong, or what is missing?"),
        help_text=gettext_lazy("Say what it should say, if you know. There is room for 2,000 characters."),
        # No maxlength: browsers would cut off what is pasted without a word.
        validators=[
            MaxLengthValidator(
                MOST,
                gettext_lazy(
                    "You wrote %(show_value)d characters. There is room for %(limit_value)d. Please make it shorter, "
                    "or send the rest as another correction."
                ),
            )
        ],
        error_messages={"required": gettext_lazy("Write what is wrong or what is missing.")},
        widget=forms.Textarea(attrs={"rows": 8, "cols": False}),
    )
    published_at = forms.CharField(
        label=gettext_lazy("Where is that published?"),
        help_text=gettext_lazy("If you know: a link, or the title of an article, a book, a post."),
        required=False,
        validators=[
            MaxLengthValidator(
                MOST_OF_A_PLACE,
                gettext_lazy(
                    "You wrote %(show_value)d characters. There is room for %(limit_value)d. The title or the link "
                    "is enough."
                ),
            )
        ],
        # Or the browser would offer it to whoever types here next.
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, parts: list[Choice | Group], sent: Mapping[str, str] | None = None, **kwargs: Any):
        self.unseen: set[str] = set()  # the fields out of which something was taken
        super().__init__(None if sent is None else self._legible(sent), **kwargs)
        part: Any = self.fields["part"]
        part.choices = parts

    def _legible(self, sent: Mapping[str, str]) -> dict[str, str]:
        """What was sent, with lines that end in one way only, and without signs that no page can show."""
        legible = {}
        for name in self.base_fields:
            text = sent.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
            legible[name] = UNSEEN.sub("", text)
            if legible[name] != text:
                self.unseen.add(name)
        return legible

    @property
    def trapped(self) -> bool:
        """Whether something was put where people put nothing."""
        return bool(self.data.get(TRAP)) or TRAP in self.unseen

    def clean_part(self) -> str:
        """Without a choice, all of the page."""
        return self.cleaned_data["part"] or OTHER

    def clean_text(self) -> str:
        """Letters that can be read."""
        return self._read("text")

    def clean_published_at(self) -> str:
        """The same, in one line."""
        return " ".join(self._read("published_at").split())

    def _read(self, name: str) -> str:
        text = self.cleaned_data[name]
        if name in self.unseen:
            raise ValidationError(
                _("There were signs in it that nobody can see. We took them out. Look it over and send it again.")
            )
        if NOT_READ in text:
            raise ValidationError(_("Some letters did not arrive. They are shown as �. Write them again, please."))
        return text
