"""Draws the outlines that the map of places is printed from, once: the site reads what this wrote.

The county boundaries are those of the United States Census Bureau (in the public domain) at 1:10,000,000, as TopoJSON
in the package `us-atlas` of Michael Bostock (ISC licence). The river and the hills are placed by hand, as roughly as a
sketch. To draw them again, for another frame or another city (change catalogue/maps/projection.py and what is by hand
below):

    npm pack us-atlas && tar xzf us-atlas-*.tgz
    python3 -m setup.outlines package/counties-10m.json
"""

import json
import re
import sys
from itertools import accumulate, pairwise
from pathlib import Path

from catalogue.maps.projection import CLOSE_UP, COUNTIES

WRITTEN = Path(__file__).parent.parent / "catalogue" / "maps" / "outlines.json"
MARGIN = 12  # units drawn beyond the frame, so that no line runs along its edge
TOLERANCE = 0.3  # units by which a line may lie off

# The Los Angeles River, from Canoga Park to Long Beach: latitude, longitude.
RIVER = (
    *((34.195, -118.60), (34.178, -118.48), (34.143, -118.39), (34.156, -118.31), (34.152, -118.28)),
    *((34.11, -118.265), (34.085, -118.23), (34.05, -118.228), (34.015, -118.215), (33.995, -118.18)),
    *((33.945, -118.172), (33.885, -118.188), (33.81, -118.204), (33.765, -118.204)),
)
# San Gabriel, Santa Monica, Santa Susana, Topatopa and Tehachapi mountains, Sierra Pelona, Verdugo and Puente hills.
HILLS = (
    *(
        (34.38, -118.25),
        (34.42, -118.02),
        (34.39, -117.87),
        (34.33, -118.13),
        (34.27, -118.03),
        (34.34, -117.95),
        (34.27, -117.82),
        (34.36, -117.76),
    ),
    *((34.09, -118.87), (34.1, -118.72), (34.11, -118.57), (34.125, -118.45), (34.36, -118.68), (34.31, -118.55)),
    *((34.56, -119.2), (34.63, -119.05), (34.7, -119.25), (34.72, -118.9), (34.55, -118.9), (34.6, -118.42)),
    *((34.73, -118.68), (34.2, -118.27), (33.98, -117.87), (33.76, -117.6), (34.2, -117.53)),
)
# The same for the close-up: Hollywood Hills, Griffith Park, Mount Washington, Baldwin Hills, Palos Verdes.
LOW_HILLS = (
    *((34.105, -118.5), (34.112, -118.44), (34.117, -118.37), (34.132, -118.3), (34.1, -118.205)),
    *((34.005, -118.365), (34.08, -118.16)),
)


def decoded(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs of a topology in units of the drawing: they come as differences of whole numbers."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs, ys = (accumulate(each) for each in zip(*arc, strict=True))
        arcs.append([COUNTIES.point(south + y * up, west + x * across) for x, y in zip(xs, ys, strict=True)])
    return arcs


def simplified(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line without the points it does not need (Douglas and Peucker); its ends stay, so neighbours still meet."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(point: tuple[float, float]) -> float:
        x, y = point
        if not length:
            return float(((x - ax) ** 2 + (y - ay) ** 2) ** 0.5)
        return float(abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length)

    far = max(range(1, len(line) - 1), key=lambda number: off(line[number]))
    if off(line[far]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


def joined(arcs: list[list[tuple[float, float]]], ring: list[int]) -> list[tuple[float, float]]:
    """A ring from its arcs, each named by its number, or by the complement of it when it runs the other way."""
    points: list[tuple[float, float]] = []
    for number in ring:
        points += arcs[number][:-1] if number >= 0 else arcs[~number][:0:-1]
    return points


def clipped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What of a ring lies within the frame and its margin (Sutherland and Hodgman)."""
    for axis, edge, side in (
        (0, -MARGIN, 1),
        (0, COUNTIES.width + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, COUNTIES.height + MARGIN, -1),
    ):
        kept: list[tuple[float, float]] = []
        for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside = (point[axis] - edge) * side >= 0
            if inside != ((before[axis] - edge) * side >= 0):
                share = (edge - before[axis]) / (point[axis] - before[axis])
                x, y = (a + (b - a) * share for a, b in zip(before, point, strict=True))
                kept.append((x, y))
            if inside:
                kept.append(point)
        ring = kept
    return ring


def path(points: list[tuple[float, float]], *, closed: bool = True) -> str:
    """A line as the data of an SVG path, in tenths of units and from each point to the next, which is shortest."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(tenths) if (x, y) != (a, b)]
    written = " ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in steps)
    start = "{:g} {:g}".format(*(each / 10 for each in tenths[0]))
    return re.sub(r"(?<!\d)0(?=\.)", "", f"M{start}l{written}{'z' if closed else ''}".replace(" -", "-"))


def area(ring: list[tuple[float, float]]) -> float:
    """In square units."""
    return abs(sum(a * d - b * c for (a, b), (c, d) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def counties(topology: dict) -> dict[str, dict]:
    """Every county within the frame by the address of its place: its name, its outline, the middle of what shows."""
    arcs = [simplified(arc) for arc in decoded(topology)]
    found = {}
    for shape in topology["objects"]["counties"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [ring for polygon in polygons if (ring := clipped(joined(arcs, polygon[0]))) and area(ring) > 2]
        if rings:
            name = shape["properties"]["name"]
            xs, ys = zip(*max(rings, key=area), strict=True)
            slug = re.sub(r"\W+", "-", name.lower()) + "-county"
            found[slug] = {
                "name": name,
                "middle": [
                    round((max(min(xs), 0) + min(max(xs), COUNTIES.width)) / 2),
                    round((max(min(ys), 0) + min(max(ys), COUNTIES.height)) / 2),
                ],
                "path": "".join(path(ring) for ring in rings),
            }
    return dict(sorted(found.items()))


def main(topology: Path) -> None:
    """Read the package's counties-10m.json, write what the site reads."""
    drawn = {
        "counties": counties(json.loads(topology.read_text())),
        "river": path([COUNTIES.point(*point) for point in RIVER], closed=False),
        "hills": [[round(each) for each in COUNTIES.point(*point)] for point in HILLS],
        "low_hills": [[round(each) for each in CLOSE_UP.point(*point)] for point in LOW_HILLS],
    }
    WRITTEN.write_text(json.dumps(drawn, indent=1) + "\n")
    print(f"{WRITTEN.name}: {WRITTEN.stat().st_size:,} bytes, {len(drawn['counties'])} counties")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
