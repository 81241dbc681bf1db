"""How two entries belong together, on whose account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalogue.models.citation import Citation, Standing
from catalogue.models.entry import Entry
from catalogue.models.fields import bilingual

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Ends:
    """Which types a kind of connection joins, and how it reads from either end.

    Several types may lead to one. Without types it joins entries of any one type with each other.
    """

    subjects: tuple[str, ...]
    object: str
    from_subject: StrOrPromise  # heading on the subject's page: "Uses"
    from_object: StrOrPromise  # heading on the object's page: "Used by"


class ConnectionKind(models.TextChoices):
    """In which way the subject is connected to the object."""

    USES = "uses", _("uses")
    RECOMMENDS = "recommends", _("recommends")
    SECURED = "secured", _("secured")
    DEFENDS_WITH = "defends-with", _("defends with")
    BELONGS_TO = "belongs-to", _("belongs to")
    SUPPORTS = "supports", _("supports")
    TOOK_PART_IN = "took-part-in", _("took part in")
    AFFECTED_BY = "affected-by", _("affected by")
    ENACTED = "enacted", _("enacted")
    CAMPAIGNED_FOR = "campaigned-for", _("campaigned for")
    OPPOSES = "opposes", _("opposes")
    USED_IN = "used-in", _("used in")
    RELIES_ON = "relies-on", _("relies on")
    CONCERNS = "concerns", _("concerns")
    IMPLEMENTS = "implements", _("implements")
    CAME_FROM = "came-from", _("came from")
    RESPONSE_TO = "response-to", _("in response to")
    PART_OF = "part-of", _("part of")
    SAME_AS = "same-as", _("same as?")

    @property
    def ends(self) -> Ends:
        """The types it joins and its two headings."""
        return ENDS[self]

    def leads_from(self, subject_type: str) -> bool:
        """Whether it may lead from an entry of that type."""
        return subject_type in self.ends.subjects or not self.ends.subjects

    def joins(self, subject_type: str, object_type: str) -> bool:
        """Whether it may lead from an entry of one type to one of the other."""
        return self.leads_from(subject_type) and object_type == (self.ends.object or subject_type)


ENDS = {
    ConnectionKind.USES: Ends(("organisation",), "tactic", _("Uses"), _("Used by")),
    ConnectionKind.RECOMMENDS: Ends(("organisation",), "tactic", _("Recommends"), _("Recommended by")),
    ConnectionKind.SECURED: Ends(("organisation",), "legal-tool", _("Secured"), _("Secured by")),
    ConnectionKind.DEFENDS_WITH: Ends(
        ("organisation",), "legal-tool", _("Defends people with"), _("Used to defend people by")
    ),
    ConnectionKind.BELONGS_TO: Ends(("organisation",), "organisation", _("Belongs to"), _("Members and branches")),
    ConnectionKind.SUPPORTS: Ends(("organisation",), "organisation", _("Supports"), _("Supported by")),
    ConnectionKind.TOOK_PART_IN: Ends(("organisation",), "event", _("Took part in"), _("Who took part")),
    ConnectionKind.AFFECTED_BY: Ends(("organisation",), "event", _("Was affected by"), _("Who was affected")),
    ConnectionKind.ENACTED: Ends(("organisation",), "policy", _("Enacted"), _("Enacted by")),
    ConnectionKind.CAMPAIGNED_FOR: Ends(("organisation",), "policy", _("Campaigned for"), _("Campaigned for by")),
    ConnectionKind.OPPOSES: Ends(("organisation",), "policy", _("Opposes"), _("Opposed by")),
    ConnectionKind.USED_IN: Ends(("tactic",), "event", _("Used in"), _("Tactics used")),
    ConnectionKind.RELIES_ON: Ends(("tactic",), "legal-tool", _("Relies on"), _("Tactics that rely on it")),
    ConnectionKind.CONCERNS: Ends(("tactic", "event"), "policy", _("Policies it is about"), _("What concerns it")),
    ConnectionKind.IMPLEMENTS: Ends(("legal-tool",), "policy", _("Puts into practice"), _("Put into practice by")),
    ConnectionKind.CAME_FROM: Ends(("legal-tool",), "event", _("Came out of"), _("Legal tools that came out of it")),
    ConnectionKind.RESPONSE_TO: Ends(("event",), "event", _("In response to"), _("What followed in response")),
    ConnectionKind.PART_OF: Ends((), "", _("Part of"), _("Parts of it")),
    ConnectionKind.SAME_AS: Ends((), "", _("Perhaps the same as"), _("Perhaps the same as")),
}

# What these say was done. Advice is no evidence for it: recommendation is not practice.
DONE = {
    ConnectionKind.USES,
    ConnectionKind.SECURED,
    ConnectionKind.DEFENDS_WITH,
    ConnectionKind.TOOK_PART_IN,
    ConnectionKind.AFFECTED_BY,
    ConnectionKind.ENACTED,
    ConnectionKind.CAMPAIGNED_FOR,
    ConnectionKind.USED_IN,
    ConnectionKind.CAME_FROM,
}


def _ends_fit() -> Q:
    """The rule of ``ConnectionKind.joins`` as a condition that the database checks."""
    fit = Q()
    for kind, ends in ENDS.items():
        types = {"subject_type__in": ends.subjects, "object_type": ends.object}
        fit |= Q(kind=kind, **(types if ends.subjects else {"subject_type": F("object_type")}))
    return fit


class Connection(models.Model):
    """Subject → kind → object, resting on one of the subject's citations. Without evidence there is no connection.

    The types of both ends are kept in columns so that the database can hold them against the kind; a trigger
    (migration 0002) holds the citation against the subject.
    """

    subject = models.ForeignKey(Entry, models.CASCADE, related_name="connections", verbose_name=_("from"))
    subject_type = models.CharField(max_length=20, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ConnectionKind)
    object = models.ForeignKey(Entry, models.CASCADE, related_name="connections_to", verbose_name=_("to"))
    object_type = models.CharField(max_length=20, editable=False)
    citation = models.ForeignKey(
        Citation,
        models.RESTRICT,
        related_name="connections",
        verbose_name=_("evidence"),
        help_text=_("Which of this entry's own citations says so."),
    )
    note = bilingual(_("note"), max_length=300, help_text=_("A few words more, if needed. Public."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "object"],
                name="connection_is_said_once",
                violation_error_message=_("These two are connected in this way already."),
            ),
            models.CheckConstraint(
                condition=~Q(subject=F("object")),
                name="connection_has_two_ends",
                violation_error_message=_("An entry cannot be connected to itself."),
            ),
            models.CheckConstraint(
                condition=_ends_fit(),
                name="connection_kind_fits_its_ends",
                violation_error_message=_("This kind of connection does not join entries of these types."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_kind_display()} {self.object}"

    def save(self, *args, **kwargs) -> None:
        """Store it; raises ValidationError rather than storing one without evidence or between the wrong types."""
        self.clean()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a connection that ``connection_problems`` objects to."""
        self._fill_types()
        if problems := connection_problems(self):
            raise ValidationError(problems)

    def _fill_types(self) -> None:
        # Asked for as attributes: while a form is checked, subject and evidence may not be stored yet.
        self.subject_type = self.subject.entry_type.key if hasattr(self, "subject") else ""
        self.object_type = self.object.entry_type.key if hasattr(self, "object") else ""


def connection_problems(connection: Connection) -> list[StrOrPromise]:
    """Why a connection may not be stored, as sentences; empty when it may."""
    problems: list[StrOrPromise] = []
    if not hasattr(connection, "citation"):
        problems.append(_("Choose the evidence: a connection without a citation cannot be saved."))
    elif connection.citation.entry_id != connection.subject_id:
        problems.append(_("The evidence must be one of this entry's own citations."))
    elif connection.citation.standing == Standing.RECOMMENDS and connection.kind in DONE:
        problems.append(_("The evidence is advice. It does not show that this was done."))
    if connection.kind in ConnectionKind.values and connection.subject_type and connection.object_type:
        kind = ConnectionKind(connection.kind)
        if not kind.joins(connection.subject_type, connection.object_type):
            problems.append(
                _("“%(kind)s” does not lead from this type to that one: %(subject)s → %(object)s.")
                % {
                    "kind": kind.label,
                    "subject": connection.subject.entry_type.label,
                    "object": connection.object.entry_type.label,
                }
            )
    return problems
