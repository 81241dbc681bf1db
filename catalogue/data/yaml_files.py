"""Content files as YAML: read with care, written in one style."""

import re
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

LARGEST = 500_000  # bytes in one file
DEEPEST = 10  # lists and fields within each other; also keeps PyYAML's recursion away from the end of the stack
WIDTH = 100
# What YAML itself would say of our values, if asked to.
PLAIN_TAGS = {None, *(f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "null"))}
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is fifteen times faster


class UnreadableFile(Exception):
    """A file that is not YAML as we write it: the line and a sentence."""

    def __init__(self, sentence: str, line: int = 1):
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


def read(path: Path) -> yaml.Node:
    """What a file holds, with line numbers; raises UnreadableFile."""
    text = _text(path)
    try:
        _refuse_tricks(text)
        node = yaml.compose(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(filter(None, (error.context, error.problem)))
        raise UnreadableFile(_("This is not valid YAML: %s.") % reason, mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise UnreadableFile(_("This is not valid YAML: such a character is not allowed."), line) from error
    if node is None:
        raise UnreadableFile(_("The file is empty."))
    return node


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(_("The file is larger than %d kilobytes.") % (LARGEST // 1000))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(_("The file cannot be read: %s.") % error.strerror) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(_("The file is not UTF-8 text. Save it as UTF-8."), line) from error


def _refuse_tricks(text: str) -> None:
    """Content needs no references, no tags and no deep nesting; files that use them can do harm."""
    depth = 0
    event: Any  # its marks are always there
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1
        if depth > DEEPEST:
            raise UnreadableFile(_("Lists and fields are nested too deeply here."), line)
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableFile(_("References (*name) are not understood. Write the value itself."), line)
        if getattr(event, "tag", None) not in PLAIN_TAGS:
            raise UnreadableFile(_("Tags (!name) are not understood. Write the value alone."), line)


class Quoted(str):
    """A text that is quoted whether YAML needs it or not: partial dates, so that they all look alike."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None
    if "\n" in text:
        is_long = max(map(len, text.split("\n"))) > WIDTH
        # Folded lines that begin with a space would not come back as they were.
        style = ">" if is_long and not re.search(r"\n[ \t]", text) else "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), "'"))


def write(record: dict[str, Any]) -> str:
    """A record as the text of its file: one key a line, lines of about a hundred characters."""
    return yaml.dump(record, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDTH)
