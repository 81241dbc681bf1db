"""The part of an entry's page in the admin that is about its picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.admin.picture_form import bring
from catalogue.images import kept
from catalogue.images.refusals import MOST_BYTES
from catalogue.models import Entry
from catalogue.models.fields import both


class PictureMixin(admin.ModelAdmin):
    """For the admins of entries, whose form is a ``PictureForm``."""

    class Media:
        css = {"all": ["css/admin-picture.css"]}

    def picture_fieldset(self, request: HttpRequest, obj: Entry | None) -> tuple:
        """The picture that there is, a way to choose another or none, and what has to be said about it."""
        has_one = bool(obj and obj.image)
        may_choose = obj is None or self.has_change_permission(request, obj)
        fields = [
            *(["stored_picture"] if has_one else []),
            *(["picture"] if may_choose else []),
            *(["remove_picture"] if may_choose and has_one else []),
            both("image_alt"),
            ("image_credit", "image_licence"),
        ]
        words = _(
            "JPEG, PNG or WebP, %(most)d MB at most. The site takes place, time and camera out of the file. Readers "
            "who do not see it hear what it shows. Show no faces, number plates or homes of people who did not agree."
        )
        return (_("Picture"), {"description": words % {"most": MOST_BYTES // 1_000_000}, "fields": fields})

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A class for this request alone; it knows who sends pictures and where to note those that it stores."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.editor = request.user
        form.new_pictures = request.__dict__.setdefault("new_pictures", [])
        form.brought = request.__dict__.get("brought_picture")
        form.too_heavy = "picture" in getattr(request, "too_heavy", ())
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The picture that there is can only be looked at."""
        return (*super().get_readonly_fields(request, obj), "stored_picture")

    @admin.display(description=_("picture now"))
    def stored_picture(self, entry: Entry) -> SafeString:
        """A small version of it, which leads to the large one."""
        return render_to_string("admin/_stored_picture.html", {"entry": entry})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page; files that came with a form go again unless it was saved."""
        file = request.FILES.get("picture") if request.method == "POST" else None
        if file and self.admin_site.has_permission(request) and self.has_view_permission(request):
            # Before the transaction that saves the form: making it anew takes seconds, and others want to write too.
            request.__dict__["brought_picture"] = bring(request.user, file)
        with _settled(request):
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Browsers do not send a file twice: a form that comes back with a good picture has to say so."""
        form = context["adminform"].form
        if form.is_bound:
            form.not_saved()
        return super().render_change_form(request, context, *args, **kwargs)


@contextmanager
def _settled(request: Any) -> Iterator[None]:
    """Whatever becomes of the form, and of the transaction that saves it: what is stored is what something names."""
    try:
        yield
    finally:
        for stored in request.__dict__.pop("new_pictures", []):
            kept.settle(stored, request.user)
