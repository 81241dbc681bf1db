"""Queries as people type them, judged by what they need: one of the wanted entries has to be among the first three."""

from pathlib import Path

import pytest
import yaml

from catalogue import registry
from catalogue.search.held import current
from catalogue.search.ranking import find

JUDGEMENTS = yaml.safe_load((Path(__file__).parent / "judgements.yaml").read_text(encoding="utf-8"))
FIRST = 3
NEEDED = 0.95  # of the queries of a language


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_people_need_comes_first(whole_catalogue, language):
    folders = {entry_type.key: entry_type.folder for entry_type in registry.all_types()}
    index = current()
    names = {pk: f"{folders[brief.type]}/{brief.slug}" for pk, brief in index.entries.items()}
    asked = [each for each in JUDGEMENTS if each["lang"] == language]

    missed = []
    for each in asked:
        first = [names[key] for key in find(index, each["q"], language).matches[:FIRST]]
        if not set(first) & set(each["want"]):
            missed.append(f"{each['q']}: {first}")

    assert 1 - len(missed) / len(asked) >= NEEDED, "\n".join(missed)
