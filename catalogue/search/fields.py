"""What postings beside the facets are about: words, and the paragraphs that entries rest on."""

from catalogue import registry

# Fetched when they are asked for.
# Where a word stands, weightiest first; the values are the forms of words (catalogue.search.analysis).
NAME = "in name"
ALIAS = "in alias"
SUMMARY = "in summary"
TEXT = "in text"
EVIDENCE = "in evidence"  # sections, claims and names of places
PLACES_OF_WORDS = (NAME, ALIAS, SUMMARY, TEXT, EVIDENCE)
VERY_WORDS = (NAME, ALIAS, SUMMARY)  # where the very word, stored after "=", weighs more than one of the same stem
EXACT = "exact"  # whole names as one run of letters and figures: "sb54"

# Held in memory, like the facets.
SPELT = "spelt"  # words as they are written, folded; only how many entries have each
TITLE = "in title"  # words of names in either language and of other names, folded
PARAGRAPH = "in paragraph"  # catalogue.search.documents.passage
TYPE = "type"  # the key of the entry's type
CHECKED = "checked"  # the day of its last check: the facet of that name makes states of it (catalogue.search.checked)


def held() -> frozenset[str]:
    """All that is held in memory: the above, and the facets of all types."""
    facets = {
        facet.field_name
        for entry_type in registry.all_types()
        for facet in entry_type.filterset.base_filters.values()
        if hasattr(facet, "pairs")
    }
    return frozenset({TYPE, SPELT, TITLE, PARAGRAPH} | facets)
