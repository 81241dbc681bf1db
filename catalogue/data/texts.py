"""How texts are written in content files, so that the same text is always the same bytes.

Every kind of line end becomes a newline, spaces at the ends of lines and of the whole go, and so do characters that
cannot be seen or stored. Two spaces at the end of a line, which Markdown reads as a line break, go too: a backslash
does the same and survives editors.
"""

import re

LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def tidy(text: str, *, one_line: bool = False) -> str:
    """The text in its one written form; ``one_line`` puts a space where lines ended."""
    text = UNSEEN.sub("", LINE_END.sub("\n", text))
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return " ".join(line.lstrip() for line in lines if line.strip()) if one_line else "\n".join(lines)
