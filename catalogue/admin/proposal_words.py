"""Proposals in words: who made one, what it is about, what became of it."""

from __future__ import annotations

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from translated_fields.fields import show_language_code

from catalogue.corrections.parts import MISSING, OTHER
from catalogue.editing.differences import kind_of_row
from catalogue.editing.proposals import is_remark, is_withdrawn, labels
from catalogue.models import Proposal


def name(proposal: Proposal) -> str:
    """How everybody calls it: "Proposal 12"."""
    return _("Proposal %(number)d") % {"number": proposal.pk}


def parts(proposal: Proposal) -> str:
    """Which parts of an entry it is about, in a few words and without any query."""
    with show_language_code(False):  # lists of the admin mark each label with "[es]"; these say "(Spanish)"
        return ", ".join(labels(proposal)) or _remarked(proposal)


def _remarked(proposal: Proposal) -> str:
    about = proposal.about
    fixed = {
        "": "–",
        OTHER: _("All of it, or I am not sure"),
        MISSING: _("Something is missing"),
        "citation": _("Evidence"),
        "connection": _("Connection"),
    }
    if (key := kind_of_row(about) or about) in fixed:
        return fixed[key]
    for column in (about, f"{about}_en"):
        try:
            field = proposal.entry.entry_type.model._meta.get_field(column) if proposal.entry else None
        except FieldDoesNotExist:
            continue
        return capfirst(str(getattr(field, "verbose_name", about)))
    return about


def who(proposal: Proposal) -> str:
    """Who made it: an account, or a reader."""
    if proposal.author:
        return proposal.author.get_username()
    return _("a reader") if is_remark(proposal) else _("an account that is no longer there")


def state_of_decision(proposal: Proposal) -> str:
    """ "waiting", "accepted", "in part", "done", "refused" or "withdrawn"."""
    if proposal.status == Proposal.Status.OPEN:
        return "waiting"
    if is_withdrawn(proposal):
        return "withdrawn"
    if proposal.status == Proposal.Status.REFUSED:
        return "refused"
    if is_remark(proposal):
        return "done"
    return "accepted" if all(each["accepted"] for each in proposal.decisions.values()) else "in part"


def outcome_in_words(proposal: Proposal) -> str:
    """What became of it, for lists and for the top of its page."""
    return {
        "waiting": _("waiting"),
        "accepted": _("accepted"),
        "in part": _("accepted in part"),
        "done": _("done"),
        "refused": _("refused"),
        "withdrawn": _("taken back by its author"),
    }[state_of_decision(proposal)]
