"""An entry and what it is connected with as a small drawing: a tree whose branches are the kinds of connection.

The list of connections beside it says the same in words. The drawing is written here as text, for the reasons that
catalogue.templatetags.parts gives, and is the same each time for the same connections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain, islice, zip_longest

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from catalogue import registry
from catalogue.lettering import width, wrapped
from catalogue.models import ConnectionKind, Standing
from catalogue.neighbours import Group, Line, Neighbour
from catalogue.search.analysis import fold
from catalogue.search.index import Index

FEWEST = 3  # neighbours that are worth a drawing
MOST = 14  # that it shows

# Lengths are in units of the drawing, one CSS pixel each on a phone.
WIDTH = 340
TRUNK = WIDTH // 2
RAIL = 33  # from the trunk to the middle of the marks
MARK = 24
TEXT = RAIL + MARK // 2 + 6  # from the trunk to the names
COLUMN = TRUNK - TEXT
SIZE, LEADING = 13.5, 15.5  # of the names
ROOT_MARK = 56
ROOT_SIZE, ROOT_LEADING = 17, 20
KIND_SIZE, KIND_LEADING = 14.8, 16.5  # of the word on a branch: set in 14, but heavier than it is measured
KIND = 24  # from the trunk to these words
GAP = 10  # between names
APART = 12  # between branches
STRAND = 3.5  # between the cords in the trunk
BEND = 9

PLAIN, ADVICE, DOUBT = "plain", "advice", "doubt"  # how a line is drawn


@dataclass(frozen=True)
class Leaf:
    """One neighbour on a branch."""

    entry: Neighbour
    stroke: str
    lines: tuple[str, ...]  # its name, as much of it as there is room for

    @property
    def words(self) -> str:
        """Its whole name, and what its line says."""
        said = caveat(self.stroke)
        return f"{self.entry.name} ({said})" if said else self.entry.name

    @property
    def height(self) -> float:
        """Of its mark or of its name, whichever is taller."""
        return max(MARK, len(self.lines) * LEADING) + GAP


@dataclass(frozen=True)
class Branch:
    """Connections of one kind."""

    heading: str
    count: int  # of all of the kind, drawn or not
    leaves: tuple[Leaf, ...]

    @cached_property
    def height(self) -> float:
        """From the top of its words to the space before the next."""
        return self.head + sum(leaf.height for leaf in self.leaves) + APART

    @property
    def head(self) -> float:
        """From the top of its words to the cord below them."""
        return len(self.lines) * KIND_LEADING + 8

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its kind, and how many there are if not all are drawn: "Uses · 3 of 8"."""
        words = wrapped(self.heading, TRUNK - KIND, 2, KIND_SIZE)
        if self.count == len(self.leaves):
            return words
        of = gettext("%(drawn)d of %(count)d") % {"drawn": len(self.leaves), "count": self.count}
        together = f"{words[-1]} · {of}"
        fits = width(together, KIND_SIZE) <= TRUNK - KIND
        return (*words[:-1], together) if fits else (*words, of)

    @property
    def stroke(self) -> str:
        """That of its strongest leaf: these come first."""
        return self.leaves[0].stroke


def caveat(stroke: str) -> str:
    """The same in words: nothing of a connection that a document simply says."""
    return {ADVICE: gettext("advice"), DOUBT: gettext("in doubt")}.get(stroke, "")


@dataclass(frozen=True)
class Neighbourhood:
    """The drawing and what its legend has to explain."""

    entry: Neighbour
    left: tuple[Branch, ...]
    right: tuple[Branch, ...]
    more: int  # connections that the list has and the drawing has not

    @property
    def strokes(self) -> set[str]:
        """The kinds of line in it."""
        return {leaf.stroke for leaf in self._leaves()}

    @property
    def types(self) -> list[registry.EntryType]:
        """Whose marks are in it, in the order of the catalogue."""
        found = {self.entry.type, *(leaf.entry.type for leaf in self._leaves())}
        return [each for each in registry.all_types() if each.key in found]

    @property
    def title(self) -> str:
        """What it is a picture of."""
        return gettext("What %(name)s is connected with, as a drawing") % {"name": self.entry.name}

    @property
    def rest(self) -> str:
        """How many are only in the list."""
        text = ngettext("And %(count)d more in the list below.", "And %(count)d more in the list below.", self.more)
        return text % {"count": self.more} if self.more else ""

    def _leaves(self) -> Iterable[Leaf]:
        return chain.from_iterable(branch.leaves for branch in self.left + self.right)

    @property
    def svg(self) -> SafeString:
        """The drawing; every text in it is escaped."""
        same = gettext("The list below says the same in words.")
        root = wrapped(self.entry.name, WIDTH - 70, 2, ROOT_SIZE)
        top = ROOT_MARK + 8 + len(root) * ROOT_LEADING + 6
        height = top + max(sum(branch.height for branch in side) for side in (self.left, self.right))
        use = f'<use href="{escape(static("img/marks.svg"))}#'
        x = TRUNK - ROOT_MARK / 2
        size = f'width="{ROOT_MARK}" height="{ROOT_MARK}"'
        names = "".join(
            f'<text x="{TRUNK}" y="{ROOT_MARK + 8 + (n + 0.75) * ROOT_LEADING:g}">{escape(line)}</text>'
            for n, line in enumerate(root)
        )
        parts = [
            f'<svg class="tree" viewBox="0 0 {WIDTH} {height:g}" role="group"'
            ' aria-labelledby="tree-title" aria-describedby="tree-desc">'
            f'<title id="tree-title">{escape(self.title)}</title>'
            f'<desc id="tree-desc">{escape(same)}</desc>'
            f'<g class="root {escape(self.entry.type)}">'
            f'{use}{escape(self.entry.type)}" class="mark-under" x="{x + 2:g}" y="2" {size}/>'
            f'{use}{escape(self.entry.type)}" x="{x:g}" {size}/>{names}</g>'
        ]
        for side, branches in ((-1, self.left), (1, self.right)):
            parts.append(f'<g class="{"before" if side < 0 else "after"}">')
            y: float = top
            for n, branch in enumerate(branches):
                # The one that leaves the trunk first is its outermost strand, so that none crosses another.
                parts += _drawn(branch, side, top, y, len(branches) - n - 0.5, use)
                y += branch.height
            parts.append("</g>")
        parts.append("</svg>")
        return mark_safe("".join(parts))  # noqa: S308 (every text is escaped)


def neighbourhood(index: Index, entry: Neighbour, groups: list[Group]) -> Neighbourhood | None:
    """The drawing of an entry's connections, as ``neighbours.connections_of`` groups them; None for too few. No query.

    Each kind has its turn, and of each those with the most evidence come first.
    """
    if len({(line.entry.type, line.entry.slug) for group in groups for line in group.lines}) < FEWEST:
        return None
    chosen = _chosen(index, groups)
    branches = [_branch(group, lines) for group, lines in zip(groups, chosen, strict=True) if lines]
    more = sum(len(group.lines) for group in groups) - sum(map(len, chosen))
    return Neighbourhood(entry, *_balanced(branches), more)


def _balanced(branches: list[Branch]) -> tuple[tuple[Branch, ...], tuple[Branch, ...]]:
    """Two sides of much the same height, each in the order of the list."""
    sides: tuple[list[Branch], list[Branch]] = [], []
    for branch in sorted(branches, key=lambda each: -each.height):
        min(sides, key=lambda side: sum(each.height for each in side)).append(branch)
    left, right = (tuple(branch for branch in branches if branch in side) for side in sides)
    return left, right


def _chosen(index: Index, groups: list[Group]) -> list[list[Line]]:
    """What is drawn of each group."""
    citations = index.columns.get("citations", ())

    def rank(line: Line) -> tuple[int, str, str]:
        pk = index.entry_at(line.entry.type, line.entry.slug)
        evidence = int(citations[pk]) if pk is not None and pk < len(citations) else 0
        return -evidence, fold(line.entry.name), line.entry.slug

    chosen: list[list[Line]] = [[] for _group in groups]
    ranked = [sorted(group.lines, key=rank) for group in groups]
    # The first of each kind, then the second of each …: a long list does not crowd the others out.
    rounds = chain.from_iterable(zip_longest(*([(n, line) for line in lines] for n, lines in enumerate(ranked))))
    for n, line in islice(filter(None, rounds), MOST):
        chosen[n].append(line)
    return chosen


def _branch(group: Group, lines: list[Line]) -> Branch:
    leaves = [
        Leaf(line.entry, stroke(group.kind, line.standing), wrapped(line.entry.name, COLUMN, 3, SIZE)) for line in lines
    ]
    leaves.sort(key=lambda leaf: ((PLAIN, ADVICE, DOUBT).index(leaf.stroke), fold(leaf.entry.name)))
    return Branch(group.heading, len(group.lines), tuple(leaves))


def stroke(kind: ConnectionKind, standing: str) -> str:
    """How a connection is drawn: advice is no evidence that something was done."""
    if standing == Standing.DISPUTES:
        return DOUBT
    return ADVICE if kind == ConnectionKind.RECOMMENDS or standing == Standing.RECOMMENDS else PLAIN


def _drawn(branch: Branch, side: int, top: float, y: float, strand: float, use: str) -> Iterable[str]:
    """A branch: its cord out of the trunk, its word on the cord, and its leaves on a line below."""
    start = TRUNK + side * strand * STRAND
    line = y + branch.head
    rail = TRUNK + side * RAIL
    end = TRUNK + side * (TRUNK - 2)
    text = TRUNK + side * TEXT
    yield f'<g class="{escape(branch.leaves[0].entry.type)}">'
    yield (
        f'<path class="{branch.stroke}" d="M{start:g} {top - 6:g}V{line - BEND:g}'
        f'Q{start:g} {line:g} {start + side * BEND:g} {line:g}H{end:g}"/>'
    )
    for n, words in enumerate(branch.lines):
        kind = y + (n + 0.85) * KIND_LEADING
        yield f'<text class="kind" x="{TRUNK + side * KIND}" y="{kind:g}">{escape(words)}</text>'
    hung = line
    y = line + GAP
    for leaf in branch.leaves:
        middle = y + (leaf.height - GAP) / 2
        above, below = middle - MARK / 2, middle + MARK / 2
        yield f'<path class="{leaf.stroke}" d="M{rail} {hung:g}V{above:g}"/>'
        yield _leaf(leaf, rail, text, y, middle, use)
        hung = below
        y += leaf.height
    yield "</g>"


def _leaf(leaf: Leaf, rail: float, text: float, y: float, middle: float, use: str) -> str:
    first = middle - (len(leaf.lines) - 1) * LEADING / 2 + SIZE * 0.35
    lines = "".join(
        f'<tspan x="{text:g}" y="{first + n * LEADING:g}">{escape(line)}</tspan>' for n, line in enumerate(leaf.lines)
    )
    kind = escape(leaf.entry.type)
    edge = 2 if rail < TRUNK else rail - MARK / 2 - 2
    return (
        f'<a class="{kind}" href="{escape(leaf.entry.get_absolute_url())}"><title>{escape(leaf.words)}</title>'
        f'<rect x="{edge:g}" y="{y - GAP / 2:g}" width="{TRUNK - RAIL + MARK / 2:g}" height="{leaf.height:g}"/>'
        f'{use}{kind}" x="{rail - MARK / 2:g}" y="{middle - MARK / 2:g}" width="{MARK}" height="{MARK}"/>'
        f'<text aria-hidden="true">{lines}</text></a>'
    )
