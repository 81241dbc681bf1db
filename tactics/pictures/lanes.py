"""Rows for things that must not lie on one another."""

from __future__ import annotations

from collections.abc import Iterable

Extent = tuple[float, float]  # from, to


def in_lanes(extents: Iterable[Extent]) -> list[int]:
    """The lane of each extent, in the order given: the first one where it touches nothing that came before it."""
    lanes: list[list[Extent]] = []
    found = []
    for extent in extents:
        number = next((number for number, lane in enumerate(lanes) if not _touches(extent, lane)), len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(extent)
        found.append(number)
    return found


def _touches(extent: Extent, lane: list[Extent]) -> bool:
    return any(extent[0] < end and start < extent[1] for start, end in lane)
