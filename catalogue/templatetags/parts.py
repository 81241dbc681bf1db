"""The parts of pages that come by the dozen: written here, because a template takes twenty times as long."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from catalogue.models import ConnectionKind
from catalogue.neighbourhood import ADVICE, caveat, stroke
from catalogue.neighbours import Group, Line
from catalogue.search.facets import Option
from catalogue.search.marks import Marker
from catalogue.search.models import Document
from catalogue.templatetags.catalogue import mark

register = template.Library()

PLACES = 3  # that a row names
LINES = 6  # connections of one kind that stand open; one or two more than that do, too
KEPT = 20  # rows of one document: in two languages, for the last queries


@register.simple_tag
def options(choices: Iterable[Option]) -> SafeString:
    """The choices of a facet as list items: each a link that adds or removes it, with the count it leads to."""
    words = gettext("chosen; remove")
    remove = f'<span class="hidden">, {escape(words)}</span>'
    items = []
    for option in choices:
        current, then = (' aria-current="true"', remove) if option.chosen else ("", "")
        link = f'<a rel="nofollow" href="{escape(option.url)}"{current}><span>{escape(capfirst(option.label))}</span>'
        items.append(f'<li>{link}{then}</a> <span class="count">{option.count}</span></li>')
    return mark_safe("\n".join(items))  # noqa: S308 (every text is escaped)


@register.simple_tag
def row(
    entry: Document, marker: Marker | None = None, *, show_type: bool = False, level: str = "h2", note: str = ""
) -> SafeString:
    """An entry in a list: its mark, name, summary and a line of facts; with a ``marker``, what of it answers.

    ``level`` is the heading that its name is; a ``note`` stands in the place of the summary. What was made once is
    kept with the document.
    """
    key = get_language(), show_type, level, marker, note
    if (made := entry.rows.get(key)) is None:
        if len(entry.rows) >= KEPT:
            entry.rows.clear()
        made = entry.rows[key] = _row(entry, marker, show_type, level, note)
    return made


def _row(entry: Document, marker: Marker | None, show_type: bool, level: str, note: str) -> SafeString:
    name = marker.marked(entry.name) if marker else escape(entry.name)
    text = note or entry.summary
    summary = marker.marked(text) if marker else escape(text)
    why = marker.reason(entry) if marker else ""
    found = f'\n<p class="row-found">{why}</p>' if why else ""
    return mark_safe(  # noqa: S308 (every text is escaped)
        f'<li class="row {entry.type}">{mark(entry.type)}<div>'
        f'<{level} class="row-name"><a href="{entry.get_absolute_url()}">{name}</a></{level}>\n'
        f'<p class="row-summary">{summary}</p>\n'
        f'<p class="row-facts">{"".join(_facts(entry, show_type))}</p>{found}</div></li>'
    )


def _facts(entry: Document, show_type: bool) -> Iterable[str]:
    if show_type:
        yield f"<span>{escape(capfirst(entry.entry_type.label))}</span>"
    if fact := entry.first_fact:
        yield f"<span>{escape(capfirst(fact))}</span>"
    if entry.starts:
        yield f'<span><time datetime="{entry.starts.iso()}">{escape(entry.starts.label())}</time></span>'
    for fact in (*entry.places[:PLACES], entry.evidence.words):
        yield f"<span>{escape(fact)}</span>"


@register.simple_tag
def lines(group: Group) -> SafeString:
    """The connections of one kind as a list, each with what says so; of a long list the rest opens on demand."""
    items = [_line(line, group.kind) for line in group.lines]
    rest = items[LINES:] if len(items) > LINES + 2 else []
    html = f"<ul>{''.join(items[: len(items) - len(rest)])}</ul>"
    if rest:
        more = escape(ngettext("%(n)s more", "%(n)s more", len(rest)) % {"n": len(rest)})
        of = f'<span class="hidden"> ({escape(group.heading)})</span>'
        html += f"<details><summary>{more}{of}</summary><ul>{''.join(rest)}</ul></details>"
    return mark_safe(html)  # noqa: S308 (every text is escaped)


def _line(line: Line, kind: ConnectionKind) -> str:
    """What is advised or doubted says so: beside the drawing above it, nobody should take it for something done."""
    if line.number:
        words = escape(gettext("evidence %(n)s") % {"n": line.number})
        says = f'<a href="#evidence-{line.number}">{words}</a>'
    else:
        title = (
            f'<a href="{line.source.get_absolute_url()}" lang="{line.source.language}">{escape(line.source.title)}</a>'
        )
        verb = gettext("says")
        says = f"{escape(verb)} {title}"
    drawn = stroke(kind, line.standing)
    said = "" if (kind, drawn) == (ConnectionKind.RECOMMENDS, ADVICE) else caveat(drawn)  # its heading says it
    warning = f' <b class="caveat">({escape(said)})</b>' if said else ""
    note = f' <span class="line-note">{escape(line.note)}</span>' if line.note else ""
    link = f'<a href="{line.entry.get_absolute_url()}">{escape(line.entry.name)}</a>'
    type = line.entry.type
    return f'<li class="{type}">{mark(type)}<div>{link}{warning}{note} <span class="says">{says}</span></div></li>'
