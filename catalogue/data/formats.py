"""A list of entries as a file: all that matches, not one page of it."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable
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
from catalogue.models import Citation, Entry
from catalogue.registry import EntryType

StrOrPromise = str | Promise  # a title may still be waiting for its language
MOST = 5000  # entries in one file
BETWEEN = " | "  # values in one cell
PLAIN = ("type", "slug", "name_en", "name_es", "summary_en", "summary_es")
COLUMNS = (*PLAIN, "places", "aliases", "sources", "citations", "url")
# What begins with one of these is a formula to a spreadsheet; the wide forms are those of East Asian keyboards.
FORMULA = re.compile(r"^[=+\-@＝＋－＠]")
INVISIBLE = {"Cc", "Cf"}  # Unicode categories of signs that spreadsheets may drop before they look
# What XML 1.0 cannot hold at all.
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def respond(request: HttpRequest, entries: QuerySet, format_name: str, title: StrOrPromise) -> HttpResponse:
    """The entries of a list as a file.

    ``entries`` are published ones, filtered and in order; of one type, its facts come too. ``format_name`` is one
    of FORMATS (KeyError otherwise), ``title`` what the list is called. At most MOST entries are given.
    """
    return FORMATS[format_name](request, entries, title)


def entries_as_csv(request: HttpRequest, entries: QuerySet, title: StrOrPromise) -> HttpResponse:
    """For spreadsheets: one row an entry, both languages, slugs as in addresses, several values divided by " | ".

    UTF-8 with a byte order mark, without which Excel garbles accents. A cell that a spreadsheet would run as a
    formula begins with an apostrophe instead.
    """
    entry_type = type_of(entries)
    citations = Prefetch("citations", Citation.objects.select_related("source").order_by("position", "pk"))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, *(entry_type.facts if entry_type else ())])
    for entry in for_list(entries).prefetch_related(citations)[:MOST]:
        writer.writerow([_harmless(cell) for cell in _row(request, entry, entry_type)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8; header=present")
    return _named(response, entry_type, "csv")


def entries_as_json(request: HttpRequest, entries: QuerySet, title: StrOrPromise) -> HttpResponse:
    """For programs: what the API answers for the same list, all on one page, in the page's language."""
    entry_type = type_of(entries)
    total = entries.count()
    serializer = summary_serializer(entry_type)(for_list(entries)[:MOST], many=True, context={"request": request})
    answer = {"count": total, "next": None, "previous": None, "results": serializer.data}
    response = HttpResponse(JSONRenderer().render(answer), content_type="application/json")
    return _named(response, entry_type, "json")


def entries_as_atom(request: HttpRequest, entries: QuerySet, title: StrOrPromise) -> HttpResponse:
    """For feed readers, in the page's language. Ids are the addresses of the pages."""
    entry_type = type_of(entries)
    feed = Atom1Feed(
        title=_xml(title),
        link=request.build_absolute_uri(_page_address(request)),
        description=None,
        language=get_language(),
        author_name=_xml(site.name()),
        feed_url=request.build_absolute_uri(),
        feed_copyright="CC BY 4.0",
    )
    for entry in entries[:MOST]:
        address = request.build_absolute_uri(entry.get_absolute_url())
        feed.add_item(
            title=_xml(entry.name),
            link=address,
            unique_id=address,
            description=escape(_xml(entry.summary)),  # the feed declares its summaries to be HTML
            pubdate=entry.created,
            updateddate=entry.updated,
            categories=[str(entry.entry_type.label)],
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)
    return _named(response, entry_type, "atom")


FORMATS: dict[str, Callable[[HttpRequest, QuerySet, StrOrPromise], HttpResponse]] = {
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
