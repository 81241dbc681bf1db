"""A small catalogue as files, in canonical style, for tests to spoil."""

from pathlib import Path

FILES = {
    "places/california": """\
name:
  en: California
  es: California
kind: state
""",
    "places/los-angeles": """\
name:
  en: Los Angeles
  es: Los Ángeles
kind: city
part_of: california
latitude: 34.05
longitude: -118.24
""",
    "sources/essay": """\
title: An essay
kind: essay
author: Somebody
published: '2025-06'
language: en
reliability: medium
why:
  en: A signed essay.
  es: Un ensayo firmado.
about:
  en: Raids and answers.
  es: Redadas y respuestas.
outline:
  - heading: null
    paragraphs: 5
  - heading: What to do
    paragraphs: 2
""",
    "organisations/union": """\
name:
  en: The union
  es: El sindicato
aliases:
  - Local 1
sector: union
based_in: los-angeles
founded: '1970'
places:
  - los-angeles
summary:
  en: A union.
  es: Un sindicato.
citations:
  c1:
    source: essay
    section: null
    paragraph: 3
    standing: reports
    claim:
      en: The essay says the union marched.
      es: El ensayo dice que el sindicato marchó.
  c2:
    source: essay
    section: What to do
    paragraph: 2
    standing: recommends
    claim:
      en: The essay advises others to do so.
      es: El ensayo aconseja que otros lo hagan.
connections:
  - kind: uses
    to: tactics/march
    citation: c1
    note:
      en: In June.
      es: En junio.
  - kind: took-part-in
    to: events/june
    citation: c1
""",
    "tactics/march": """\
name:
  en: March
  es: Marcha
phase: respond
actors:
  - neighbours
  - workers
risks:
  en: Arrest.
  es: Arresto.
summary:
  en: Walking together.
  es: Caminar juntos.
citations:
  c1:
    source: essay
    section: null
    paragraph: 0
    standing: asserts
    claim:
      en: The essay calls it a march.
      es: El ensayo lo llama marcha.
""",
    "events/june": """\
name:
  en: June
  es: Junio
form: protest
starts: '2025-06-early'
ends: '2025-06-20'
summary:
  en: Protests in June.
  es: Protestas en junio.
body:
  en: |-
    The first paragraph.

    The second one.
  es: |-
    El primer párrafo.

    El segundo.
citations:
  c1:
    source: essay
    section: null
    paragraph: 1
    standing: reports
    claim:
      en: The essay dates it.
      es: El ensayo lo fecha.
""",
}


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Write files into a folder; those whose name has no ending get ``.yaml``."""
    for name, text in files.items():
        path = folder / (name if "." in name else f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> Path:
    """Replace the first occurrence of a text in one of the files."""
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
