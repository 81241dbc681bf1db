"""Bringing a spreadsheet of entries: what it would do is shown first, and only what was shown is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import get_valid_filename
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from catalogue.data.spreadsheet.comparison import Outlook, compare
from catalogue.data.spreadsheet.files import MOST_BYTES, text_of
from catalogue.data.spreadsheet.headings import Sheet, read
from catalogue.data.spreadsheet.hints import explained, template
from catalogue.data.spreadsheet.matching import Match, Matcher
from catalogue.editing import several
from catalogue.editing.differences import label_of
from catalogue.editing.state import State
from catalogue.models import Entry
from catalogue.models.fields import both
from catalogue.roles import may_review

SALT = "catalogue.admin.spreadsheet"
HOURS = 12  # for which what was shown may be confirmed
LONGEST_REASON = 200
BROUGHT_TWICE = _("Meanwhile there is an entry with this name. Bring the spreadsheet again to compare.")


class UploadForm(forms.Form):
    """A spreadsheet and what to do with its lists."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 1 MB and 1,000 rows. It is read, not kept."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    lists = forms.ChoiceField(
        label=_("Other names and places in the spreadsheet"),
        choices=[("add", _("are added to those of the entry")), ("replace", _("take the place of those of the entry"))],
        initial="add",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, model: type[Entry], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.model = model
        self.sheet = Sheet({})

    def clean_file(self) -> UploadedFile:
        """Read it; what is wrong with the file as a whole is said beside the field."""
        file: UploadedFile = self.cleaned_data["file"]
        self.sheet = read(text_of(file.read(MOST_BYTES + 1)), self.model)
        return file


@dataclass(frozen=True)
class Shown:
    """What a row would do, as the editor saw it."""

    number: int
    name: str
    key: int | None  # of the entry that it changes; None: a new one
    version: int
    values: State


@dataclass(frozen=True)
class Outcome:
    """What became of a row."""

    number: int
    name: str
    entry: Entry | None = None
    problems: tuple[str, ...] = ()  # with any, nothing was stored


class SpreadsheetImport(admin.ModelAdmin):
    """Adds to the list of a type: "Import a spreadsheet"."""

    spreadsheet_example: dict[str, str] = {}  # by column: the row that explains itself

    def get_urls(self) -> list[Any]:
        """The page and the empty spreadsheet, before what would take their names for a key."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_spreadsheet"
        view = self.admin_site.admin_view
        return [
            path("spreadsheet/", view(self.spreadsheet_view), name=name),
            path("spreadsheet/<str:language>.csv", view(self.template_view), name=f"{name}_template"),
            *super().get_urls(),
        ]

    def has_spreadsheet_permission(self, request: HttpRequest) -> bool:
        """Editors and up: what is brought is stored at once."""
        may_store = self.has_add_permission(request) and self.has_change_permission(request)
        return may_review(request.user) and may_store

    def template_view(self, request: HttpRequest, language: str) -> HttpResponse:
        """A spreadsheet with headings only, in a language; in the editor's for one that there is not."""
        if not self.has_spreadsheet_permission(request):
            raise PermissionDenied
        with override(language if language in dict(settings.LANGUAGES) else get_language()):
            # The byte order mark tells Excel that this is UTF-8.
            response = HttpResponse("\ufeff" + template(self.model), content_type="text/csv; charset=utf-8")
            name = get_valid_filename(str(self.opts.verbose_name_plural))
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response

    def spreadsheet_view(self, request: HttpRequest) -> HttpResponse:
        """Explain and ask for a file, show what it would do, do what was confirmed."""
        if not self.has_spreadsheet_permission(request):
            raise PermissionDenied
        pages = _Pages(self, request)
        if "shown" in request.POST:
            return pages.confirmed()
        form = UploadForm(request.POST or None, request.FILES or None, model=self.model)
        return pages.preview(form) if form.is_bound and form.is_valid() else pages.ask(form)


class _Pages:
    """What one request is answered with. Beside the admin, whose bases have many methods with plain names."""

    def __init__(self, its_admin: SpreadsheetImport, request: HttpRequest):
        self.admin = its_admin
        self.request = request
        self.model = its_admin.model

    def ask(self, form: UploadForm, problem: str = "") -> TemplateResponse:
        """Which file? With all that it may hold."""
        columns = explained(self.model, self.admin.spreadsheet_example)
        title = gettext("Import a spreadsheet")
        return self._answer("spreadsheet", title, form=form, problem=problem, columns=columns)

    def preview(self, form: UploadForm) -> TemplateResponse:
        """What each row would do."""
        outlooks = compare(form.sheet, self.model, replace=form.cleaned_data["lists"] == "replace")
        kinds = Counter(outlook.kind for outlook in outlooks)
        return self._answer(
            "spreadsheet_preview",
            gettext("What the spreadsheet would do"),
            sheet=form.sheet,
            outlooks=[outlook for outlook in outlooks if outlook.kind != "same"],
            kinds={kind: kinds[kind] for kind in ("change", "new", "same", "problem")},
            same=[outlook for outlook in outlooks if outlook.kind == "same"],
            shown=seal(self.request, outlooks),
            reason=gettext("From a spreadsheet"),
        )

    def confirmed(self) -> TemplateResponse:
        """What became of the rows that were ticked."""
        try:
            shown = open_seal(self.request)
        except signing.BadSignature:
            problem = gettext("What you saw is too old to be saved now. Bring the spreadsheet again.")
            return self.ask(UploadForm(model=self.model), problem)
        chosen = set(self.request.POST.getlist("row"))
        reason = " ".join(self.request.POST.get("reason", "").split())[:LONGEST_REASON]
        outcomes = list(self._carry_out([row for row in shown if str(row.number) in chosen], reason))
        return self._answer(
            "spreadsheet_result",
            gettext("What the spreadsheet did"),
            done=[outcome for outcome in outcomes if not outcome.problems],
            left=[outcome for outcome in outcomes if outcome.problems],
        )

    def _carry_out(self, rows: list[Shown], reason: str) -> Iterator[Outcome]:
        """Each row for itself: one that fails leaves the others alone."""
        matcher = Matcher(self.model)
        for row in rows:
            try:
                entry = self._carry_out_one(row, reason, matcher)
            except ValidationError as error:
                yield Outcome(row.number, row.name, problems=tuple(several.sentences(self.model, error)))
            else:
                yield Outcome(row.number, row.name, entry)

    def _carry_out_one(self, row: Shown, reason: str, matcher: Matcher) -> Entry:
        user: Any = self.request.user
        if row.key is None:
            names = [row.values[name] for name in both("name") if row.values.get(name)]
            # Somebody may have begun it since, perhaps by pressing the same button twice.
            if matcher.match(slug="", names=names, aliases=[]) != Match():
                raise ValidationError(BROUGHT_TWICE)
            entry = several.begin(self.model, row.values, user=user, reason=reason)
            self.admin.log_addition(self.request, entry, [{"added": {}}])
            return entry
        entry = several.carry_out(row.key, row.version, row.values, user=user, reason=reason)
        fields = [label_of(self.model, name) for name in row.values]
        self.admin.log_change(self.request, entry, [{"changed": {"fields": fields}}])
        return entry

    def _answer(self, name: str, title: str, **context: Any) -> TemplateResponse:
        plain = {
            **self.admin.admin_site.each_context(self.request),
            "opts": self.admin.opts,
            "title": title,
        }
        return TemplateResponse(self.request, f"admin/{name}.html", {**plain, **context})


def seal(request: HttpRequest, outlooks: list[Outlook]) -> str:
    """What was shown, for the form that confirms it: nothing of it is kept here meanwhile, and nobody can alter it."""
    rows = [
        [row.number, row.name, row.entry and row.entry.pk, row.entry.version if row.entry else 0, row.values]
        for row in outlooks
        if row.kind in ("change", "new")
    ]
    return signing.dumps({"user": request.user.pk, "path": request.path, "rows": rows}, salt=SALT, compress=True)


def open_seal(request: HttpRequest) -> list[Shown]:
    """What somebody was shown and now confirms; raises BadSignature for what is too old or of somebody else."""
    kept = signing.loads(request.POST["shown"], salt=SALT, max_age=HOURS * 3600)
    if (kept["user"], kept["path"]) != (request.user.pk, request.path):
        raise signing.BadSignature
    return [Shown(*row) for row in kept["rows"]]
