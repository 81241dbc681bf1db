"""The picture of docs/performance.md: requests a second as the catalogue grows, in SVG for light and dark pages."""

from math import log10
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 520, 64, 400  # of the plot
LINE = 17  # between two labels, at least
# (target, kind) → label and colour class. One ink for the catalogue, another for what it is measured against.
LINES = {
    ("nginx", "cached"): ("nginx, the same bytes", "other"),
    ("catalogue-cached-sqlite", "cached"): ("catalogue, cached page", "own"),
    ("hello", "hello"): ("Django hello world", "other"),
    ("catalogue-uncached-sqlite", "entry"): ("catalogue, entry", "own"),
    ("catalogue-uncached-sqlite", "list"): ("catalogue, uncached list", "own"),
    ("catalogue-uncached-sqlite", "search"): ("catalogue, warm search", "own"),
    ("datasette", "list"): ("Datasette, list", "other"),
    ("plain-sqlite", "list"): ("plain django-filter, list", "other"),
}
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1b1b }
.title { font-size: 16px; font-weight: 600 }
.small { fill: #595959; font-size: 12px }
.grid { stroke: #d5d5d5 }
.line { fill: none; stroke-width: 2.5 }
.own.line { stroke: #8a1f5c } circle.own { fill: #8a1f5c } text.own { fill: #8a1f5c; font-weight: 600 }
.other.line { stroke: #5b6470; stroke-dasharray: 5 4 } circle.other { fill: #5b6470 }
@media (prefers-color-scheme: dark) {
  .paper { fill: #16181b }
  text { fill: #eee }
  .small { fill: #b4b4b4 }
  .grid { stroke: #3a3d42 }
  .own.line { stroke: #f08cc0 } circle.own { fill: #f08cc0 } text.own { fill: #f08cc0 }
  .other.line { stroke: #aab4c0 } circle.other { fill: #aab4c0 }
}
"""


def picture(results: list[dict[str, Any]]) -> str:
    """The drawing of a run; both axes grow by tens."""
    sizes = [result["size"] for result in results]
    drawn = {key: points for key in LINES if (points := _points(results, key))}
    rates = [rate for points in drawn.values() for _size, rate in points] or [1.0]
    low, high = int(log10(min(rates)) // 1), int(-(-log10(max(rates)) // 1))
    high = max(high, low + 1)

    def x(size: int) -> float:
        if len(sizes) < 2:
            return (LEFT + RIGHT) / 2
        span = log10(max(sizes)) - log10(min(sizes))
        return LEFT + 30 + (RIGHT - LEFT - 60) * (log10(size) - log10(min(sizes))) / span

    def y(rate: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (log10(rate) - low) / (high - low)

    parts = [*_frame(sizes, range(low, high + 1), x, y)]
    for key, points in drawn.items():
        ink = LINES[key][1]
        path = " ".join(f"{x(size):.1f},{y(rate):.1f}" for size, rate in points)
        parts.append(f'<polyline class="{ink} line" points="{path}"/>')
        parts += [f'<circle class="{ink}" cx="{x(size):.1f}" cy="{y(rate):.1f}" r="4"/>' for size, rate in points]
    ends = sorted((y(points[-1][1]), key) for key, points in drawn.items())
    for height, (_end, key) in zip(_apart([end for end, _key in ends]), ends, strict=True):
        label, ink = LINES[key]
        rate = drawn[key][-1][1]
        parts.append(
            f'<text class="{ink}" x="{RIGHT - 15}" y="{height + 4:.1f}">{escape(label)}: {_short(rate)}</text>'
        )
    return _document(parts, _words(drawn))


def _points(results: list[dict[str, Any]], key: tuple[str, str]) -> list[tuple[int, float]]:
    rows = ((result["size"], row) for result in results for row in result["visits"])
    return [(size, row["rate"]) for size, row in rows if (row["target"], row["kind"]) == key]


def _short(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.2g}"


def _apart(heights: list[float]) -> list[float]:
    """The same heights, from top to bottom, moved so that no two labels overlap and the last fits."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + LINE) if placed else height)
    over = max(0.0, placed[-1] - BOTTOM) if placed else 0.0
    moved = [height - over for height in placed]
    for number in range(len(moved) - 2, -1, -1):
        moved[number] = min(placed[number], moved[number + 1] - LINE)
    return moved


def _frame(sizes: list[int], powers: range, x: Any, y: Any) -> list[str]:
    """Title, lines of the grid, and what the axes say."""
    parts = [
        f'<text class="title" x="{LEFT - 50}" y="26">Requests a second, with 2 workers and 8 connections</text>',
        f'<text class="small" x="{LEFT - 50}" y="46">SQLite; both axes grow by tens; more is better</text>',
    ]
    for power in powers:
        height = y(10**power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{RIGHT - 30}" y1="{height:.1f}" y2="{height:.1f}"/>')
        said = f"{10**power:,}" if power >= 0 else f"{10**power:.{-power}f}"
        parts.append(f'<text class="small" x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end">{said}</text>')
    for size in sizes:
        parts.append(f'<text class="small" x="{x(size):.1f}" y="{BOTTOM + 24}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text class="small" x="{(LEFT + RIGHT) / 2}" y="{BOTTOM + 46}" text-anchor="middle">entries</text>')
    return parts


def _words(drawn: dict[tuple[str, str], list[tuple[int, float]]]) -> str:
    """All that the picture shows, for those who do not see it."""
    lines = [
        f"{LINES[key][0]}: {', '.join(f'{_short(rate)} at {size:,} entries' for size, rate in points)}"
        for key, points in drawn.items()
    ]
    return ". ".join(lines) + "."


def _document(parts: list[str], words: str) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-labelledby="title words">',
            '<title id="title">Requests a second as the catalogue grows</title>',
            f'<desc id="words">{escape(words)}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )
