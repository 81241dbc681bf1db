"""Entries in order, and numbers of every entry: arrays, which are quick to copy with a change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

NO_KEYS = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Alphabetical:
    """Folded names with primary keys, in order; and the keys alone."""

    names: list[tuple[str, int]]
    keys: np.ndarray

    @classmethod
    def of(cls, names: Iterable[tuple[str, int]]) -> Alphabetical:
        """From names in any order."""
        ordered = sorted(names)
        return cls(ordered, np.array([key for _name, key in ordered], np.int64))

    def changed(self, gone: Iterable[tuple[str, int]], new: Iterable[tuple[str, int]]) -> Alphabetical:
        """The same without some and with others."""
        names, keys = list(self.names), self.keys
        for name in gone:
            at = bisect_left(names, name)
            del names[at]
            keys = np.delete(keys, at)
        for name in new:
            at = bisect_left(names, name)
            names.insert(at, name)
            keys = np.insert(keys, at, name[1])
        return Alphabetical(names, keys)

    def ranks(self, size: int) -> np.ndarray:
        """The place of every entry, at its primary key."""
        ranks = np.zeros(size, np.int64)
        ranks[self.keys] = np.arange(len(self.keys))
        return ranks


def with_numbers(column: np.ndarray, numbers: Mapping[int, int]) -> np.ndarray:
    """A column of numbers, each at a primary key, with some of them changed."""
    size = max(len(column), max(numbers, default=-1) + 1)
    changed = np.zeros(size, np.int64)
    changed[: len(column)] = column
    changed[np.fromiter(numbers.keys(), np.int64, len(numbers))] = np.fromiter(numbers.values(), np.int64, len(numbers))
    return changed
