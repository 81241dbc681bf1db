"""What people type for one and the same thing: ``synonyms.yaml``, beside the folders of content files.

A group holds words in English, in Spanish and in neither or both (acronyms, street words, spellings). Search finds
with any of them what it finds with the others, so a word may stand in one group only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from catalogue.data import yaml_files
from catalogue.data.columns import Texts
from catalogue.data.nodes import elements, items
from catalogue.data.pages import Notes, Problem, join
from catalogue.search.analysis import MAX_LENGTH, fold, tokens

FILE = "synonyms.yaml"
NEEDED = ("en", "es")
NAMES = (*NEEDED, "also")


@dataclass
class Synonyms:
    """The groups of a folder, each a mapping of language (or "also") to words; and what is wrong with them."""

    groups: list[dict[str, list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_synonyms(directory: Path) -> Synonyms:
    """The synonyms of a folder of content files; a folder may have none."""
    path = directory / FILE
    if not path.exists():
        return Synonyms()
    notes = Notes(path)
    groups = []
    try:
        for at, node in elements(yaml_files.read(path), "", notes):
            groups.append(_read_group(node, at, notes))
    except yaml_files.UnreadableFile as error:
        notes.complain("", error.sentence, error.line)
    _refuse_twice(groups, notes)
    return Synonyms(groups, notes.problems)


def _read_group(node: yaml.Node, path: str, notes: Notes) -> dict[str, list[str]]:
    group = {}
    for name, at, value in items(node, path, notes):
        if name not in NAMES:
            notes.complain(at, _("There is no such field. Fields here are: %s.") % ", ".join(NAMES))
        elif terms := Texts(name).read(value, at, notes):
            group[name] = terms
            for number, term in enumerate(terms, 1):
                if not tokens(term) or len(term) > MAX_LENGTH:
                    notes.complain(f"{at}.{number}", _("Nobody can search for “%s”.") % term[:80])
    for name in NEEDED:
        if name not in group and not notes.complained(join(path, name)):
            notes.complain(join(path, name), _("This is missing."))
    return group


def _refuse_twice(groups: list[dict[str, list[str]]], notes: Notes) -> None:
    """A word in two groups would make everything in them mean the same."""
    seen: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(groups, 1):
        for name, terms in group.items():
            for place, term in enumerate(terms, 1):
                first = seen.setdefault(tuple(fold(word) for word in tokens(term)), number)
                if first != number:
                    sentence = _("“%(word)s” is in group %(number)d already.") % {"word": term, "number": first}
                    notes.complain(f"{number}.{name}.{place}", sentence)
