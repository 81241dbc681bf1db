"""Reading YAML node by node, with a complaint to the page for whatever has the wrong shape."""

from collections.abc import Iterator

import yaml
from django.utils.translation import gettext as _

from catalogue.data.pages import Notes, join

NULL = "tag:yaml.org,2002:null"
NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}


def items(node: yaml.Node, path: str, page: Notes) -> Iterator[tuple[str, str, yaml.Node]]:
    """Name, path and value of each field of a mapping."""
    if not isinstance(node, yaml.MappingNode):
        page.complain(path, _("Write fields here, one a line, as “name: value”."))
        return
    seen = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            page.complain(path, _("The name of a field is one word."), line)
        elif key.value in seen:
            page.complain(join(path, key.value), _("This field is written twice."), line)
        else:
            seen.add(key.value)
            page.lines[join(path, key.value)] = line
            yield key.value, join(path, key.value), value


def elements(node: yaml.Node, path: str, page: Notes) -> Iterator[tuple[str, yaml.Node]]:
    """Path (counted from 1) and value of each element of a list."""
    if not isinstance(node, yaml.SequenceNode):
        page.complain(path, _("Write a list here, one a line, each after “- ”."))
        return
    for number, item in enumerate(node.value, 1):
        at = join(path, str(number))
        page.lines[at] = item.start_mark.line + 1
        yield at, item


def scalar(node: yaml.Node, path: str, page: Notes) -> str | None:
    """What is written, whatever YAML takes it for: "no" and 2025 are texts where a text is expected."""
    if isinstance(node, yaml.ScalarNode) and node.tag != NULL:
        return node.value
    page.complain(path, _("Write one value here: no list, no fields, and do not leave it empty."))
    return None


def is_number(node: yaml.Node) -> bool:
    """Whether YAML takes it for a number: quoted, it is a text."""
    return node.tag in NUMBERS
