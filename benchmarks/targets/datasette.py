"""Datasette on the same rows: one table of entries with five facets, and a full-text index."""

import os
import re
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.questions import Question
from benchmarks.targets.base import HOST, WORKERS, Answer, Target

SORTS = {
    "": ("_sort", "name_en"),
    "name": ("_sort", "name_en"),
    "newest": ("_sort_desc", "created"),
    "evidence": ("_sort_desc", "citation_count"),
}
COLUMNS = {"type": "type", "place": "place__arraycontains", "standing": "standing__arraycontains",
           "source": "source__arraycontains"}  # fmt: skip
FACETS = [("_facet", "type"), ("_facet", "evidence")]
FACETS += [("_facet_array", name) for name in ("place", "standing", "source")]
TOTAL = re.compile(r"<h3>\s*([\d,]+) rows?")
ENTRIES = """
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, type TEXT, slug TEXT, name_en TEXT, name_es TEXT, summary_en TEXT, summary_es TEXT,
    created TEXT, citation_count INTEGER, evidence TEXT, place TEXT, standing TEXT, source TEXT
);
WITH RECURSIVE
above(place, slug, up) AS (
    SELECT id, slug, part_of_id FROM given.catalogue_place
    UNION SELECT above.place, p.slug, p.part_of_id FROM above JOIN given.catalogue_place p ON p.id = above.up
),
placed AS (
    SELECT entry_id, json_group_array(slug) AS slugs FROM (
        SELECT DISTINCT entry_id, slug FROM given.catalogue_entry_places JOIN above ON above.place = place_id
    ) GROUP BY entry_id
),
cited AS (
    SELECT entry_id, json_group_array(DISTINCT c.standing) AS standings, json_group_array(DISTINCT s.slug) AS sources,
        count(*) AS citations, count(DISTINCT s.id) AS voices, sum(s.reliability <> 'low') AS better
    FROM given.catalogue_citation c JOIN given.catalogue_source s ON s.id = c.source_id GROUP BY entry_id
)
INSERT INTO entries
SELECT e.id, type, slug, name_en, name_es, summary_en, summary_es, created, citations,
    CASE WHEN better = 0 THEN 'weak' WHEN voices = 1 THEN 'one' ELSE 'several' END,
    coalesce(placed.slugs, '[]'), cited.standings, cited.sources
FROM given.catalogue_entry e JOIN cited ON cited.entry_id = e.id LEFT JOIN placed ON placed.entry_id = e.id
WHERE status = 'published';
CREATE INDEX entries_type ON entries (type);
CREATE INDEX entries_evidence ON entries (evidence);
CREATE INDEX entries_name ON entries (name_en);
CREATE INDEX entries_created ON entries (created);
CREATE INDEX entries_citations ON entries (citation_count);
CREATE VIRTUAL TABLE entries_fts USING fts5 (
    name, summary, body, aliases, content='', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO entries_fts (rowid, name, summary, body, aliases)
SELECT id, name_en || ' ' || name_es, summary_en || ' ' || summary_es, body_en || ' ' || body_es, aliases
FROM given.catalogue_entry WHERE status = 'published';
INSERT INTO entries_fts (entries_fts) VALUES ('optimize');
ANALYZE;
"""


class Datasette(Target):
    """Two workers of its application, the database opened as immutable so that it need not count rows again."""

    name = "datasette"
    kinds = ("list", "search", "filter")

    def __init__(self, folder: Path, python: Path, database: Path) -> None:
        """``python`` is the interpreter that has Datasette, ``database`` the catalogue's SQLite file."""
        super().__init__(folder)
        self.python = python
        self.given = database
        self.database = folder / "bench.db"
        self.environment = {"BENCH_DATABASE": str(self.database), "PYTHONPATH": ""}

    def prepare(self) -> None:
        """Copy the entries into one table, a list of values for each facet that may have several."""
        self.database.unlink(missing_ok=True)
        with sqlite3.connect(self.database) as connection:
            connection.execute("ATTACH ? AS given", [f"{self.given}"])
            connection.executescript(ENTRIES)
        connection.close()

    def command(self) -> list[str]:
        """uvicorn, which Datasette itself is served by, with as many workers as the others have."""
        # fmt: off
        return [
            str(self.python), "-m", "uvicorn", "benchmarks.datasette_app:application",
            "--host", HOST, "--port", str(self.port), "--workers", str(WORKERS), "--no-access-log",
            "--log-level", "warning",
        ]
        # fmt: on

    def path(self, kind: str, question: Question) -> str:
        """The first page of that list: Datasette's pages follow each other by the last row seen."""
        pairs = [*FACETS, ("_size", "24"), SORTS[question.sort]]
        pairs += [(COLUMNS[name], value) for name, value in question.chosen]
        pairs += [("_search", question.words)] if question.words else []
        return f"/bench/entries?{urlencode(pairs)}"

    def problem(self, kind: str, question: Question, answer: Answer, expected: int | None) -> str | None:
        """It says how many rows there are, and no facet ran out of time."""
        if "took too long" in answer.text or "facet timed out" in answer.text.lower():
            return "A facet ran out of time."
        if answer.text.count('class="facet-info ') < len(FACETS) - 1:
            return "Facets are missing."
        found = TOTAL.search(answer.text)
        total = int(found[1].replace(",", "")) if found else 0
        if expected is None:
            return None if total else "Nothing was found."
        return None if total == expected else f"The page says {total} rows; there are {expected}."


def python_of(folder: Path) -> Path:
    """The interpreter of a virtual environment."""
    return folder / "bin" / ("python.exe" if os.name == "nt" else "python")
