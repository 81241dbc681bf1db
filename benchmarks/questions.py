"""What readers ask, the same for every target: which list, which entry, which words."""

import random
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

WORD = re.compile(r"[^\W\d_]{3,}")
PAGE_SIZE = 24
LANGUAGES = ("en", "es")
SORTS = ("name", "newest", "evidence")
FOLDERS = {
    "organisation": "organisations",
    "tactic": "tactics",
    "legal-tool": "legal-tools",
    "policy": "policies",
    "event": "events",
}
MOST = 2000  # different addresses of one kind
LAST_PAGE = 50
WARM = 300  # different words that were asked before
CACHED = 200  # different pages that are held
SAMPLE = 3000  # entries read for words


@dataclass(frozen=True)
class Question:
    """One thing asked: a list, narrowed or not, or an entry."""

    language: str = "en"
    chosen: tuple[tuple[str, str], ...] = ()  # facet and value
    words: str = ""
    sort: str = ""
    page: int = 1
    folder: str = ""  # of one type: its list, or with ``slug`` one entry
    slug: str = ""

    def query(self, **others: str) -> str:
        """As the catalogue's query string, with "?"; empty without anything chosen."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [*self.chosen, *others.items()]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


class Questions:
    """All kinds of questions about one generated catalogue, in the same order every time."""

    def __init__(self, database: Path) -> None:
        """``database`` is the SQLite file."""
        self.random = random.Random("questions")
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            self._read(connection)
        pages = [Question(language, folder=f, slug=s) for language in LANGUAGES for f, s in self.entries]
        self.kinds: dict[str, list[Question]] = {
            "list": self._lists(),
            "type-list": self._type_lists(),
            "filter": self._filters(),
            "entry": self._drawn(pages, MOST),
            "search": self._searches(),
            "suggest": self._suggestions(),
        }
        self.kinds["first"] = self._first(self.kinds["search"])
        self.kinds["cached"] = self.kinds["list"][:CACHED]

    def _read(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT type, slug FROM catalogue_entry ORDER BY id").fetchall()
        self.types = Counter(key for key, _slug in rows)
        self.entries = [(FOLDERS[key], slug) for key, slug in rows]
        self.sources = [slug for (slug,) in connection.execute("SELECT slug FROM catalogue_source ORDER BY id")]
        step = max(1, len(rows) // SAMPLE)
        self.texts = connection.execute(
            "SELECT name_en, name_es, summary_en, summary_es FROM catalogue_entry WHERE id % ? = 0 ORDER BY id", [step]
        ).fetchall()
        counts = Counter(word.lower() for row in self.texts for text in row for word in WORD.findall(text))
        self.words = sorted(counts, key=lambda word: (-counts[word], word))
        self.titles = sorted({word.lower() for row in self.texts for text in row[:2] for word in WORD.findall(text)})
        # Choices that go together, since somebody made them of one entry: type, place, standing, source.
        self.facts = connection.execute(
            "SELECT e.type, p.slug, c.standing, s.slug FROM catalogue_entry e "
            "JOIN catalogue_entry_places ep ON ep.entry_id = e.id JOIN catalogue_place p ON p.id = ep.place_id "
            "JOIN catalogue_citation c ON c.entry_id = e.id JOIN catalogue_source s ON s.id = c.source_id "
            "WHERE e.id % ? = 0 ORDER BY e.id, p.id, c.id",
            [step],
        ).fetchall()

    def _drawn(self, things: list[Any], most: int) -> list[Any]:
        """At most so many, shuffled."""
        return self.random.sample(things, min(most, len(things)))

    def _pages(self, count: int) -> range:
        return range(1, min(LAST_PAGE, max(1, count // PAGE_SIZE)) + 1)

    def _lists(self) -> list[Question]:
        """All entries in each order, page after page, and those of one type."""
        every = [Question(*each) for each in product(LANGUAGES, [()], [""], SORTS, self._pages(len(self.entries)))]
        for key, count in self.types.items():
            chosen = (("type", key),)
            every += [Question(*each) for each in product(LANGUAGES, [chosen], [""], SORTS, self._pages(count))]
        return self._drawn(every, MOST)

    def _type_lists(self) -> list[Question]:
        every = []
        for key, count in self.types.items():
            every += [
                Question(language, sort=sort, page=page, folder=FOLDERS[key])
                for language, sort, page in product(LANGUAGES, SORTS, self._pages(count))
            ]
        return self._drawn(every, MOST)

    def _filters(self) -> list[Question]:
        """Two or three choices that leave something."""
        every: dict[Question, None] = {}
        for fact in self.facts:
            named = list(zip(("type", "place", "standing", "source"), fact, strict=True))
            chosen = tuple(sorted(self.random.sample(named, self.random.randint(2, 3))))
            every[Question(self.random.choice(LANGUAGES), chosen)] = None
        return self._drawn(list(every), MOST)

    def _searches(self) -> list[Question]:
        """One word or two that some entry has, of all degrees of frequency, as one asks again and again."""
        too_common = set(self.words[:40])
        every = []
        for row in self._drawn(self.texts, WARM):
            language = self.random.choice(LANGUAGES)
            words = [word.lower() for text in row[LANGUAGES.index(language) :: 2] for word in WORD.findall(text)]
            fit = sorted(set(words) - too_common)
            every.append(Question(language, words=" ".join(self.random.sample(fit, self.random.randint(1, 2)))))
        return list(dict.fromkeys(every))

    def _first(self, asked_before: list[Question]) -> list[Question]:
        """Words of every frequency that no other question has, each once."""
        asked = {word for question in asked_before for word in question.words.split()}
        fresh = [word for word in self.words if word not in asked]
        return [Question(self.random.choice(LANGUAGES), words=word) for word in self._drawn(fresh, len(fresh))]

    def _suggestions(self) -> list[Question]:
        """What somebody has typed so far of a word in a name: two to six letters."""
        beginnings = {word[: self.random.randint(2, 6)] for word in self.titles}
        every = [Question(self.random.choice(LANGUAGES), words=word) for word in sorted(beginnings)]
        return self._drawn(every, MOST)

    def expected(self, database: Path, question: Question) -> int:
        """How many entries a list question has as its answer, counted by brute force. Words are not understood."""
        tables, conditions, values = ["catalogue_entry e"], ["e.status = 'published'"], []
        for name, value in question.chosen:
            conditions.append(CONDITIONS[name])
            values.append(value)
        if question.folder:
            conditions.append(CONDITIONS["type"])
            values.append(next(key for key, folder in FOLDERS.items() if folder == question.folder))
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            statement = f"SELECT count(*) FROM {', '.join(tables)} WHERE {' AND '.join(conditions)}"  # noqa: S608 — own words
            return connection.execute(statement, values).fetchone()[0]


CONDITIONS = {
    "type": "e.type = ?",
    "standing": "EXISTS (SELECT 1 FROM catalogue_citation c WHERE c.entry_id = e.id AND c.standing = ?)",
    "source": (
        "EXISTS (SELECT 1 FROM catalogue_citation c JOIN catalogue_source s ON s.id = c.source_id "
        "WHERE c.entry_id = e.id AND s.slug = ?)"
    ),
    # A place stands for all that is part of it.
    "place": (
        "EXISTS (WITH RECURSIVE here(id) AS (SELECT id FROM catalogue_place WHERE slug = ? UNION "
        "SELECT p.id FROM catalogue_place p JOIN here ON p.part_of_id = here.id) "
        "SELECT 1 FROM catalogue_entry_places ep WHERE ep.entry_id = e.id AND ep.place_id IN (SELECT id FROM here))"
    ),
}


def english(question: Question) -> Question:
    """The same question by a reader of English."""
    return replace(question, language="en")
