"""Which words of a text another text changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

LONGEST = 20_000  # characters that are compared word by word: beyond, all of it counts as changed
WORDS = re.compile(r"^\s+|\S+\s*")  # each with the space after it


@dataclass(frozen=True)
class Piece:
    """A run of text and whether the other text lacks it."""

    text: str
    changed: bool


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces: what is in both, and what is in one of them only. Joined, the pieces are the text.

    Takes milliseconds, whatever somebody wrote in order that it take long.
    """
    if len(before) + len(after) > LONGEST or not before or not after:
        return _whole(before), _whole(after)
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for step in Indel.opcodes(list(map(_known_by, old)), list(map(_known_by, new))):
        changed = step.tag != "equal"
        _add(left, old[step.src_start : step.src_end], changed=changed)
        _add(right, new[step.dest_start : step.dest_end], changed=changed)
    return _without_spaces(left), _without_spaces(right)


def _known_by(word: str) -> str:
    """What makes a word the same in both texts: its letters, and whether a line ends after it."""
    return word.strip() + ("\n" if "\n" in word else "")


def _without_spaces(pieces: list[Piece]) -> list[Piece]:
    """The space after what changed is not part of it: marks end with the word."""
    tidy: list[Piece] = []
    for piece in pieces:
        word = (piece.changed and piece.text.rstrip()) or piece.text
        _add(tidy, [word], changed=piece.changed)
        _add(tidy, [piece.text[len(word) :]], changed=False)
    return tidy


def _add(pieces: list[Piece], words: list[str], *, changed: bool) -> None:
    """What was changed in several steps, with nothing between them on this side, is one piece."""
    if not any(words):
        return
    text = "".join(words)
    if pieces and pieces[-1].changed == changed:
        text = pieces.pop().text + text
    pieces.append(Piece(text, changed))


def _whole(text: str) -> list[Piece]:
    return [Piece(text, changed=True)] if text else []
