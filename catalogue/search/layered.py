"""A mapping that can be changed a little without being copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 1000  # changes that lie on top before they are worked in
GONE: Any = object()


class Layered(Mapping[K, V]):
    """A great mapping that never changes, and a few changes on top of it."""

    __slots__ = ("_base", "_count", "_top")

    def __init__(self, base: dict[K, V], top: dict[K, V] | None = None):
        self._base = base
        self._top = top or {}
        came = sum(value is not GONE for key, value in self._top.items() if key not in base)
        went = sum(value is GONE for key, value in self._top.items() if key in base)
        self._count = len(base) + came - went

    def changed(self, gone: Iterable[K], new: Mapping[K, V]) -> Layered[K, V]:
        """The same without some keys and with others."""
        top = {**self._top, **dict.fromkeys(gone, GONE), **new}
        if len(top) <= MOST:
            return Layered(self._base, top)
        whole = {**self._base, **top}
        return Layered({key: value for key, value in whole.items() if value is not GONE})

    def __getitem__(self, key: K) -> V:
        value = self._top.get(key) if self._top else None
        if value is None:
            return self._base[key]
        if value is GONE:
            raise KeyError(key)
        return value

    def get(self, key: K, default: Any = None) -> Any:
        """What lies on top, else what lies below."""
        value = self._top.get(key) if self._top else None
        if value is None:
            return self._base.get(key, default)
        return default if value is GONE else value

    def __contains__(self, key: object) -> bool:
        return self._top[key] is not GONE if key in self._top else key in self._base

    def __iter__(self) -> Iterator[K]:
        if not self._top:
            return iter(self._base)
        below = (key for key in self._base if key not in self._top)
        above = (key for key, value in self._top.items() if value is not GONE)
        return (key for keys in (below, above) for key in keys)

    def __len__(self) -> int:
        return self._count
