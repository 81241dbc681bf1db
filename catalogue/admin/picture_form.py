"""The picture in the form of an entry: chosen, looked at, made anew and stored before anything is saved."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from catalogue.editing.apply import set_value
from catalogue.editing.state import stored_value
from catalogue.images import intake, kept, quota
from catalogue.images.kept import Stored
from catalogue.images.kinds import TAKEN
from catalogue.images.refusals import Refused
from catalogue.models.fields import both

ALT = both("image_alt")
WORDS = (*ALT, "image_credit", "image_licence")
DESCRIBE = _("Say what the picture shows, in English and in Spanish.")
NAME = _("Say who made the picture, and under which licence it may be shown.")
LICENCE = _("For example CC BY 4.0, or: with permission of the artist. Names like the first become links.")
CHOSE_NONE = _(
    "There are words about a picture below, but none was chosen. Choose its file, once more if you did so before, or "
    "empty those fields."
)
AGAIN = _("Nothing was saved yet. Choose the file once more: a form that comes back cannot keep it.")


def bring(editor: Any, file: Any) -> intake.Taken | Refused:
    """A file made anew, or why not. Takes seconds: nothing should be locked meanwhile."""
    try:
        if editor:
            quota.check(editor)
        return intake.take_in(file)
    except Refused as refused:
        return refused


class PictureForm(forms.ModelForm):
    """A form of an entry with a picture.

    A good picture is stored while the form is checked, and its name put into the entry. Whoever shows the form says
    afterwards whether the entry was saved (``new_pictures``, see catalogue.admin.picture).
    """

    # Set on the class that one request gets, see PictureMixin.get_form.
    editor: ClassVar[AbstractBaseUser | None] = None  # whose quota counts
    new_pictures: ClassVar[list[Stored]] = []
    too_heavy: ClassVar[bool] = False  # the file was dropped while it arrived
    brought: ClassVar[intake.Taken | Refused | None] = None  # what became of the file, see ``bring``

    # Not called "image": Django would put the file into the column as it came.
    picture = forms.FileField(
        label=_("File of the picture"),
        required=False,
        allow_empty_file=True,  # refused with a sentence of ours
        widget=forms.FileInput(attrs={"accept": ",".join(ending for _name, all_ in TAKEN.values() for ending in all_)}),
    )
    remove_picture = forms.BooleanField(
        label=_("Take the picture off, and with it what is said about it"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.taken: intake.Taken | None = None
        self.picture_before = stored_value(self.instance, "image")
        for name in ALT:
            if field := self.fields.get(name):  # there is none for those who may only look
                words = {"class": "vLargeTextField picture-words", "maxlength": 300, "lang": name.rpartition("_")[2]}
                field.widget = forms.Textarea(attrs={"rows": 3, **words})
        if licence := self.fields.get("image_licence"):
            licence.help_text = LICENCE

    def clean(self) -> None:
        """Demand the words that go with a picture, and have a new one made anew."""
        super().clean()
        for name in self.cleaned_data.keys() & set(ALT):
            self.cleaned_data[name] = " ".join(self.cleaned_data[name].split())  # in one line, as it is read out
        file, remove = self.cleaned_data.get("picture"), self.cleaned_data.get("remove_picture")
        if file or self.too_heavy:
            self._take_in(file)
        if file or self.too_heavy or (self.instance.image and not remove):
            self._demand_words()
        elif remove:
            self.cleaned_data.update(dict.fromkeys(self.fields.keys() & set(WORDS), ""))
        elif "picture" in self.fields and any(self.cleaned_data.get(name) for name in WORDS):
            self.add_error("picture", CHOSE_NONE)

    def _take_in(self, file: Any) -> None:
        brought = intake.too_heavy() if self.too_heavy else self.brought or bring(self.editor, file)
        if isinstance(brought, Refused):
            self.add_error("picture", str(brought))
        else:
            self.taken = brought

    def not_saved(self) -> None:
        """The form comes back for another reason: it shows the picture that there was, and asks for the file again."""
        set_value(self.instance, "image", self.picture_before)
        if self.cleaned_data.get("picture") and "picture" not in self.errors:
            self.add_error("picture", AGAIN)

    def _demand_words(self) -> None:
        for name in WORDS:
            if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, DESCRIBE if name in ALT else NAME)

    def _post_clean(self) -> None:
        """Once all else is right, store a new picture and put it into the entry; or take the old one off."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        if self.taken:
            try:
                stored = kept.store(self.taken)
            except Refused as refused:
                self.add_error("picture", str(refused))
                return
            self.new_pictures.append(stored)
            set_value(self.instance, "image", stored.value)
        elif self.cleaned_data.get("remove_picture"):
            set_value(self.instance, "image", None)
