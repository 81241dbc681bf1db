"""The form of an entry: what one row must satisfy, and that nobody's work is overwritten."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from catalogue.admin.conflicts.guard import STALE
from catalogue.admin.fields import LinesField
from catalogue.admin.picture_form import PictureForm
from catalogue.models import Entry


class EntryForm(PictureForm):
    """An entry as its editor saw it. Runs inside a transaction: it locks the entry until it is saved."""

    # Not called "version": that column is counted by Entry.save, never typed.
    seen_version = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)
    aliases = LinesField(
        label=capfirst(Entry._meta.get_field("aliases").verbose_name),
        help_text=Entry._meta.get_field("aliases").help_text,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        entry = self.instance
        entry.type = entry.TYPE  # the rule "one slug within a type" is checked before save() would set it
        self.initial["seen_version"] = entry.version

    def _get_validation_exclusions(self) -> set[str]:
        """Fields that are not checked; Django would leave out the type, and with it the rule on slugs."""
        return super()._get_validation_exclusions() - {"type"}  # type: ignore[misc]

    def clean(self) -> None:
        """Refuse what is based on an outdated version.

        A form that somebody changes is compared with what is stored before it comes here (catalogue.admin.conflicts).
        """
        super().clean()
        if not self.instance.pk:
            return
        stored = Entry.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored and stored.version > (self.cleaned_data.get("seen_version") or 0):
            raise ValidationError(STALE, code="stale")
