"""YAML read with care and written in one style."""

import pytest
import yaml

from catalogue.data import yaml_files


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        (b"", 1, "The file is empty."),
        (b"# nothing but a comment\n", 1, "The file is empty."),
        (
            b"a: 1\nb: [1\nc: 2\n",
            3,
            "This is not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'.",
        ),
        (
            b"a: 1\n\tb: 2\n",
            2,
            "This is not valid YAML: while scanning a plain scalar, found a tab character that violates indentation.",
        ),
        (b"a: b: c\n", 1, "This is not valid YAML: mapping values are not allowed in this context."),
        (
            b"a: 1\n---\nb: 2\n",
            2,
            "This is not valid YAML: expected a single document in the stream, but found another document.",
        ),
        (b"a: 1\nb: \x07\n", 2, "This is not valid YAML: such a character is not allowed."),
        (b"a: 1\nb: caf\xe9\n", 2, "The file is not UTF-8 text. Save it as UTF-8."),
        ("a: é".encode("utf-16"), 1, "The file is not UTF-8 text. Save it as UTF-8."),
        (b"a: &x [1]\nb: *x\n", 2, "References (*name) are not understood. Write the value itself."),
        (b"a: &x [*x]\n", 1, "References (*name) are not understood. Write the value itself."),
        (
            b"a: 1\nb: !!python/object/apply:os.system [id]\n",
            2,
            "Tags (!name) are not understood. Write the value alone.",
        ),
        (b"a: 1\nb: !local x\n", 2, "Tags (!name) are not understood. Write the value alone."),
        (b"a:\n " + b"[" * 200_000, 2, "Lists and fields are nested too deeply here."),
        (b"- " * 100_000, 1, "Lists and fields are nested too deeply here."),
        (b"a: " + b"x" * 500_000, 1, "The file is larger than 500 kilobytes."),
    ],
    ids=lambda value: repr(value[:30]) if isinstance(value, bytes) else None,
)
def test_read_refuses(tmp_path, content, line, sentence):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)

    with pytest.raises(yaml_files.UnreadableFile) as refusal:
        yaml_files.read(path)

    assert (refusal.value.line, refusal.value.sentence) == (line, sentence)


def test_read_refuses_what_is_not_there(tmp_path):
    with pytest.raises(yaml_files.UnreadableFile) as refusal:
        yaml_files.read(tmp_path / "x.yaml")

    assert refusal.value.sentence == "The file cannot be read: No such file or directory."


def test_read_accepts_a_byte_order_mark_and_windows_line_ends(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffname: é\r\nnext: 1\r\n".encode())

    node = yaml_files.read(path)

    assert [(key.value, value.value, key.start_mark.line) for key, value in node.value] == [
        ("name", "é", 0),
        ("next", "1", 1),
    ]


def test_write_style():
    long = (
        "Words that go on, “quoted” — with an é — until the line is full and has to be folded somewhere near its end."
    )
    record = {
        "name": {"en": "No", "es": "¿Sí?"},
        "founded": yaml_files.Quoted("2025-06"),
        "aliases": ["#ICERaids", "287(g)", "2025", "👩‍👧"],
        "latitude": 34.05,
        "body": {"en": f"{long}\n\n- one\n- two", "es": "- uno\n  - dos\n\nfin"},
        "citations": {"c1": {"section": None, "paragraph": 5}},
    }

    text = yaml_files.write(record)

    assert text == (
        "name:\n  en: 'No'\n  es: ¿Sí?\n"
        "founded: '2025-06'\n"
        "aliases:\n  - '#ICERaids'\n  - 287(g)\n  - '2025'\n  - 👩‍👧\n"
        "latitude: 34.05\n"
        "body:\n  en: >-\n"
        "    Words that go on, “quoted” — with an é — until the line is full and has to be folded somewhere near\n"
        "    its end.\n\n\n    - one\n\n    - two\n"
        "  es: |-\n    - uno\n      - dos\n\n    fin\n"
        "citations:\n  c1:\n    section: null\n    paragraph: 5\n"
    )
    assert yaml.safe_load(text) == record
