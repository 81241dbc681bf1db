"""The rows of a generated catalogue, table after table, in an order in which each finds what it points at."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import isqrt
from random import Random
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.utils.text import slugify

from benchmarks.plan import Plan, Sketch
from benchmarks.words import LANGUAGES, Vocabulary, Weighted, counted, proper_names
from catalogue.models import Citation, Connection, Entry, Place, Source, Status
from organisations.models import Organisation
from tactics.models import Event, LegalTool, SanctuaryPolicy, Tactic
from tactics.models.level import Level

BATCH = 1000  # entries
WORDS_AN_ENTRY = 220  # in each language, of all its texts: for the size of the vocabulary
FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
OUTLINE = [{"heading": None, "paragraphs": 12}, {"heading": "What happened", "paragraphs": 12}]
MODELS = {model.TYPE: model for model in (Organisation, Tactic, LegalTool, SanctuaryPolicy, Event)}


class Rows(NamedTuple):
    """Rows of one table: the names of the model's fields, and their values in that order."""

    model: type[Model]
    fields: tuple[str, ...]
    values: list[tuple[Any, ...]]


class Catalogue:
    """A generated catalogue of published entries; the same for the same size, seed and content files."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.plan = Plan(size, seed)
        self.random = Random(f"words {seed} {size}")
        length = size * WORDS_AN_ENTRY
        counts = counted(settings.CONTENT_DIR)
        self.vocabularies = {language: Vocabulary(language, counts[language], length) for language in LANGUAGES}
        self.names = Weighted.zipf(proper_names(40 * isqrt(size)))

    def rows(self) -> Iterator[Rows]:
        """Everything, in the order in which to insert it."""
        yield self._places()
        yield self._sources()
        for start in range(0, self.plan.size, BATCH):
            batch = self.plan.entries[start : start + BATCH]
            yield self._entries(batch)
            for key, model in MODELS.items():
                yield self._typed(model, [sketch for sketch in batch if sketch.type == key])
            yield _through(Entry, "places", [(sketch.number, place) for sketch in batch for place in sketch.places])
            yield _through(Tactic, "actors", [(sketch.number, actor) for sketch in batch for actor in sketch.actors])
            yield self._citations(batch)
        yield self._connections()

    def _places(self) -> Rows:
        """A country, a state, counties, cities and neighbourhoods, each part of one before it."""
        levels = [("country", 1), ("state", 1), ("county", 5), ("city", 25), ("neighbourhood", self.plan.places - 32)]
        values: list[tuple[Any, ...]] = []
        above: list[int] = []
        for kind, count in levels:
            these = range(len(values) + 1, len(values) + count + 1)
            for number in these:
                name = f"{self.names.things[number]} {number}"
                parent = self.random.choice(above) if above else None
                values.append((number, slugify(name), name, f"{name} (lugar)", kind, parent))
            above = list(these)
        return Rows(Place, ("id", "slug", "name_en", "name_es", "kind", "part_of"), values)

    def _sources(self) -> Rows:
        kinds = Weighted(Source.Kind.values, range(len(Source.Kind.values), 0, -1))
        trust = Weighted(Source.Reliability.values, (3, 4, 3))
        values = []
        for number in range(1, self.plan.sources + 1):
            title = self._title("en", self.random.randint(4, 10))
            [kind], [reliability] = kinds.draw(self.random, 1), trust.draw(self.random, 1)
            why, about = self._texts(12), self._texts(25)
            slug = f"{slugify(title)[:60]}-{number}"
            values.append((number, slug, title, kind, reliability, *why, *about, OUTLINE))
        fields = ("id", "slug", "title", "kind", "reliability", "why_en", "why_es", "about_en", "about_es", "outline")
        return Rows(Source, fields, values)

    def _entries(self, batch: list[Sketch]) -> Rows:
        random, values = self.random, []
        for sketch in batch:
            [name] = self.names.draw(random, 1)
            names = [self.vocabularies[language].title(random, random.randint(3, 8), name) for language in LANGUAGES]
            aliases = self._aliases(names[0])
            created = FIRST_DAY + timedelta(minutes=sketch.number)
            # fmt: off
            values.append((
                sketch.number, sketch.type, f"{slugify(names[0])[:80]}-{sketch.number}", *names, aliases,
                *self._texts(random.randint(20, 40)), *self._texts(random.randint(80, 160)),
                Status.PUBLISHED, date(2026, 1, 1) if random.randrange(10) < 6 else None, 1, created, created,
            ))
            # fmt: on
        fields = (
            "id type slug name_en name_es aliases summary_en summary_es body_en body_es "
            "status verified_on version created updated"
        )
        return Rows(Entry, tuple(fields.split()), values)

    def _aliases(self, name: str) -> list[str]:
        """For some an acronym, for some one or two other names."""
        words = name.split()
        acronym = ["".join(word[0] for word in words).upper()] if self.random.randrange(4) == 0 else []
        others = self.random.randint(1, 2) if self.random.randrange(10) < 3 else 0
        return acronym + [self._title(self.random.choice(LANGUAGES), self.random.randint(2, 3)) for _ in range(others)]

    def _typed(self, model: type[Entry], sketches: list[Sketch]) -> Rows:
        fields, make = {
            Organisation: (("sector", "reach", "based_in", "founded"), self._organisation),
            Tactic: (("phase", "how_en", "how_es", "risks_en", "risks_es"), self._tactic),
            LegalTool: (("form", "level", "who_can_use_en", "who_can_use_es"), self._legal_tool),
            SanctuaryPolicy: (("form", "level", "jurisdiction", "legal_standing", "gaps_en", "gaps_es"), self._policy),
            Event: (("form", "starts", "ends", "outcome_en", "outcome_es"), self._event),
        }[model]
        return Rows(model, ("entry_ptr", *fields), [(sketch.number, *make(sketch)) for sketch in sketches])

    def _organisation(self, sketch: Sketch) -> tuple[Any, ...]:
        founded = str(self.random.randint(1960, 2025)) if self.random.randrange(2) else None
        based_in = sketch.places[0] if sketch.places else None
        return self._one(Organisation.Sector), self._one(Organisation.Reach), based_in, founded

    def _tactic(self, sketch: Sketch) -> tuple[Any, ...]:
        return self._one(Tactic.Phase), *self._texts(30), *self._perhaps(20)

    def _legal_tool(self, sketch: Sketch) -> tuple[Any, ...]:
        return self._one(LegalTool.Form), self._one(Level), *self._texts(15)

    def _policy(self, sketch: Sketch) -> tuple[Any, ...]:
        where = sketch.places[0] if sketch.places else None
        law = self._one(SanctuaryPolicy.LegalStanding)
        return self._one(SanctuaryPolicy.Form), self._one(Level), where, law, *self._perhaps(20)

    def _event(self, sketch: Sketch) -> tuple[Any, ...]:
        year, month, day = self.random.randint(2006, 2026), self.random.randint(1, 12), self.random.randint(1, 28)
        starts = self.random.choice((f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}"))
        ends = str(year + 1) if self.random.randrange(5) == 0 else None
        return self._one(Event.Form), starts, ends, *self._perhaps(15)

    def _citations(self, batch: list[Sketch]) -> Rows:
        values = []
        for sketch in batch:
            for position, cited in enumerate(sketch.citations, 1):
                section = self.random.choice(("", "What happened"))
                where = (section, self.random.randint(1, 12))
                claims = self._texts(self.random.randint(12, 24))
                values.append((cited.number, sketch.number, cited.source, *where, cited.standing, *claims, position))
        fields = ("id", "entry", "source", "section", "paragraph", "standing", "claim_en", "claim_es", "position")
        return Rows(Citation, fields, values)

    def _connections(self) -> Rows:
        values = []
        for number, one in enumerate(self.plan.connections(), 1):
            ends = (one.subject.number, one.subject.type, str(one.kind), one.object.number, one.object.type)
            values.append((number, *ends, one.citation))
        fields = ("id", "subject", "subject_type", "kind", "object", "object_type", "citation")
        return Rows(Connection, fields, values)

    def _one(self, choices: Any) -> str:
        return self.random.choice(choices.values)

    def _title(self, language: str, length: int) -> str:
        [name] = self.names.draw(self.random, 1)
        return self.vocabularies[language].title(self.random, length, name)

    def _texts(self, length: int) -> tuple[str, ...]:
        """A text of so many words in each language."""
        return tuple(self.vocabularies[language].text(self.random, length) for language in LANGUAGES)

    def _perhaps(self, length: int) -> tuple[str, ...]:
        return self._texts(length) if self.random.randrange(2) else ("", "")


def _through(model: type[Model], field: str, pairs: list[tuple[int, int]]) -> Rows:
    """The rows between the two ends of a many-to-many field."""
    many: Any = model._meta.get_field(field)
    return Rows(many.remote_field.through, (many.m2m_field_name(), many.m2m_reverse_field_name()), pairs)


def digest(catalogue: Catalogue) -> str:
    """The same for the same rows, on any machine."""
    found = hashlib.sha256()
    for rows in catalogue.rows():
        found.update(f"{rows.model._meta.label} {rows.fields} {rows.values!r}\n".encode())
    return found.hexdigest()
