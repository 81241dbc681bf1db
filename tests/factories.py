"""One dull maker a model: whatever a test does not care about gets a plain value."""

import itertools

from django.contrib.auth.models import User

from catalogue.models import (
    Citation,
    Connection,
    ConnectionKind,
    Entry,
    Guide,
    GuideEntry,
    GuideStep,
    Place,
    Source,
    Status,
    Term,
)
from catalogue.roles import Role, group_of
from organisations.models import Organisation
from tactics.models import Event, LegalTool, SanctuaryPolicy, Tactic

_numbers = itertools.count(1)


def _entry(model: type[Entry], *, cited: bool = True, **values) -> Entry:
    number = next(_numbers)
    slug = values.setdefault("slug", f"entry-{number}")
    values.setdefault("name_en", f"Name of {slug}")
    values.setdefault("name_es", f"Nombre de {slug}")
    values.setdefault("summary_en", f"Summary of {slug}.")
    values.setdefault("summary_es", f"Resumen de {slug}.")
    values.setdefault("status", Status.PUBLISHED)
    places = values.pop("places", [])
    entry = model.objects.create(**values)
    entry.places.add(*places)
    if cited:
        make_citation(entry)
    return entry


def make_organisation(**values) -> Organisation:
    """A published organisation with one citation (``cited=False``: none)."""
    return _entry(Organisation, **{"sector": Organisation.Sector.COMMUNITY, **values})


def make_tactic(*, actors=(), **values) -> Tactic:
    """A published tactic."""
    tactic = _entry(Tactic, **{"phase": Tactic.Phase.PREPARE, **values})
    tactic.actors.add(*actors)
    return tactic


def make_legal_tool(**values) -> LegalTool:
    """A published legal tool."""
    return _entry(LegalTool, **{"form": LegalTool.Form.COURT_ORDER, **values})


def make_policy(**values) -> SanctuaryPolicy:
    """A published policy."""
    return _entry(SanctuaryPolicy, **{"form": SanctuaryPolicy.Form.ORDINANCE, **values})


def make_event(**values) -> Event:
    """A published event."""
    return _entry(Event, **{"form": Event.Form.RAID, **values})


def make_place(**values) -> Place:
    """A city."""
    slug = values.setdefault("slug", f"place-{next(_numbers)}")
    return Place.objects.create(
        **{"name_en": f"Place {slug}", "name_es": f"Lugar {slug}", "kind": Place.Kind.CITY, **values}
    )


def make_source(**values) -> Source:
    """An essay of five paragraphs before any heading."""
    slug = values.setdefault("slug", f"source-{next(_numbers)}")
    plain = {
        "title": f"Title of {slug}",
        "kind": Source.Kind.ESSAY,
        "reliability": Source.Reliability.MEDIUM,
        "why_en": "A signed essay.",
        "why_es": "Un ensayo firmado.",
        "about_en": "An essay.",
        "about_es": "Un ensayo.",
        "outline": [{"heading": None, "paragraphs": 5}],
    }
    return Source.objects.create(**{**plain, **values})


def make_citation(entry: Entry, **values) -> Citation:
    """A claim that some source reports in its first paragraph."""
    plain = {"paragraph": 1, "standing": "reports", "claim_en": "The essay says so.", "claim_es": "El ensayo lo dice."}
    plain["position"] = entry.citations.count() + 1
    return Citation.objects.create(
        entry=entry, source=values.pop("source", None) or make_source(), **{**plain, **values}
    )


def make_connection(subject: Entry, kind: ConnectionKind | str, object: Entry, **values) -> Connection:
    """A connection resting on the subject's first citation."""
    citation = values.pop("citation", None) or subject.citations.first() or make_citation(subject)
    return Connection.objects.create(subject=subject, kind=kind, object=object, citation=citation, **values)


def make_guide(**values) -> Guide:
    """A published guide without steps."""
    slug = values.setdefault("slug", f"guide-{next(_numbers)}")
    plain = {
        "title_en": f"Title of {slug}",
        "title_es": f"Título de {slug}",
        "lead_en": f"Lead of {slug}.",
        "lead_es": f"Entrada de {slug}.",
        "position": Guide.objects.count() + 1,
        "drawing": Guide.Drawing.HELP,
        "status": Guide.Status.PUBLISHED,
    }
    return Guide.objects.create(**{**plain, **values})


def make_guide_step(guide: Guide | None = None, *, entries=(), **values) -> GuideStep:
    """The next step of a guide, with entries in that order."""
    guide = guide or make_guide()
    number = guide.steps.count() + 1
    plain = {"position": number, "heading_en": f"Step {number}", "heading_es": f"Paso {number}"}
    step = GuideStep.objects.create(guide=guide, **{**plain, **values})
    for entry in entries:
        make_guide_entry(step, entry)
    return step


def make_guide_entry(step: GuideStep, entry: Entry, **values) -> GuideEntry:
    """An entry at the end of a step."""
    return GuideEntry.objects.create(step=step, entry=entry, **{"position": step.entries.count() + 1, **values})


def make_term(name: str = "", **values) -> Term:
    """A term called the same in both languages, which we explain ourselves."""
    slug = values.setdefault("slug", f"term-{next(_numbers)}")
    plain = {
        "name_en": name or f"name of {slug}",
        "name_es": name or f"nombre de {slug}",
        "explanation_en": "What it means.",
        "explanation_es": "Lo que quiere decir.",
    }
    return Term.objects.create(**{**plain, **values})


def make_editor(username: str = "ana", *, role: Role = Role.PUBLISHER, **values) -> User:
    """Somebody who edits, who may publish unless told otherwise, with the password "correct horse battery"."""
    editor = User.objects.create_user(username, password="correct horse battery", is_staff=True, **values)
    editor.groups.add(group_of(role))
    return editor


# Entry type → its maker, in the order of the registry.
MAKERS = {
    "organisation": make_organisation,
    "tactic": make_tactic,
    "legal-tool": make_legal_tool,
    "policy": make_policy,
    "event": make_event,
}
