"""The editors' workplace. Importing it registers what belongs to the catalogue itself; each app registers its types."""

from catalogue.admin import audit, citations, entry_lookup, guide, merge, place, proposal, source, term, user
from catalogue.admin.entry import EntryAdmin

__all__ = [
    "EntryAdmin",
    "audit",
    "citations",
    "entry_lookup",
    "guide",
    "merge",
    "place",
    "proposal",
    "source",
    "term",
    "user",
]
