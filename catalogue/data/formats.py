"""A list of entries as a file: all that matches, not one page of it."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import get_language
from rest_framework.renderers import JSONRenderer

from catalogue import site
from catalogue.api.facts import values_of
from catalogue.api.queries import for_list, type_of
from catalogue.api.serializers.entries import summary_serializer
from catalogue.days import day_of, start_of
from catalogue.models import Citation, Entry
from catalogue.registry import EntryType
from catalogue.search.matches import Matches

StrOrPromise = str | Promise  # a title may still be waiting for its language
MOST = 5000  # entries in one file
BATCH = 500  # that are loaded at once
BETWEEN = " | "  # values in one cell
PLAIN = ("type", "slug", "name_en", "name_es", "summary_en", "summary_es")
COLUMNS = (*PLAIN, "places", "aliases", "sources", "citations", "url")
# What begins with one of these is a formula to a spreadsheet; the wide forms are those of East Asian keyboards.
FORMULA = re.compile(r"^[=+\-@＝＋－＠]")
INVISIBLE = {"Cc", "Cf"}  # Unicode categories of signs that spreadsheets may drop before they look
# What XML 1.0 cannot hold at all.
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Listed:
    """Published entries, filtered and in order."""

    matches: Matches
    entries: QuerySet  # of one type or of all, among which they are

    @property
    def entry_type(self) -> EntryType | None:
        """Of one type, its facts come too."""
        return type_of(self.entries)

    def loaded(self, *prefetched: Prefetch) -> Iterator[Entry]:
        """With all that a file holds of each, at most MOST of them."""
        for start in range(0, min(len(self.matches), MOST), BATCH):
            keys = self.matches[start : min(start + BATCH, MOST)]
            found = for_list(self.entries.filter(pk__in=keys)).prefetch_related(*prefetched).in_bulk()
            yield from (found[key] for key in keys if key in found)


def respond(request: HttpRequest, matches: Matches, entries: QuerySet, format_name: str, title: StrOrPromise):
    """The ``matches`` among ``entries`` as a file.

    ``format_name`` is one of FORMATS (KeyError otherwise), ``title`` what the list is called.
    """
    return FORMATS[format_name](request, Listed(matches, entries), title)


def entries_as_csv(request: HttpRequest, entries: Listed, title: StrOrPromise) -> HttpResponse:
    """For spreadsheets: one row an entry, both languages, slugs as in addresses, several values divided by " | ".

    UTF-8 with a byte order mark, without which Excel garbles accents. A cell that a spreadsheet would run as a
    formula begins with an apostrophe instead.
    """
    entry_type = entries.entry_type
    citations = Prefetch("citations", Citation.objects.select_related("source").order_by("position", "pk"))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, *(entry_type.facts if entry_type else ())])
    for entry in entries.loaded(citations):
        writer.writerow([_harmless(cell) for cell in _row(request, entry, entry_type)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8; header=present")
    return _named(response, entry_type, "csv")


def entries_as_json(request: HttpRequest, entries: Listed, title: StrOrPromise) -> HttpResponse:
    """For programs: what the API answers for the same list, all on one page, in the page's language."""
    entry_type = entries.entry_type
    serializer = summary_serializer(entry_type)(list(entries.loaded()), many=True, context={"request": request})
    answer = {"count": len(entries.matches), "next": None, "previous": None, "results": serializer.data}
    response = HttpResponse(JSONRenderer().render(answer), content_type="application/json")
    return _named(response, entry_type, "json")


def entries_as_atom(request: HttpRequest, entries: Listed, title: StrOrPromise) -> HttpResponse:
    """For feed readers, in the page's language. Ids are the addresses of the pages."""
    entry_type = entries.entry_type
    feed = Atom1Feed(
        title=_xml(title),
        link=request.build_absolute_uri(_page_address(request)),
        description=None,
        language=get_language(),
        author_name=_xml(site.name()),
        feed_url=request.build_absolute_uri(),
        feed_copyright="CC BY 4.0",
    )
    for entry in entries.loaded():
        address = request.build_absolute_uri(entry.get_absolute_url())
        feed.add_item(
            title=_xml(entry.name),
            link=address,
            unique_id=address,
            description=escape(_xml(entry.summary)),  # the feed declares its summaries to be HTML
            pubdate=start_of(day_of(entry.created)),
            updateddate=start_of(day_of(entry.updated)),
            categories=[str(entry.entry_type.label)],
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)
    return _named(response, entry_type, "atom")


FORMATS: dict[str, Callable[[HttpRequest, Listed, StrOrPromise], HttpResponse]] = {
    "csv": entries_as_csv,
    "json": entries_as_json,
    "atom": entries_as_atom,
}


def _row(request: HttpRequest, entry: Entry, entry_type: EntryType | None) -> Iterable[str]:
    citations = list(entry.citations.all())
    yield from (getattr(entry, column) for column in PLAIN)
    yield BETWEEN.join(place.slug for place in entry.places.all())
    yield BETWEEN.join(entry.aliases)
    yield BETWEEN.join(dict.fromkeys(citation.source.slug for citation in citations))
    yield BETWEEN.join(_passage(citation) for citation in citations)
    yield request.build_absolute_uri(entry.get_absolute_url())
    for column in entry_type.facts if entry_type else ():
        yield BETWEEN.join(fact.value for fact in values_of(entry, column))


def _passage(citation: Citation) -> str:
    """Where it says so and how: "black-rose-statement § Key players ¶ 2 (reports)"."""
    section = f" § {citation.section}" if citation.section else ""
    return f"{citation.source.slug}{section} ¶ {citation.paragraph} ({citation.standing})"


def _harmless(cell: str) -> str:
    seen = "".join(sign for sign in cell if unicodedata.category(sign) not in INVISIBLE)
    return f"'{cell}" if FORMULA.match(seen.lstrip()) or cell[:1] in {"\t", "\r", "\n"} else cell


def _xml(text: StrOrPromise) -> str:
    return NOT_XML.sub("", str(text))


def _page_address(request: HttpRequest) -> str:
    """The list itself, on its first page."""
    query: QueryDict = request.GET.copy()
    for parameter in ("format", "page"):
        query.pop(parameter, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _named(response: HttpResponse, entry_type: EntryType | None, ending: str) -> HttpResponse:
    name = entry_type.folder if entry_type else "entries"
    # Browsers show the other two; a spreadsheet is for saving.
    how = "attachment" if ending == "csv" else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}.{ending}"'
    response.headers["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    return response
