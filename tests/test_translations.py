"""The Spanish of the interface is complete, compiled, and of the same build as the English.

GNU gettext is only needed to change it:

    manage.py makemessages -l es --no-wrap --no-obsolete --add-location file -i .venv -i var -d django
    manage.py compilemessages -l es -i .venv
"""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.utils.translation import template

ROOT = settings.BASE_DIR
FOLDER = ROOT / "locale" / "es" / "LC_MESSAGES"
PACKAGES = ("catalogue", "organisations", "tactics")
MARK = re.compile(r"_|n?p?gettext(_lazy)?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>\s]+|</[^>]+>")
STRING = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\({STRING}(?:\s*,\s*{STRING})?")


@dataclass
class Message:
    """One message of the .po file."""

    texts: dict[str, str] = field(default_factory=dict)  # "msgid", "msgstr[0]" … → text
    flags: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """As a compiled file names it."""
        context = self.texts.get("msgctxt")
        return self.texts["msgid"] if context is None else f"{context}\x04{self.texts['msgid']}"

    @property
    def translations(self) -> list[str]:
        """The Spanish; two forms where the English has two."""
        return [text for name, text in self.texts.items() if name.startswith("msgstr")]

    @property
    def compiled(self) -> dict:
        """What Python reads of it from a compiled file."""
        if "msgid_plural" not in self.texts:
            return {self.key: self.translations[0]}
        return {(self.key, number): text for number, text in enumerate(self.translations)}


def read_po() -> Iterator[Message]:
    """Every message, the header (whose msgid is empty) first."""
    message, name = Message(), ""
    for line in [*(FOLDER / "django.po").read_text(encoding="utf-8").splitlines(), ""]:
        if not line and message.texts:
            yield message
            message = Message()
        elif line.startswith("#~"):
            pytest.fail(f"Nobody asks for this any more: {line}")
        elif line.startswith("#,"):
            message.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith('"'):
            message.texts[name] += ast.literal_eval(line)
        elif line.startswith("msg"):
            name, _space, text = line.partition(" ")
            message.texts[name] = ast.literal_eval(text)


def asked_for() -> dict[str, str]:
    """Every string that templates and code want translated, with the file that does."""
    found = {}
    for path in (ROOT / "templates").rglob("*.html"):
        code = template.templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for mark, *texts in CALL.findall(code):
            found[_key(mark, [ast.literal_eval(text) for text in texts if text])] = path.name
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            mark = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            texts = [text.value for text in node.args if isinstance(text, ast.Constant)] if MARK.fullmatch(mark) else []
            if texts:
                found[_key(mark, texts)] = path.name
    return found


def _key(mark: str, texts: list[str]) -> str:
    """With its context, if it has one, as a compiled file names it."""
    return "\x04".join(texts[:2]) if "pg" in mark else texts[0]


HEADER, *MESSAGES = read_po()


def test_everything_is_translated():
    assert not [message.key for message in MESSAGES if "fuzzy" in message.flags or not all(message.translations)]
    assert all(len(message.translations) == (2 if "msgid_plural" in message.texts else 1) for message in MESSAGES)


def test_header_names_the_language_and_no_person():
    lines = dict(line.split(": ", 1) for line in HEADER.translations[0].splitlines())

    assert (lines["Language"], lines["Plural-Forms"]) == ("es", "nplurals=2; plural=(n != 1);")
    assert "@" not in HEADER.translations[0]


def test_compiled_file_is_up_to_date():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")

    assert compiled == {key: text for message in MESSAGES for key, text in message.compiled.items()}


def test_placeholders_and_markup_are_kept():
    def holds(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    for message in MESSAGES:
        wanted = holds(message.texts.get("msgid_plural", message.texts["msgid"]))
        for text in message.translations:
            assert holds(text) == wanted, message.key


def test_every_string_of_the_interface_is_there_and_no_other():
    asked, there = asked_for(), {message.key for message in MESSAGES}

    assert {text: file for text, file in asked.items() if text not in there} == {}, "Run makemessages (see above)."
    assert there <= set(asked), "Run makemessages (see above)."
