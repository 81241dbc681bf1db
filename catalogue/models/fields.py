"""Columns that several models share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField
from translated_fields.utils import fallback_to_any


def bilingual(label, *, help_text="", max_length: int | None = None) -> TranslatedField:
    """A text in both languages: columns ``…_en`` and ``…_es``, and an attribute in the reader's language.

    Where one language is still missing (drafts only) the other one is shown. ``max_length`` is in characters;
    without it the text may run over several lines.
    """
    column = (
        models.CharField(label, max_length=max_length, blank=True, help_text=help_text)
        if max_length
        else models.TextField(label, blank=True, help_text=help_text)
    )
    return TranslatedField(column, attrgetter=fallback_to_any)


def both(name: str) -> tuple[str, str]:
    """The two columns of a bilingual text."""
    return (f"{name}_en", f"{name}_es")


def refuse_circle(thing: Any) -> None:
    """Raise ValidationError when something would be part of itself, directly or through others."""
    around, seen = thing.part_of, set()
    while around and around.pk not in seen:  # a circle further up is not of this thing's making
        if around.pk == thing.pk:
            raise ValidationError({"part_of": _("Nothing can be a part of itself.")})
        seen.add(around.pk)
        around = around.part_of


class Loaded(models.Model):
    """Something that a content file may hold."""

    loaded_digest = models.CharField(
        _("fingerprint of what was last loaded"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Tells an editor's change from a change of the content file."),
    )

    class Meta:
        abstract = True
