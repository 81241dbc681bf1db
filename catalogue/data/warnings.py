"""What is allowed in content files and yet worth a look."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalogue.data.content import Content
from catalogue.data.pages import Page, Problem
from catalogue.data.prose import prose_warnings

LONG_CLAIM = 400  # characters


def warnings(content: Content) -> Iterator[Problem]:
    """Entries that nothing connects, claims that go on for too long, and texts that look wrong."""
    connected = set(_connected(content))
    for page in _entries(content):
        if page.key not in connected:
            yield Problem(page.file, 1, "connections", _("Nothing leads from or to this entry."))
        for key, citation in (page.record.get("citations") or {}).items():
            for language, text in (citation.get("claim") or {}).items():
                if len(text) > LONG_CLAIM:
                    at = f"citations.{key}.claim.{language}"
                    sentence = _("This claim has %(count)d characters; %(most)d are plenty.")
                    yield Problem(page.file, page.line(at), at, sentence % {"count": len(text), "most": LONG_CLAIM})
    for page in content.pages.values():
        yield from prose_warnings(page)


def single_source_count(content: Content) -> int:
    """How many entries rest on one source alone."""
    cited = ({row.get("source") for row in (page.record.get("citations") or {}).values()} for page in _entries(content))
    return sum(len(sources) == 1 for sources in cited)


def _entries(content: Content) -> list[Page]:
    return [page for page in content.pages.values() if page.shape.cited]


def _connected(content: Content) -> Iterator[tuple[str, str]]:
    for page in _entries(content):
        for connection in page.record.get("connections") or []:
            yield page.key
            folder, _slash, slug = (connection.get("to") or "").partition("/")
            yield folder, slug
