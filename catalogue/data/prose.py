"""What looks wrong in the texts of a content file, as far as a program can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from catalogue.data.pages import Page, Problem, join
from catalogue.search.analysis import fold

FEW_WORDS = 4  # shorter texts may well be the same in both languages, as names of groups are
CONTACT = re.compile(r"https?://|www\.|\w@\w|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b")


def prose_warnings(page: Page) -> Iterator[Problem]:
    """Texts left in one language, contact details, and what is said twice."""
    for path, texts in bilingual_texts(page.record):
        if texts["en"] == texts["es"] and path != "name" and len(texts["en"].split()) > FEW_WORDS:
            yield _warning(page, join(path, "es"), _("This is the English text. Write it in Spanish."))
        for language, text in texts.items():
            if match := CONTACT.search(text):
                sentence = _("“%s” looks like an address or a telephone number. Keep it only if the source gives it.")
                yield _warning(page, join(path, language), sentence % match[0])
    citations = page.record.get("citations") or {}
    claims = {f"citations.{key}.claim": (row.get("claim") or {}).get("en", "") for key, row in citations.items()}
    aliases = {f"aliases.{number}": alias for number, alias in enumerate(page.record.get("aliases") or [], 1)}
    yield from _repeats(page, claims)
    yield from _repeats(page, aliases)


def bilingual_texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Path and both languages of every text below a value."""
    if isinstance(value, dict) and {"en", "es"} <= set(value):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from bilingual_texts(part, join(path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value, 1):
            yield from bilingual_texts(part, join(path, str(number)))


def _repeats(page: Page, texts: dict[str, str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, text in texts.items():
        first = seen.setdefault(fold(text), path)
        if text and first != path:
            yield _warning(page, path, _("This says the same as %s.") % first)


def _warning(page: Page, path: str, sentence: str) -> Problem:
    return Problem(page.file, page.line(path), path, sentence)
