"""Which words of a text another text changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 20_000  # characters that are compared word by word: beyond, all of it counts as changed
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of text and whether the other text lacks it."""

    text: str
    changed: bool


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces: what is in both, and what is in one of them only. Joined, the pieces are the text."""
    if len(before) + len(after) > LONGEST or not before or not after:
        return _whole(before), _whole(after)
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        changed = kind != "equal"
        for pieces, words in ((left, old[start:end]), (right, new[other_start:other_end])):
            if words:
                pieces.append(Piece("".join(words), changed))
    return left, right


def _whole(text: str) -> list[Piece]:
    return [Piece(text, changed=True)] if text else []
