"""The editors' workplace. Importing it registers what belongs to the catalogue itself; each app registers its types."""

from catalogue.admin import citations, entry_lookup, guide, place, proposal, source, term
from catalogue.admin.entry import EntryAdmin

__all__ = ["EntryAdmin", "citations", "entry_lookup", "guide", "place", "proposal", "source", "term"]
