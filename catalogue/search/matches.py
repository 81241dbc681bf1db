"""Entries in order, put in order only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
from pyroaring import BitMap

BATCH = 500  # things that are loaded at once


def as_array(entries: BitMap) -> np.ndarray:
    """A set of entries as their primary keys in order."""
    return np.array(entries.to_array(), dtype=np.int64)


class Matches(Sequence[int]):
    """The primary keys of entries, those with the smallest ``rank`` first; without ranks as they are given."""

    def __init__(self, keys: np.ndarray, rank: np.ndarray | None = None):
        self.keys = keys
        self.rank = rank

    def __len__(self) -> int:
        return len(self.keys)

    def among(self, entries: BitMap) -> Matches:
        """Those that are among the entries, in the same order."""
        if self.rank is None or len(entries) == len(self):
            return self
        at = np.searchsorted(self.keys, as_array(entries))
        return Matches(self.keys[at], self.rank[at])

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        """One of them, or a page of them."""
        if not isinstance(at, slice):
            return self[at : at + 1][0]
        start, stop, _step = at.indices(len(self))
        if self.rank is None:
            return self.keys[start:stop].tolist()
        if stop < len(self):
            first = np.argpartition(self.rank, stop)[:stop] if stop else np.zeros(0, np.int64)
        else:
            first = np.arange(len(self))
        return self.keys[first[np.argsort(self.rank[first], kind="stable")]][start:stop].tolist()


class Loaded(Sequence[Any]):
    """What belongs to matches, page by page: ``load`` gives the things with some primary keys, in any order."""

    def __init__(self, matches: Matches, load: Callable[[list[int]], Iterable[Any]]):
        self.matches = matches
        self.load = load

    def __len__(self) -> int:
        return len(self.matches)

    def __getitem__(self, at: Any) -> Any:
        """A page of them, in the order of the matches; what is gone since is left out."""
        keys = self.matches[at]
        found = {thing.pk: thing for thing in self.load(keys if isinstance(at, slice) else [keys])}
        return [found[key] for key in keys if key in found] if isinstance(at, slice) else found[keys]

    def __iter__(self) -> Iterator[Any]:
        """All of them, some at once."""
        for start in range(0, len(self), BATCH):
            yield from self[start : start + BATCH]
