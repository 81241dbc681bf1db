"""One model a file; import them from here."""

from catalogue.models.audit import AuditEntry
from catalogue.models.citation import Citation, Standing
from catalogue.models.connection import Connection, ConnectionKind
from catalogue.models.entry import Entry, EntryQuerySet, Status, VerifiedHow
from catalogue.models.guide import Guide, GuideEntry, GuideStep
from catalogue.models.merge import Merge
from catalogue.models.place import Place
from catalogue.models.proposal import Proposal
from catalogue.models.slug_redirect import SlugRedirect
from catalogue.models.source import Source
from catalogue.models.term import Term
from catalogue.models.upload import Upload

__all__ = [
    "AuditEntry",
    "Citation",
    "Connection",
    "ConnectionKind",
    "Entry",
    "EntryQuerySet",
    "Guide",
    "GuideEntry",
    "GuideStep",
    "Merge",
    "Place",
    "Proposal",
    "SlugRedirect",
    "Source",
    "Standing",
    "Status",
    "Term",
    "Upload",
    "VerifiedHow",
]
